package io.almanac.core.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers with a shape.
 *
 * @param bytes little-endian, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; equality would mean nothing here
record Tensor(Type type, long[] shape, byte[] bytes) {

    enum Type {
        F32(4),
        F64(8);

        final int width;

        Type(int width) {
            this.width = width;
        }
    }

    Tensor {
        if (bytes.length != bytes(shape, type.width)) {
            throw new IllegalArgumentException("a tensor " + type + Arrays.toString(shape) + " takes "
                    + bytes(shape, type.width) + " bytes, got " + bytes.length);
        }
    }

    private static long bytes(long[] shape, int width) {
        long product = width;
        for (long size : shape) {
            if (size < 0 || size > Integer.MAX_VALUE || product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a tensor can't have the shape " + Arrays.toString(shape));
            }
            product *= size;
        }
        return product;
    }

    static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    static byte[] bytes(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asDoubleBuffer().put(values);
        return buffer.array();
    }

    float[] floats() {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    double[] doubles() {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
