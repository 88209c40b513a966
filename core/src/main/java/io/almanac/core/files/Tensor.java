package io.almanac.core.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
        long expected = elements(shape) * type.width;
        if (bytes.length != expected) {
            throw new IllegalArgumentException(
                    "a tensor of this shape takes " + expected + " bytes, got " + bytes.length);
        }
    }

    static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a tensor can't have " + size + " elements");
            }
            product = Math.multiplyExact(product, size);
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
