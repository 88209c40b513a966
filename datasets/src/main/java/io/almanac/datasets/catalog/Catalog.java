package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The public sets that can be fetched. Nothing of them comes with the library but their cards, which lie in the folder
 * {@code sets} of its resources, a YAML file for each family.
 */
public final class Catalog {

    /** The YAML files, in the order in which sets are listed. */
    static final List<String> FAMILIES =
            List.of("ett", "long-term", "m4", "monash-competitions", "monash", "epf", "energy", "retail", "single");

    private final List<CatalogEntry> entries;

    private Catalog(List<CatalogEntry> entries) {
        this.entries = List.copyOf(entries);
        if (names().stream().distinct().count() < entries.size()) {
            throw new IllegalArgumentException("sets must have different names, were " + names());
        }
    }

    static Catalog of(List<CatalogEntry> entries) {
        return new Catalog(entries);
    }

    /** The sets whose cards come with the library. */
    public static Catalog standard() {
        List<CatalogEntry> entries = new ArrayList<>();
        for (String family : FAMILIES) {
            String file = "sets/" + family + ".yaml";
            try (InputStream in = Catalog.class.getResourceAsStream(file)) {
                entries.addAll(CatalogYaml.read(Objects.requireNonNull(in, file)));
            } catch (IOException e) {
                throw new IllegalStateException("the cards in " + file + " can't be read", e);
            }
        }
        return new Catalog(entries);
    }

    /** All sets. */
    public List<CatalogEntry> entries() {
        return entries;
    }

    private List<String> names() {
        return entries.stream().map(CatalogEntry::name).toList();
    }

    /**
     * A set by its name.
     *
     * @throws DataException if there is none of that name
     */
    public CatalogEntry entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        DataError.NO_SUCH_SET, "there is no set \"" + name + "\" in the catalogue; " + similar(name)));
    }

    private String similar(String name) {
        String start = name.toLowerCase(Locale.ROOT).replaceFirst("[^a-z0-9].*", "");
        List<String> similar = names().stream()
                .filter(one -> !start.isEmpty() && one.startsWith(start))
                .toList();
        return similar.isEmpty()
                ? "almanac datasets list lists all " + entries.size()
                : "did you mean " + String.join(", ", similar) + "?";
    }
}
