package io.almanac.benchmarks.longhorizon;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeSeries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A set as the protocol has it: numbers as they are in the file, -9999 included, each column less the mean of its training
 * rows and divided by their deviation (divisor n; a column that stands still is not divided).
 *
 * <p>Columns count by position: names in the weather file are damaged, so the channels are called {@code c1}, {@code c2}, ….
 * Rows count as steps one after the other, since published results take them so: weather has a time twice and lacks nine.
 *
 * @param series  one series with all channels, up to the end of the test rows
 * @param sha256  of the CSV, unpacked
 */
record ScaledSet(BenchmarkSet set, Borders borders, TimeSeries series, String sha256) {

    /**
     * Reads a set below a folder.
     *
     * @throws NoSuchFileException if the file is not there, with what is expected
     * @throws IllegalArgumentException if a cell is no number, with its line and column, or the rows are not as many as
     *     the protocol wants
     */
    static ScaledSet read(Path folder, BenchmarkSet set) throws IOException {
        byte[] bytes = unpacked(folder, set);
        double[][] columns = columns(set, bytes);
        Borders borders = set.borders(columns[0].length);
        if (columns[0].length < borders.test()) {
            throw new IllegalArgumentException(
                    set.file() + " must have at least " + borders.test() + " rows, has " + columns[0].length);
        }
        set.check(borders.testPart());
        double[][] scaled = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            scaled[c] = scaled(columns[c], borders);
        }
        List<String> channels =
                IntStream.rangeClosed(1, columns.length).mapToObj(i -> "c" + i).toList();
        var schema = new Schema(set.frequency(), List.of(set.season()), channels, List.of());
        return new ScaledSet(
                set, borders, TimeSeries.wrap(set.name(), schema, set.axis(borders.test()), scaled), sha256(bytes));
    }

    /** Forecasters see the training and validation rows of a part. */
    TimeSeries fitted(Part part) {
        return series.asOf(part.fitted(), 0);
    }

    private static byte[] unpacked(Path folder, BenchmarkSet set) throws IOException {
        Path file = folder.resolve(set.file());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(), null, set.name() + " is expected as " + set.file() + " below " + folder);
        }
        try (var in = Files.newInputStream(file)) {
            return set.file().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        }
    }

    private static double[][] columns(BenchmarkSet set, byte[] bytes) {
        List<double[]> rows = new ArrayList<>();
        var text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
        try (var csv = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            var lines = csv.iterator();
            int channels = lines.next().getFieldCount() - 1;
            while (lines.hasNext()) {
                rows.add(numbers(set, lines.next(), channels));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from an array of bytes
        }
        double[][] columns = new double[rows.get(0).length][rows.size()];
        for (int step = 0; step < rows.size(); step++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][step] = rows.get(step)[c];
            }
        }
        return columns;
    }

    private static double[] numbers(BenchmarkSet set, CsvRecord line, int channels) {
        String where = set.file() + ", line " + line.getStartingLineNumber();
        if (line.getFieldCount() != channels + 1) {
            throw new IllegalArgumentException(
                    where + " must have " + (channels + 1) + " columns, has " + line.getFieldCount());
        }
        double[] numbers = new double[channels];
        for (int c = 0; c < channels; c++) {
            try {
                numbers[c] = Double.parseDouble(line.getField(c + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        where + ", column " + (c + 2) + " must be a number, was \"" + line.getField(c + 1) + "\"", e);
            }
        }
        return numbers;
    }

    private static double[] scaled(double[] column, Borders borders) {
        double sum = 0;
        for (int step = 0; step < borders.training(); step++) {
            sum += column[step];
        }
        double mean = sum / borders.training();
        double squares = 0;
        for (int step = 0; step < borders.training(); step++) {
            squares += (column[step] - mean) * (column[step] - mean);
        }
        double deviation = squares > 0 ? Math.sqrt(squares / borders.training()) : 1;
        double[] scaled = new double[borders.test()];
        for (int step = 0; step < scaled.length; step++) {
            scaled[step] = (column[step] - mean) / deviation;
        }
        return scaled;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
