package io.almanac.datasets.catalog;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.Reading;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.synthetic.SyntheticLoad;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The small series that come with the library: in the public domain, or made up and called so. */
public final class Bundled {

    /**
     * What is known about a bundled series.
     *
     * @param title     what was measured, where and when
     * @param unit      of the values, for a person
     * @param frequency the distance of steps
     * @param channels  how many there are
     * @param steps     how many were observed
     * @param source    who published it
     * @param made      how the numbers got here
     * @param licence   under which they may be used, and who states it
     * @param sha256    of the table, in lower-case hexadecimal
     * @param reading   how the table is understood
     */
    public record Card(
            String name,
            String title,
            String unit,
            Frequency frequency,
            int channels,
            int steps,
            String source,
            String made,
            String licence,
            String sha256,
            Reading reading) {}

    private static final String CARDS = "bundled.yaml";
    private static final String SYNTHETIC_LOAD = "synthetic-load";

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Bundled() {}

    /** The names, in the order in which they are listed. */
    public static List<String> names() {
        return cards().stream().map(Card::name).toList();
    }

    /**
     * What is known about a series.
     *
     * @throws DataException if there is none of that name
     */
    public static Card card(String name) {
        List<Card> cards = cards();
        return cards.stream()
                .filter(card -> card.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        DataError.NO_SUCH_BUNDLED,
                        "there is no bundled series \"" + name + "\"; there are "
                                + cards.stream().map(Card::name).collect(Collectors.joining(", "))));
    }

    /**
     * Reads a series as its card says.
     *
     * @throws DataException if there is none of that name
     */
    public static Dataset read(String name) throws IOException {
        return read(name, card(name).reading().table());
    }

    /**
     * Reads a series in a way of one's own.
     *
     * @throws DataException if there is none of that name
     */
    public static Dataset read(String name, TableOptions options) throws IOException {
        String known = card(name).name();
        return CsvReader.read("bundled:" + known, known, () -> table(known), options);
    }

    /** The table of a series, as CSV in UTF-8. */
    static InputStream table(String name) throws IOException {
        return name.equals(SYNTHETIC_LOAD) ? new ByteArrayInputStream(SyntheticLoad.csv()) : open(name + ".csv");
    }

    /** The bytes of a file beside this class. */
    static InputStream open(String file) throws IOException {
        InputStream in = Bundled.class.getResourceAsStream(file);
        if (in == null) {
            throw new IOException("the jar of almanac-datasets lacks " + file);
        }
        return in;
    }

    /** The file of cards. */
    private record CardsYaml(List<CardYaml> series) {}

    private record CardYaml(
            String name,
            String title,
            String unit,
            String frequency,
            @Nullable Integer channels,
            int steps,
            String source,
            String made,
            String licence,
            String sha256,
            @Nullable JsonNode reading) {

        Card card() {
            return new Card(
                    name,
                    title,
                    unit,
                    Frequency.parse(frequency),
                    channels == null ? 1 : channels,
                    steps,
                    source,
                    made,
                    licence,
                    sha256,
                    reading == null
                            ? Reading.nothing()
                            : ReadingFile.parse("bundled:" + name, reading.toString())
                                    .reading());
        }
    }

    private static List<Card> cards() {
        try (InputStream in = open(CARDS)) {
            return MAPPER.readValue(in, CardsYaml.class).series().stream()
                    .map(CardYaml::card)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(CARDS + " can't be read", e);
        }
    }
}
