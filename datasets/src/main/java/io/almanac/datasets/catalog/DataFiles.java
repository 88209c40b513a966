package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.duckdb.DuckDbReader;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.tsf.TsfReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads files by their format, which the first bytes tell and, where these are text, the name. */
final class DataFiles {

    /** What files are. */
    private enum Format {
        CSV("CSV"),
        TSF("a .tsf file"),
        PARQUET("Parquet"),
        DUCKDB("a database of DuckDB");

        private final String text;

        Format(String text) {
            this.text = text;
        }
    }

    private static final int DUCKDB_AT = 8;
    private static final int BYTES = 16;

    private DataFiles() {}

    /** Reads a file, which need not exist: the reader of CSV says so. */
    static Dataset read(Path file, TableOptions options) throws IOException {
        return switch (format(file)) {
            case CSV -> CsvReader.read(file, options);
            case TSF -> TsfReader.read(file, options);
            case PARQUET ->
                DuckDbReader.parquet(
                        file.toString(),
                        Optional.ofNullable(file.getParent()).orElse(Path.of("")),
                        List.of(file),
                        options);
            case DUCKDB -> DuckDbReader.database(file, Optional.empty(), options);
        };
    }

    /** Reads the files of a pattern as one table. */
    static Dataset read(String data, FilePattern pattern, TableOptions options) throws IOException {
        List<Path> files = pattern.files();
        Format format = format(files.get(0));
        for (Path file : files) {
            Format other = format(file);
            if (other != format || format == Format.TSF || format == Format.DUCKDB) {
                throw new DataException(
                        DataError.FILES_DIFFER,
                        data + ": files make one table if all are CSV or all are Parquet; " + files.get(0) + " is "
                                + format.text + (file.equals(files.get(0)) ? "" : ", " + file + " is " + other.text));
            }
        }
        return format == Format.PARQUET
                ? DuckDbReader.parquet(data, pattern.folder(), files, options)
                : CsvReader.read(data, pattern.folder(), files, options);
    }

    private static Format format(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Format.CSV;
        }
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
        }
        if (start.startsWith("PAR1")) {
            return Format.PARQUET;
        }
        if (start.startsWith("DUCK", DUCKDB_AT)) {
            return Format.DUCKDB;
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tsf") || name.endsWith(".tsf.gz") ? Format.TSF : Format.CSV;
    }
}
