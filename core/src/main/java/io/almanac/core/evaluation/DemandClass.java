package io.almanac.core.evaluation;

import io.almanac.core.series.TimeSeries;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How regular the demand for something is. Where it is intermittent or lumpy, 0 is often the best median, so that
 * metrics which reward medians reward forecasting nothing.
 *
 * <p>By two numbers of the history: ADI, observed steps per step that is not 0, and CV², the squared ratio of standard
 * deviation and mean of the values that are not 0. Source: Syntetos, Boylan and Croston 2005, "On the categorization of
 * demand patterns", cut at ADI 1.32 and CV² 0.49.
 */
public enum DemandClass {
    /** ADI below 1.32, CV² below 0.49. */
    SMOOTH,
    /** ADI below 1.32, CV² at least 0.49. */
    ERRATIC,
    /** ADI at least 1.32, CV² below 0.49. */
    INTERMITTENT,
    /** Both at least that. */
    LUMPY;

    private static final double ADI = 1.32;
    private static final double CV2 = 0.49;

    /**
     * The class of a history. Nothing but 0 is intermittent; one value that is not 0 has CV² 0. Empty if no value was
     * observed or one is negative: then it is no demand.
     *
     * @param history NaN = missing, which counts for nothing
     */
    public static Optional<DemandClass> of(double[] history) {
        int observed = 0;
        int demands = 0;
        double sum = 0;
        for (double y : history) {
            if (y < 0) {
                return Optional.empty();
            }
            if (!Double.isNaN(y)) {
                observed++;
                demands += y > 0 ? 1 : 0;
                sum += y;
            }
        }
        if (observed == 0) {
            return Optional.empty();
        }
        if (demands == 0) {
            return Optional.of(INTERMITTENT);
        }
        boolean rare = (double) observed / demands >= ADI;
        boolean varied = squaredVariation(history, sum / demands, demands) >= CV2;
        return Optional.of(rare ? varied ? LUMPY : INTERMITTENT : varied ? ERRATIC : SMOOTH);
    }

    private static double squaredVariation(double[] history, double mean, int demands) {
        double squares = 0;
        for (double y : history) {
            if (y > 0) {
                squares += (y / mean - 1) * (y / mean - 1);
            }
        }
        return demands == 1 ? 0 : squares / (demands - 1);
    }

    /** Counts the classes of series that are shown to it, each channel by all its steps. For one thread. */
    public static final class Balance implements Consumer<TimeSeries> {

        private long sporadic; // less the others

        @Override
        public void accept(TimeSeries series) {
            double[] values = new double[series.length()];
            for (int channel = 0; channel < series.schema().channels().size(); channel++) {
                series.copyTo(channel, 0, values);
                sporadic += of(values).filter(DemandClass::sporadic).isPresent() ? 1 : -1;
            }
        }

        /** Whether most channels of series are intermittent or lumpy. */
        public boolean mostlySporadic() {
            return sporadic > 0;
        }
    }

    /** Whether most steps may be 0. */
    public boolean sporadic() {
        return this == INTERMITTENT || this == LUMPY;
    }

    /** The group of all channels of series that have this class. */
    MetricTarget.Group group() {
        return new MetricTarget.Group(MetricTarget.Group.DEMAND, toString());
    }

    /** In tables: {@code smooth}, {@code erratic}, {@code intermittent}, {@code lumpy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
