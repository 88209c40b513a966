package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.Arrays;

/**
 * Runs one form over one history. Mutable, for one thread; nothing is allocated but by the constructor.
 *
 * <p>The state is a level l, a slope b and one index s for each place in the season. Each step forecasts and then corrects the
 * state by the error E = y - f (Hyndman et al. 2008, section 2.5, with the error of the value in place of the relative
 * one: it gives the same states for additive and multiplicative errors):
 *
 * <pre>
 *     c = phi b           or b^phi with a multiplicative trend         slope of this step
 *     q = l + c           or l c                                       level ahead
 *     f = q + s           or q s                                       forecast
 *     u = E               or E / s                                     error of the level
 *     l = q + alpha u
 *     b = c + beta u      or c + beta u / l
 *     s = s + gamma E     or s + gamma E / q
 * </pre>
 *
 * <p>A missing value has no error: l = q, b = c, s = s, and the likelihood does not count it.
 */
final class EtsFilter {

    /**
     * What is added to the mean square of the errors: a fit to ten digits is perfect, and of perfect forms the smallest is
     * best. Values are of magnitude 1.
     */
    private static final double PERFECT = 1e-20;

    /** What counts as not above 0. */
    private static final double TINY = 1e-12;

    private final EtsVector vector;
    private final double[] values; // (T)
    private final int observed;
    private final boolean relative;
    private final boolean powers; // a multiplicative trend
    private final boolean factors; // a multiplicative season

    private double alpha;
    private double beta;
    private double gamma;
    private double phi;
    private double level;
    private double slope;
    private final double[] season; // (M), by step modulo M
    private double squares;

    private final double[] dLevel; // (P), derivatives of the state
    private final double[] dSlope;
    private final double[][] dSeason; // (M, P)
    private final double[][] rows; // (4, P), derivatives of the forecasts of four steps

