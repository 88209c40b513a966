package io.almanac.forecasting.arima;

import java.util.Arrays;

/**
 * Errors given that those of the first steps were 0, as many steps as the autoregression looks back: the conditional sum
 * of squares of Box and Jenkins 1976 (section 7.1.2). Cheap, a start for the exact ones, and close to them in a long series.
 */
final class ConditionalFilter implements Innovations {

    private final double[] series;
    private final double[] ones;
    private final int skipped;
    private final boolean constant;
    private final double[] work;

    /** @param series after all differences, without gaps; not copied */
    ConditionalFilter(ArimaForm form, double[] series) {
        this.series = series;
        skipped = form.arDegree();
        constant = form.constant();
        work = new double[series.length];
        ones = constant ? new double[series.length] : new double[0];
        Arrays.fill(ones, 1);
    }

    @Override
    public int size() {
        return Math.max(0, series.length - skipped);
    }

    @Override
    public int counted() {
        return series.length;
    }

    @Override
    public double run(Arma arma, double[] errors, double[] ofConstant) {
        compute(arma, series, errors);
        if (constant) {
            compute(arma, ones, ofConstant);
        }
        return 0;
    }

    private void compute(Arma arma, double[] values, double[] errors) {
        for (int t = 0; t < skipped; t++) {
            work[t] = 0;
        }
        arma.errors(values, work, skipped, series.length);
        System.arraycopy(work, skipped, errors, 0, size());
    }
}
