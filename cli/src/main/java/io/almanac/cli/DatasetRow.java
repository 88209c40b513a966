package io.almanac.cli;

import io.almanac.datasets.catalog.Bundled;
import io.almanac.datasets.catalog.CatalogEntry;
import io.almanac.datasets.catalog.DataFolder;
import java.util.List;
import java.util.Locale;

/**
 * A line of {@code datasets list}.
 *
 * @param name     as DATA is written: {@code catalog:etth1}
 * @param steps    for a person
 * @param size     to download
 * @param here     whether it can be read without a network
 * @param verified whether all its files have a checksum on the card
 */
record DatasetRow(
        String name,
        String title,
        String frequency,
        int series,
        int channels,
        String steps,
        String size,
        String licence,
        boolean here,
        boolean verified) {

    /** All lines, as JSON. */
    record All(String folder, List<DatasetRow> datasets) {}

    static DatasetRow of(CatalogEntry entry, DataFolder folder) {
        return new DatasetRow(
                "catalog:" + entry.name(),
                entry.title(),
                entry.frequency().toString(),
                entry.series(),
                entry.channels(),
                entry.steps(),
                entry.size(),
                entry.licence(),
                folder.holds(entry),
                entry.isVerifiable());
    }

    static DatasetRow of(Bundled.Card card) {
        return new DatasetRow(
                "bundled:" + card.name(),
                card.title(),
                card.frequency().toString(),
                1,
                card.channels(),
                String.format(Locale.ROOT, "%,d", card.steps()),
                "",
                card.licence(),
                true,
                true);
    }
}
