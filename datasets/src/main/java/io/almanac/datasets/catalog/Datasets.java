package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.duckdb.DuckDbReader;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.tsf.TsfReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens data by what a user writes for them: a file, a pattern of files, {@code sql:SELECT …} or {@code bundled:NAME}.
 *
 * <p>CSV and {@code .tsf} files may be packed by gzip. Parquet files, databases of DuckDB ({@code sales.duckdb}, or
 * {@code sales.duckdb#table}) and SQL need DuckDB on the class path.
 */
public final class Datasets {

    private static final String BUNDLED = "bundled:";
    private static final String CATALOG = "catalog:";
    private static final String SQL = "sql:";

    private Datasets() {}

    /**
     * What is said beside the data about how they are read: by the YAML file next to a table.
     *
     * @param data as for {@link #open}
     * @throws DataException if it can't be understood
     */
    public static Optional<ReadingFile> reading(String data) {
        return data.startsWith(BUNDLED) || data.startsWith(CATALOG) || data.startsWith(SQL) || isPattern(data)
                ? Optional.empty()
                : ReadingFile.beside(path(data));
    }

    /**
     * Reads data.
     *
     * @param data    see above
     * @param options how a file is to be understood; what {@link #reading} says counts only as far as they say it too
     * @throws DataException if there are none of that name, or they can't be read or understood
     */
    public static Dataset open(String data, TableOptions options) {
        try {
            return read(data, options);
        } catch (IOException e) {
            throw new DataException(DataError.UNREADABLE, data + " can't be read: " + e, e);
        }
    }

    private static Dataset read(String data, TableOptions options) throws IOException {
        if (data.startsWith(BUNDLED)) {
            return Bundled.read(data.substring(BUNDLED.length()), options);
        }
        if (data.startsWith(CATALOG)) {
            throw new DataException(
                    DataError.NO_SUCH_BUNDLED,
                    data + ": the catalogue is not available in this version; give a CSV file or " + BUNDLED + "NAME");
        }
        if (data.startsWith(SQL)) {
            return DuckDbReader.query(data, data.substring(SQL.length()), options);
        }
        int hash = data.lastIndexOf('#');
        if (hash >= 0 && Files.isRegularFile(path(data.substring(0, hash)))) {
            return DuckDbReader.database(path(data.substring(0, hash)), Optional.of(data.substring(hash + 1)), options);
        }
        return isPattern(data) ? readAll(data, FilePattern.of(data), options) : readOne(data, path(data), options);
    }

    /** A file may have a name that looks like a pattern. */
    private static boolean isPattern(String data) {
        return FilePattern.isPattern(data) && !(new File(data)).exists();
    }

    private static Dataset readOne(String data, Path file, TableOptions options) throws IOException {
        if (!Files.exists(file) && data.matches("[a-z]{2,}:.*")) {
            throw new DataException(
                    DataError.NO_SUCH_FILE,
                    data + ": there is no such file; data are a file, a pattern of files such as 'data/*.csv', sql:SELECT …, "
                            + BUNDLED + "NAME or " + CATALOG + "NAME");
        }
        if (!Files.isRegularFile(file)) {
            return CsvReader.read(file, options); // says what is wrong, and reads pipes
        }
        return switch (FileFormat.of(file)) {
            case CSV -> CsvReader.read(file, options);
            case TSF -> TsfReader.read(file, options);
            case PARQUET -> DuckDbReader.parquet(data, folder(file), List.of(file), options);
            case DUCKDB -> DuckDbReader.database(file, Optional.empty(), options);
        };
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? Path.of("") : folder;
    }

    private static Dataset readAll(String data, FilePattern pattern, TableOptions options) throws IOException {
        List<Path> files = pattern.files();
        FileFormat format = FileFormat.of(files.get(0));
        for (Path file : files) {
            if (FileFormat.of(file) != format || format == FileFormat.TSF || format == FileFormat.DUCKDB) {
                throw new DataException(
                        DataError.FILES_DIFFER,
                        data + ": many files make one table if all are CSV or all are Parquet; "
                                + files.get(0) + " is " + format + ", " + file + " is " + FileFormat.of(file));
            }
        }
        return format == FileFormat.PARQUET
                ? DuckDbReader.parquet(data, pattern.folder(), files, options)
                : CsvReader.read(data, pattern.folder(), files, options);
    }

    private static Path path(String data) {
        try {
            return Path.of(data);
        } catch (InvalidPathException e) {
            throw new DataException(
                    DataError.NOT_A_FILE_NAME, data + " is not the name of a file: " + e.getMessage(), e);
        }
    }
}
