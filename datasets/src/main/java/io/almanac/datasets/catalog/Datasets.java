package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.duckdb.DuckDbReader;
import io.almanac.datasets.rows.MessageText;
import io.almanac.datasets.rows.Reading;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.synthetic.SyntheticOptions;
import io.almanac.datasets.synthetic.SyntheticSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens data by what a user writes for them: a file, a pattern of files, {@code sql:SELECT …}, {@code bundled:NAME},
 * {@code catalog:NAME}, or {@code synthetic:} and what {@link SyntheticOptions#parse} reads.
 *
 * <p>CSV and {@code .tsf} files may be packed by gzip. Parquet files, databases of DuckDB ({@code sales.duckdb}, or
 * {@code sales.duckdb#table}) and SQL need DuckDB on the class path.
 */
public final class Datasets {

    private static final String BUNDLED = "bundled:";
    private static final String CATALOG = "catalog:";
    private static final String SYNTHETIC = "synthetic:";
    private static final String SQL = "sql:";

    private Datasets() {}

    /**
     * What is said beside the data about how they are read: by the YAML file next to a table, by the card of a bundled
     * series or of a set of the catalogue.
     *
     * @param data as for {@link #open}
     * @throws DataException if it can't be understood
     */
    public static Optional<ReadingFile> reading(String data) {
        if (data.startsWith(CATALOG)) {
            return Optional.of(new ReadingFile(data, entry(data).reading()));
        }
        if (data.startsWith(BUNDLED)) {
            Reading reading = Bundled.card(data.substring(BUNDLED.length())).reading();
            return Optional.of(new ReadingFile(data, reading)).filter(one -> !reading.isEmpty());
        }
        return data.startsWith(SYNTHETIC) || data.startsWith(SQL) || FilePattern.isPattern(data)
                ? Optional.empty()
                : ReadingFile.beside(path(data));
    }

    /**
     * Reads data.
     *
     * <p>A set of the catalogue is read from the {@link DataFolder}; nothing is downloaded here.
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
        if (data.startsWith(SYNTHETIC)) {
            SyntheticOptions made = SyntheticOptions.parse(data.substring(SYNTHETIC.length()));
            return SyntheticSeries.of(made).telling(options.seasons()).dataset();
        }
        if (data.startsWith(CATALOG)) {
            return read(entry(data), DataFolder.standard(), options);
        }
        if (data.startsWith(SQL)) {
            return DuckDbReader.query(data, data.substring(SQL.length()), options);
        }
        return FilePattern.isPattern(data) ? DataFiles.read(data, FilePattern.of(data), options) : file(data, options);
    }

    private static Dataset file(String data, TableOptions options) throws IOException {
        int hash = data.lastIndexOf('#');
        if (hash >= 0 && Files.isRegularFile(path(data.substring(0, hash)))) {
            return DuckDbReader.database(path(data.substring(0, hash)), Optional.of(data.substring(hash + 1)), options);
        }
        Path file = path(data);
        if (!Files.exists(file) && data.matches("[a-z]{2,}:.*")) {
            throw new DataException(
                    DataError.NO_SUCH_FILE,
                    MessageText.of(data) + ": there is no such file; data are a file, a pattern of files such as"
                            + " 'data/*.csv', sql:SELECT …, " + BUNDLED + "NAME, " + CATALOG + "NAME or " + SYNTHETIC
                            + "FAMILY");
        }
        return DataFiles.read(file, options);
    }

    /** A set of the catalogue out of a folder. */
    static Dataset read(CatalogEntry entry, DataFolder folder, TableOptions options) throws IOException {
        List<Path> files = folder.data(entry);
        return files.size() == 1 ? read(files.get(0).toString(), options) : SeriesInRows.read(files, options);
    }

    private static CatalogEntry entry(String data) {
        return Catalog.standard().entry(data.substring(CATALOG.length()));
    }

    private static Path path(String data) {
        try {
            return Path.of(data);
        } catch (InvalidPathException e) {
            throw new DataException(
                    DataError.NOT_A_FILE_NAME,
                    MessageText.of(data) + " is not the name of a file: " + e.getReason(),
                    e);
        }
    }
}
