package io.almanac.datasets.catalog;

/** Is told how fetching goes on. The methods may be called often and must be quick. */
public interface FetchListener {

    /**
     * Bytes of a file have arrived.
     *
     * @param done  bytes on the disk, also those of an earlier try
     * @param total bytes of the whole file, or -1 where nobody knows
     */
    void progress(String file, long done, long total);

    /** Something that the user should know, as a sentence. */
    void note(String sentence);

    /** Tells nobody. */
    static FetchListener none() {
        return new FetchListener() {
            @Override
            public void progress(String file, long done, long total) {}

            @Override
            public void note(String sentence) {}
        };
    }
}