    EtsFilter(EtsForm form, double[] values) {
        vector = new EtsVector(form);
        this.values = values;
        observed = (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
        relative = form.relative();
        powers = form.trend() == Part.MULTIPLIED;
        factors = form.season() == Part.MULTIPLIED;
        season = new double[form.period()];
        dLevel = new double[vector.size()];
        dSlope = new double[vector.size()];
        dSeason = new double[form.period()][vector.size()];
        rows = new double[4][vector.size()];
    }

    EtsVector vector() {
        return vector;
    }

    int observed() {
        return observed;
    }

    private void start(EtsState state) {
        alpha = state.alpha();
        beta = state.beta();
        gamma = state.gamma();
        phi = state.phi();
        level = state.level();
        slope = state.slope();
        System.arraycopy(state.season(), 0, season, 0, season.length);
    }

    /** The cost of a vector: see {@link EtsVector} and {@link #run}. */
    double cost(double[] x) {
        start(x);
        return filter();
    }

    private void start(double[] x) {
        alpha = vector.alpha(x);
        beta = vector.beta(x);
        gamma = vector.gamma(x);
        phi = vector.phi(x);
        level = vector.level(x);
        slope = vector.slope(x);
        vector.season(x, season);
    }

    /**
     * Filters the history from a state before its first value, and keeps the state after its last.
     *
     * @return minus two times the logarithm of the likelihood, without the constant n (1 + log(2 pi / n)), as R's {@code ets}
     *     has it: {@code n log(sum e²) + 2 sum log f}, the second for multiplicative errors (Hyndman et al. 2008, chapter
     *     5). Infinite where a multiplicative form forecasts what is not above 0
     */
    double run(EtsState state) {
        start(state);
        return filter();
    }

    private double filter() {
        double l = level;
        double b = slope;
        double sum = 0;
        double logs = 0;
        double product = 1; // of the forecasts whose logarithms are still to be added
        int place = 0;
        for (double y : values) {
            double s = season[place];
            double c = powers ? power(b) : phi * b;
            double q = powers ? l * c : l + c;
            double f = factors ? q * s : q + s;
            if ((relative && !(f > TINY)) || (factors && !(s > TINY)) || (powers && !(l > TINY))) {
                return Double.POSITIVE_INFINITY;
            }
            double error = y - f;
            if (Double.isNaN(error)) {
                l = q;
                b = c;
            } else {
                double e = relative ? error / f : error;
                sum += e * e;
                if (relative) {
                    product *= f;
                    if (product > 1e100 || product < 1e-100) {
                        logs += Math.log(product);
                        product = 1;
                    }
                }
                double u = factors ? error / s : error;
                b = powers ? c + beta * u / l : c + beta * u;
                l = q + alpha * u;
                season[place] = factors ? s + gamma * error / q : s + gamma * error;
            }
            place = place + 1 == season.length ? 0 : place + 1;
        }
        level = l;
        slope = b;
        squares = sum + observed * PERFECT;
        double cost = observed * Math.log(squares) + 2 * (logs + Math.log(product));
        return cost < Double.POSITIVE_INFINITY ? cost : Double.POSITIVE_INFINITY; // so is NaN
    }

    private double power(double b) {
        return phi == 1 ? b : Math.pow(b, phi);
    }

    /** The sum of the squared errors of the last run. */
    double squares() {
        return squares;
    }

    /** The state after the last run, of which the season is counted from the next step on. */
    EtsState state() {
        double[] ahead = new double[season.length];
        Arrays.setAll(ahead, h -> season[(values.length + h) % season.length]);
        return new EtsState(alpha, beta, gamma, phi, level, slope, ahead);
    }

    /**
     * The gradient of {@link #cost}, and the matrix by which Fisher scoring replaces its second derivatives:
     * {@code 2 n / sum e²} times the sum of the products of the first derivatives of the forecasts, of their logarithms where
     * errors are multiplicative. To be called after {@code cost} of the same vector.
     *
     * @param gradient (P)
     * @param matrix   (P, P), of which the lower triangle is set
     */
    void derive(double[] x, double[] gradient, double[][] matrix) {
        double curvature = 2 * observed / squares;
        start(x);
        vector.derive(dLevel, dSlope, dSeason);
        Arrays.fill(gradient, 0);
        for (double[] row : matrix) {
            Arrays.fill(row, 0);
        }
        double[] dL = dLevel;
        double[] dB = dSlope;
        double a = alpha;
        int p = gradient.length;
        double l = level;
        double b = slope;
        int place = 0;
        int filled = 0;
        for (double y : values) {
            double[] dS = dSeason[place];
            double s = season[place];
            double c = powers ? power(b) : phi * b;
            double q = powers ? l * c : l + c;
            double f = factors ? q * s : q + s;
            double error = y - f;
            boolean missing = Double.isNaN(error);
            double known = missing ? 0 : error;
            double u = factors ? known / s : known;
            // How much each quantity changes with those before it, in the order of the class comment.
            vector.deriveByPhi(x, dB, powers ? b * Math.log(b) : b);
            double cb = powers ? phi * c / b : phi;
            double ql = powers ? c : 1;
            double qc = powers ? l : 1;
            double fq = factors ? s : 1;
            double fs = factors ? q : 1;
            double uf = missing ? 0 : factors ? -1 / s : -1;
            double us = factors ? -u / s : 0;
            double bu = powers ? beta / l : beta;
            double bl = powers ? -beta * u / (l * l) : 0;
            double sf = missing ? 0 : factors ? -gamma / q : -gamma;
            double sq = factors ? -gamma * known / (q * q) : 0;
            double weight = missing ? 0 : relative ? 1 / f : 1;
            double slopeOfCost = relative ? 2 - curvature * known * y / (f * f) : -curvature * known;
            double pull = missing ? 0 : slopeOfCost;
            double[] out = rows[filled];
            for (int i = 0; i < p; i++) {
                double dc = cb * dB[i];
                double dq = ql * dL[i] + qc * dc;
                double df = fq * dq + fs * dS[i];
                double du = uf * df + us * dS[i];
                dB[i] = dc + bu * du + bl * dL[i];
                dL[i] = dq + a * du;
                dS[i] = dS[i] + sf * df + sq * dq;
                double weighted = weight * df;
                out[i] = weighted;
                gradient[i] += pull * weighted;
            }
            double toSlope = powers ? u / l : u;
            double toSeason = factors ? known / q : known;
            vector.deriveByWeights(x, dL, dB, dS, u, toSlope, toSeason);
            b = c + beta * toSlope;
            l = q + a * u;
            season[place] = s + gamma * toSeason;
            filled++;
            if (filled == rows.length) {
                addProducts(matrix);
                filled = 0;
            }
            place = place + 1 == season.length ? 0 : place + 1;
        }
        for (int r = filled; r < rows.length; r++) {
            Arrays.fill(rows[r], 0);
        }
        addProducts(matrix);
        for (double[] row : matrix) {
            for (int k = 0; k < p; k++) {
                row[k] *= curvature;
            }
        }
    }

    /** Four steps at a time: the rows of a triangle are too short to be worth a loop each. */
    private void addProducts(double[][] matrix) {
        double[] r0 = rows[0];
        double[] r1 = rows[1];
        double[] r2 = rows[2];
        double[] r3 = rows[3];
        for (int i = 0; i < matrix.length; i++) {
            double a0 = r0[i];
            double a1 = r1[i];
            double a2 = r2[i];
            double a3 = r3[i];
            double[] to = matrix[i];
            for (int k = 0; k <= i; k++) {
                to[k] += a0 * r0[k] + a1 * r1[k] + a2 * r2[k] + a3 * r3[k];
            }
        }
    }
}
