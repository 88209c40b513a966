package io.almanac.datasets.catalog;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.rows.Reading;
import io.almanac.datasets.rows.ReadingFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The cards of a family of sets as a YAML file. What all of them have in common stands at the top, and a set may say it
 * in another way:
 *
 * <pre>{@code
 * source: who measured, who serves it
 * licence: CC BY 4.0
 * stated_by: who says so
 * citation: authors year, title, journal
 * sets:
 *   - name: etth1
 *     title: what was measured, where, when
 *     frequency: h
 *     channels: 7
 *     steps: 17,420
 *     seasons: [24]
 *     horizons: [96, 192]
 *     split: which parts are trained on and scored
 *     files:
 *       - url: https://example.org/ETTh1.csv
 *         bytes: 2589657
 *         sha256: f18d...
 *     reading: {time: date}
 * }</pre>
 *
 * <p>The name of a file is the last part of its URL unless it has a {@code name}. An archive says what it
 * {@code holds}, each with a {@code path} and perhaps a {@code sha256}. What is read is {@code data}, by default all
 * that files hold, or the files themselves.
 */
final class CatalogYaml {

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private record Family(
            @Nullable String source,
            @Nullable String licence,
            @Nullable String statedBy,
            @Nullable String citation,
            @Nullable String split,
            List<SetCard> sets) {}

    private record SetCard(
            String name,
            String title,
            String frequency,
            @Nullable Integer series,
            @Nullable Integer channels,
            @Nullable String steps,
            @Nullable List<Integer> seasons,
            @Nullable List<Integer> horizons,
            @Nullable String split,
            @Nullable String source,
            @Nullable String licence,
            @Nullable String statedBy,
            @Nullable String citation,
            List<FileCard> files,
            @Nullable List<String> data,
            @Nullable JsonNode reading) {}

    private record FileCard(
            String url,
            @Nullable String name,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable List<HeldCard> holds) {}

    private record HeldCard(String path, @Nullable String sha256) {}

    private CatalogYaml() {}

    /**
     * Reads cards.
     *
     * @throws IOException              if that is no such YAML
     * @throws IllegalArgumentException if a card breaks a rule of {@link CatalogEntry}
     */
    static List<CatalogEntry> read(InputStream yaml) throws IOException {
        Family family = MAPPER.readValue(yaml, Family.class);
        return family.sets().stream().map(set -> entry(family, set)).toList();
    }

    private static CatalogEntry entry(Family family, SetCard set) {
        List<CatalogFile> files = set.files().stream().map(CatalogYaml::file).toList();
        List<String> held = files.stream()
                .flatMap(file -> file.holds().stream())
                .map(CatalogFile.Held::name)
                .toList();
        List<Integer> seasons = or(set.seasons(), List.of());
        return new CatalogEntry(
                set.name(),
                set.title(),
                Frequency.parse(set.frequency()),
                or(set.series(), 1),
                or(set.channels(), 1),
                or(set.steps(), ""),
                seasons,
                or(set.horizons(), List.of()),
                or(set.split(), or(family.split(), "none")),
                or(set.source(), or(family.source(), "")),
                or(set.licence(), or(family.licence(), "")),
                or(set.statedBy(), or(family.statedBy(), "")),
                or(set.citation(), or(family.citation(), "")),
                files,
                or(
                        set.data(),
                        held.isEmpty() ? files.stream().map(CatalogFile::name).toList() : held),
                reading(set, seasons));
    }

    private static Reading reading(SetCard set, List<Integer> seasons) {
        Reading said = set.reading() == null
                ? Reading.nothing()
                : ReadingFile.parse("catalog:" + set.name(), set.reading().toString())
                        .reading();
        // A .tsf file says its frequency itself.
        boolean table = set.files().stream()
                .noneMatch(file -> file.holds() != null
                        && file.holds().stream().anyMatch(held -> held.path().endsWith(".tsf")));
        return said.over(Reading.nothing()
                .with(Reading.Key.FREQUENCY, table ? List.of(set.frequency()) : List.of())
                .with(Reading.Key.SEASON, seasons.stream().map(String::valueOf).toList()));
    }

    private static CatalogFile file(FileCard card) {
        return new CatalogFile(
                or(card.name(), card.url().substring(card.url().lastIndexOf('/') + 1)),
                URI.create(card.url()),
                card.bytes() == null ? OptionalLong.empty() : OptionalLong.of(card.bytes()),
                Optional.ofNullable(card.sha256()),
                or(card.holds(), List.<HeldCard>of()).stream()
                        .map(held -> new CatalogFile.Held(held.path(), Optional.ofNullable(held.sha256())))
                        .toList());
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return Objects.requireNonNullElse(given, otherwise);
    }
}
