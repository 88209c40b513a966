package io.almanac.core.repair;

import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeSeries;

/** Fills missing values of channels; covariates stay as they are. */
public enum Fill implements Repair {
    /** The last value before; missing values at the beginning stay. */
    FORWARD {
        @Override
        public void fill(double[] values, int season) {
            for (int t = 1; t < values.length; t++) {
                if (Double.isNaN(values[t])) {
                    values[t] = values[t - 1];
                }
            }
        }
    },
    /** On the straight line from the value before to the value after; missing values at both ends stay. */
    LINEAR {
        @Override
        public void fill(double[] values, int season) {
            int before = -1;
            for (int t = 0; t < values.length; t++) {
                if (Double.isNaN(values[t])) {
                    continue;
                }
                for (int gap = before + 1; before >= 0 && gap < t; gap++) {
                    double share = (double) (gap - before) / (t - before);
                    values[gap] = values[before] + share * (values[t] - values[before]);
                }
                before = t;
            }
        }
    },
    /** The value a season before; where that is missing too and nothing was filled there, it stays. */
    SEASONAL {
        @Override
        public void fill(double[] values, int season) {
            for (int t = season; t < values.length; t++) {
                if (Double.isNaN(values[t])) {
                    values[t] = values[t - season];
                }
            }
        }
    };

    /**
     * Fills one channel in place.
     *
     * @param season in steps; only {@link #SEASONAL} reads it
     */
    public abstract void fill(double[] values, int season);

    @Override
    public boolean fills() {
        return true;
    }

    @Override
    public TimeSeries apply(TimeSeries known) {
        Schema schema = known.schema();
        double[][] values = new double[schema.channels().size()][known.length()];
        for (int channel = 0; channel < values.length; channel++) {
            known.copyTo(channel, 0, values[channel]);
            fill(values[channel], schema.season());
        }
        return known.withValues(values);
    }
}
