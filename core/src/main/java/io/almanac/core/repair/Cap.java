package io.almanac.core.repair;

import io.almanac.core.series.TimeSeries;

/** Moves outliers to the bound that they exceed; see {@link Bounds}. Missing values stay missing. */
public record Cap() implements Repair {

    @Override
    public String name() {
        return "cap";
    }

    @Override
    public boolean caps() {
        return true;
    }

    @Override
    public TimeSeries apply(TimeSeries known) {
        double[][] values = new double[known.schema().channels().size()][known.length()];
        for (int channel = 0; channel < values.length; channel++) {
            known.copyTo(channel, 0, values[channel]);
            Bounds bounds = Bounds.of(values[channel], known.schema().season());
            for (int step = 0; step < values[channel].length; step++) {
                double value = values[channel][step];
                if (!Double.isNaN(value)) {
                    values[channel][step] = Math.min(Math.max(value, bounds.low(step)), bounds.high(step));
                }
            }
        }
        return known.withValues(values);
    }
}
