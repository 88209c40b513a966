package io.almanac.datasets.synthetic;

/** A sample of {@link TrainingSamples}: a buffer that is filled again and again. Mutable, one thread. */
public final class TrainingSample {

    final double[] history;
    final double[] future;
    int length;
    int season = 1;
    int toldSeason = 1;
    Family family = Family.MIXED;

    TrainingSample(int longest, int horizon) {
        history = new double[longest];
        future = new double[horizon];
    }

    /** The buffer itself: the first {@link #length} values count, NaN is missing. */
    public double[] history() {
        return history;
    }

    /** How many steps of the history count. */
    public int length() {
        return length;
    }

    /** The buffer itself: the steps after the history, nothing missing. */
    public double[] future() {
        return future;
    }

    /** The season that a model is told. */
    public int toldSeason() {
        return toldSeason;
    }

    /** The season that the series has; 1 if there is none. */
    public int season() {
        return season;
    }

    /** Whether the season that is told is another than that of the series. */
    public boolean wrongSeason() {
        return toldSeason != season;
    }

    /** What made it. */
    public Family family() {
        return family;
    }
}
