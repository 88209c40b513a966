package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.synthetic.SyntheticOptions;
import io.almanac.datasets.synthetic.SyntheticSeries;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens data by what a user writes for them: a file, {@code bundled:NAME} or {@code synthetic:FAMILY}. */
public final class Datasets {

    private static final String BUNDLED = "bundled:";
    private static final String CATALOG = "catalog:";
    private static final String SYNTHETIC = "synthetic:";

    private Datasets() {}

    /**
     * What is said beside the data about how they are read: by the YAML file next to a table.
     *
     * @param data as for {@link #open}
     * @throws DataException if it can't be understood
     */
    public static Optional<ReadingFile> reading(String data) {
        return data.startsWith(BUNDLED) || data.startsWith(CATALOG) || data.startsWith(SYNTHETIC)
                ? Optional.empty()
                : ReadingFile.beside(path(data));
    }

    /**
     * Reads data.
     *
     * @param data    the path of a CSV file, {@code bundled:NAME}, or {@code synthetic:} and what {@link
     *                SyntheticOptions#parse} reads
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
