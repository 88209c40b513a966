package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a file is, told by its first bytes and, where these are text, by its name. */
enum FileFormat {
    CSV,
    TSF,
    PARQUET,
    DUCKDB;

    private static final int BYTES = 16;

    /** The first bytes of what is often taken for a table, and what to do with it; bytes as Latin-1. */
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("PK\3\4", "a zip or Excel file; unpack it, or save the sheet as CSV");
        OTHERS.put("\u00d0\u00cf\u0011\u00e0", "an Excel file; save the sheet as CSV");
        OTHERS.put("SQLite format 3", "a database of SQLite; read it through its JDBC driver and ResultSetReader");
        OTHERS.put("ARROW1", "an Arrow or Feather file; save it as Parquet");
        OTHERS.put("ORC", "an ORC file; save it as Parquet");
        OTHERS.put("\u0089HDF", "an HDF5 file; save it as Parquet or CSV");
        OTHERS.put("BZh", "packed by bzip2; unpack it, or pack it by gzip");
        OTHERS.put("\u00fd7zXZ", "packed by xz; unpack it, or pack it by gzip");
        OTHERS.put("\u0028\u00b5\u002f\u00fd", "packed by zstd; unpack it, or pack it by gzip");
        OTHERS.put("{", "JSON; read it by sql:SELECT * FROM read_json('FILE')");
    }

    /**
     * The format of a file that exists.
     *
     * @throws DataException if it is known not to be read
     */
    static FileFormat of(Path file) throws IOException {
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
        }
        if (start.startsWith("PAR1")) {
            return PARQUET;
        }
        if (start.startsWith("DUCK", 8)) {
            return DUCKDB;
        }
        OTHERS.forEach((bytes, what) -> {
            if (start.startsWith(bytes)) {
                throw new DataException(DataError.UNKNOWN_FORMAT, file + " is " + what);
            }
        });
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tsf") || name.endsWith(".tsf.gz") ? TSF : CSV;
    }
}
