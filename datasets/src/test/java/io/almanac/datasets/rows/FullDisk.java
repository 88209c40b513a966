package io.almanac.datasets.rows;

import java.nio.file.Path;

/** A folder of temporary files that takes none. */
public final class FullDisk {

    private FullDisk() {}

    /** Sends rows there. */
    public static void use() {
        RowSpill.create(new SeriesRows.Shape(1, 0, false, false), Path.of("no-such-folder"));
    }
}
