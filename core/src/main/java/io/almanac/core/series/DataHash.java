package io.almanac.core.series;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * SHA-256 over schema, ids, axes and the raw bits of all values of a source, with their vintages: two sources with the
 * same hash give every forecaster the same input. Every NaN counts as the same missing value.
 */
public final class DataHash {

    private static final int CHUNK = 1024;

    /** Where the length of the next id could stand. */
    private static final int VINTAGE = -1;

    private final MessageDigest digest;
    private final double[] chunk = new double[CHUNK];
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Double.BYTES);

    /** The hash of a source of this schema, whose series come one by one. */
    DataHash(Schema schema) {
        this();
        add(schema);
    }

    private DataHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash in lower-case hexadecimal, 64 characters. */
    public static String of(SeriesSource source) {
        var hash = new DataHash(source.schema());
        try (Stream<TimeSeries> stream = source.stream()) {
            stream.forEachOrdered(hash::add);
        }
        return hash.text();
    }

    /** One hash of the hashes of parts, in their order: another one than that of the whole. */
    public static String ofParts(List<String> hashes) {
        var hash = new DataHash();
        hashes.forEach(hash::text);
        return hash.text();
    }

    /** The hash of all that came, once. */
    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(Schema schema) {
        text(schema.frequency().toString());
        longs(
                schema.seasons().size(),
                schema.channels().size(),
                schema.covariates().size());
        longs(schema.seasons().stream().mapToLong(Integer::longValue).toArray());
        schema.channels().forEach(this::text);
        for (Covariate covariate : schema.covariates()) {
            text(covariate.kind() + (covariate.categorical() ? " categorical" : ""));
            text(covariate.name());
            if (covariate.categorical()) {
                longs(covariate.categories().size());
                covariate.categories().forEach(this::text);
            }
        }
    }

    void add(TimeSeries series) {
        text(series.id());
        TimeAxis axis = series.axis();
        text(axis.zone().map(Object::toString).orElse(""));
        longs(axis.tick(0), axis.length(), axis.anchorDay(), series.ahead());
        Schema schema = series.schema();
        for (int channel = 0; channel < schema.channels().size(); channel++) {
            for (int from = 0; from < series.length(); from += CHUNK) {
                int size = Math.min(CHUNK, series.length() - from);
                double[] target = size == CHUNK ? chunk : new double[size];
                series.copyTo(channel, from, target);
                numbers(target);
            }
        }
        for (int c = 0; c < schema.covariates().size(); c++) {
            int steps = switch (schema.covariates().get(c).kind()) {
                case STATIC -> 1;
                case PAST -> series.length();
                case FUTURE -> series.length() + series.ahead();
            };
            for (int step = 0; step < steps; step++) {
                numbers(series.covariate(c, step));
            }
        }
        series.visitVintages(this::vintage);
    }

    private void vintage(int variable, int step, int known, double value) {
        bytes.clear();
        bytes.putInt(VINTAGE).putInt(variable).putInt(step).putInt(known).putLong(Double.doubleToLongBits(value));
        digest.update(bytes.flip());
    }

    private void longs(long... values) {
        var buffer = ByteBuffer.allocate(values.length * Long.BYTES);
        buffer.asLongBuffer().put(values);
        digest.update(buffer);
    }

    private void numbers(double... values) {
        bytes.clear();
        for (double value : values) {
            bytes.putLong(Double.doubleToLongBits(value));
        }
        digest.update(bytes.flip());
    }

    /** A text and its length, so that no two texts in a row read like two others. */
    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
        digest.update(utf8);
    }
}
