package io.almanac.datasets.catalog;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.rows.Reading;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The card of a public set: what it is, under which terms, where its files are, and how it is read.
 *
 * @param name      by which it is asked for: {@code catalog:NAME}
 * @param title     what was measured, where, when
 * @param frequency the distance of steps
 * @param series    how many there are
 * @param channels  of each series
 * @param steps     of a series, for a person: {@code 17,420} or {@code 24 to 144}; empty where it was not seen
 * @param seasons   season lengths in steps; the first scales MASE
 * @param horizons  that results are published for, or that are usual; in steps
 * @param split     the customary train, validation and test parts, for a person
 * @param source    who measured and who serves it
 * @param licence   as stated
 * @param statedBy  who states the licence
 * @param citation  what to cite
 * @param files     to fetch
 * @param data      the name of the file that is read, of an archive one that it holds. If there are several, a row of
 *                  them is a series, and those of later files go on where earlier ones end
 * @param reading   how those are understood
 */
public record CatalogEntry(
        String name,
        String title,
        Frequency frequency,
        int series,
        int channels,
        String steps,
        List<Integer> seasons,
        List<Integer> horizons,
        String split,
        String source,
        String licence,
        String statedBy,
        String citation,
        List<CatalogFile> files,
        List<String> data,
        Reading reading) {

    public CatalogEntry {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "name of a set must be lower-case words joined by hyphens, was \"" + name + "\"");
        }
        for (String text : List.of(title, split, source, licence, statedBy, citation)) {
            if (text.isBlank()) {
                throw new IllegalArgumentException(
                        name + " must have a title, split, source, licence, who states it, and a citation");
            }
        }
        if (series < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    name + " must have at least 1 series and 1 channel, had " + series + " and " + channels);
        }
        seasons = List.copyOf(seasons);
        horizons = List.copyOf(horizons);
        files = List.copyOf(files);
        data = List.copyOf(data);
        List<String> there = files.stream().flatMap(CatalogEntry::names).toList();
        if (there.stream().distinct().count() < there.size()) {
            throw new IllegalArgumentException(name + " must have files of different names, were " + there);
        }
        if (data.isEmpty() || !there.containsAll(data)) {
            throw new IllegalArgumentException(name + " must read one or more of " + there + ", was to read " + data);
        }
    }

    private static Stream<String> names(CatalogFile file) {
        return Stream.concat(Stream.of(file.name()), file.holds().stream().map(CatalogFile.Held::name));
    }

    /** What is to be downloaded, for a person: {@code 2.6 MB}, {@code ?} where not all of it is known. */
    public String size() {
        boolean known = files.stream().allMatch(file -> file.bytes().isPresent());
        return known
                ? Sizes.of(files.stream()
                        .mapToLong(file -> file.bytes().orElseThrow())
                        .sum())
                : "?";
    }

    /** Whether every file has a checksum on the card. */
    public boolean isVerifiable() {
        return files.stream().allMatch(CatalogFile::isVerifiable);
    }

    /** The file from which a file of {@link #data} comes. */
    CatalogFile origin(String dataFile) {
        return files.stream()
                .filter(file -> names(file).anyMatch(dataFile::equals))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no file " + dataFile + "; there are "
                        + files.stream().flatMap(CatalogEntry::names).collect(Collectors.joining(", "))));
    }
}
