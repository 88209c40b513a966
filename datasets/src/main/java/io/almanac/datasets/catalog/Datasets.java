package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.MessageText;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens data by what a user writes for them: a file, {@code bundled:NAME} or {@code catalog:NAME}. */
public final class Datasets {

    private static final String BUNDLED = "bundled:";
    private static final String CATALOG = "catalog:";

    private Datasets() {}

    /**
     * What is said beside the data about how they are read: by the YAML file next to a table, by the card of a set of
     * the catalogue.
     *
     * @param data as for {@link #open}
     * @throws DataException if it can't be understood
     */
    public static Optional<ReadingFile> reading(String data) {
        if (data.startsWith(CATALOG)) {
            return Optional.of(new ReadingFile(data, entry(data).reading()));
        }
        return data.startsWith(BUNDLED) ? Optional.empty() : ReadingFile.beside(path(data));
    }

    /**
     * Reads data.
     *
     * <p>A set of the catalogue is read from the {@link DataFolder}; nothing is downloaded here.
     *
     * @param data    the path of a CSV file, {@code bundled:NAME} or {@code catalog:NAME}
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
            return read(entry(data), DataFolder.standard(), options);
        }
        return CsvReader.read(path(data), options);
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
