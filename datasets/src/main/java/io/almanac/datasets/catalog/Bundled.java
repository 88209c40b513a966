package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/** The small public-domain series that come with the library. */
public final class Bundled {

    /**
     * What is known about a bundled series.
     *
     * @param title   what was measured, in which unit, when
     * @param source  who published it, and how the numbers got here
     * @param licence under which they may be used
     * @param sha256  of the file, in lower-case hexadecimal
     */
    public record Card(String name, String title, String source, String licence, String sha256) {}

    private static final String INDEX = "bundled.properties";

    private Bundled() {}

    /** The names, in the order in which they are listed. */
    public static List<String> names() {
        return List.of(index().getProperty("names").split(","));
    }

    /**
     * What is known about a series.
     *
     * @throws DataException if there is none of that name
     */
    public static Card card(String name) {
        if (!names().contains(name)) {
            throw new DataException(
                    DataError.NO_SUCH_BUNDLED,
                    "there is no bundled series \"" + name + "\"; there are " + String.join(", ", names()));
        }
        Properties index = index();
        return new Card(
                name,
                index.getProperty(name + ".title"),
                index.getProperty(name + ".source"),
                index.getProperty(name + ".licence"),
                index.getProperty(name + ".sha256"));
    }

    /**
     * Reads a series.
     *
     * @throws DataException if there is none of that name
     */
    public static Dataset read(String name, TableOptions options) throws IOException {
        String file = card(name).name() + ".csv";
        return CsvReader.read("bundled:" + name, () -> open(file), options);
    }

    /** The bytes of a file beside this class. */
    static InputStream open(String file) throws IOException {
        InputStream in = Bundled.class.getResourceAsStream(file);
        if (in == null) {
            throw new IOException("the jar of almanac-datasets lacks " + file);
        }
        return in;
    }

    private static Properties index() {
        var properties = new Properties();
        try (var reader = new InputStreamReader(open(INDEX), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(INDEX + " can't be read", e);
        }
        return properties;
    }
}
