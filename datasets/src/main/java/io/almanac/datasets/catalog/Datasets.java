package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens data by what a user writes for them: a file, or {@code bundled:NAME}. */
public final class Datasets {

    private static final String BUNDLED = "bundled:";
    private static final String CATALOG = "catalog:";

    private Datasets() {}

    /**
     * What is said beside the data about how they are read: by the YAML file next to a table.
     *
     * @param data as for {@link #open}
     * @throws DataException if it can't be understood
     */
    public static Optional<ReadingFile> reading(String data) {
        return data.startsWith(BUNDLED) || data.startsWith(CATALOG) ? Optional.empty() : ReadingFile.beside(path(data));
    }

    /**
     * Reads data.
     *
     * @param data    the path of a CSV file, or {@code bundled:NAME}
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
        return CsvReader.read(path(data), options);
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
