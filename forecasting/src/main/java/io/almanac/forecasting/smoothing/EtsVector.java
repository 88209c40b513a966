package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.Arrays;

/**
 * The free parameters of a form as a vector (P) in a box: alpha, beta', gamma', phi, l, b and s of the places 0 to m - 2, of which
 * it has those that the form has. Immutable.
 *
 * <p>Beta' and gamma' in [0, 1] say where beta lies between its least value and the lesser of alpha and {@link #MOST_BETA} / m,
 * and gamma between its least value and 1 - alpha: so the usual region (Hyndman et al. 2008, chapter 10, and R's bounds) is a
 * box. The last index of the season is what makes their sum 0, or m where they are factors.
 */
final class EtsVector {

    /** The least alpha, beta and gamma; the greatest alpha is 1 less that. */
    static final double LEAST = 1e-4;

    /**
     * The greatest beta of a form without a season. A slope that follows the newest values faster fits better and forecasts
     * worse: see the decisions.
     */
    static final double MOST_BETA = 0.2;

    private static final double LEAST_PHI = 0.8;
    private static final double MOST_PHI = 0.98;

    private final EtsForm form;
    private final double mostBeta;
    private final int iBeta; // places in the vector, 0 for none
    private final int iGamma;
    private final int iPhi;
    private final int iLevel;
    private final int iSlope;
    private final int iSeason;

    EtsVector(EtsForm form) {
        this.form = form;
        mostBeta = MOST_BETA / form.period();
        int next = 1;
        iBeta = form.trending() ? next++ : 0;
        iGamma = form.seasonal() ? next++ : 0;
        iPhi = form.damped() ? next++ : 0;
        iLevel = next++;
        iSlope = form.trending() ? next++ : 0;
        iSeason = next;
    }

    EtsForm form() {
        return form;
    }

    int size() {
        return iSeason + form.period() - 1;
    }

    double alpha(double[] x) {
        return x[0];
    }

    double beta(double[] x) {
        return iBeta > 0 ? LEAST + x[iBeta] * betaRange(x) : 0;
    }

    private double betaRange(double[] x) {
        return Math.min(x[0], mostBeta) - LEAST;
    }

    double gamma(double[] x) {
        return iGamma > 0 ? LEAST + x[iGamma] * gammaRange(x) : 0;
    }

    private static double gammaRange(double[] x) {
        return 1 - x[0] - LEAST;
    }

    double phi(double[] x) {
        return iPhi > 0 ? x[iPhi] : 1;
    }

    double level(double[] x) {
        return x[iLevel];
    }

    double slope(double[] x) {
        return iSlope > 0 ? x[iSlope] : 0;
    }

    /** Writes the index of each place. */
    void season(double[] x, double[] season) {
        int last = season.length - 1;
        double rest = form.season() == Part.MULTIPLIED ? form.period() : 0;
        for (int place = 0; place < last; place++) {
            season[place] = x[iSeason + place];
            rest -= season[place];
        }
        season[last] = form.seasonal() ? rest : 0;
    }

    /** The state that a vector stands for. */
    EtsState state(double[] x) {
        double[] season = new double[form.period()];
        season(x, season);
        return new EtsState(alpha(x), beta(x), gamma(x), phi(x), level(x), slope(x), season);
    }

    /** The nearest vector to a state. */
    double[] of(EtsState state) {
        double[] x = new double[size()];
        x[0] = Math.min(1 - LEAST, Math.max(LEAST, state.alpha()));
        x[iLevel] = state.level();
        System.arraycopy(state.season(), 0, x, iSeason, form.period() - 1);
        if (iBeta > 0) {
            x[iBeta] = share(state.beta(), betaRange(x));
            x[iSlope] = state.slope();
        }
        if (iGamma > 0) {
            x[iGamma] = share(state.gamma(), gammaRange(x));
        }
        if (iPhi > 0) {
            x[iPhi] = Math.min(MOST_PHI, Math.max(LEAST_PHI, state.phi()));
        }
        return x;
    }

    private static double share(double weight, double range) {
        return range > 0 ? Math.min(1, Math.max(0, (weight - LEAST) / range)) : 0;
    }

    /** Writes the box. States have no bounds. */
    void bounds(double[] lower, double[] upper) {
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        Arrays.fill(lower, 0, form.weights(), 0);
        Arrays.fill(upper, 0, form.weights(), 1);
        lower[0] = LEAST;
        upper[0] = 1 - LEAST;
        if (iPhi > 0) {
            lower[iPhi] = LEAST_PHI;
            upper[iPhi] = MOST_PHI;
        }
    }

    /** Writes the derivatives of the state before the first value. */
    void derive(double[] dLevel, double[] dSlope, double[][] dSeason) {
        Arrays.fill(dLevel, 0);
        Arrays.fill(dSlope, 0);
        dLevel[iLevel] = 1;
        if (iSlope > 0) {
            dSlope[iSlope] = 1;
        }
        int last = dSeason.length - 1;
        for (int place = 0; place < last; place++) {
            Arrays.fill(dSeason[place], 0);
            dSeason[place][iSeason + place] = 1;
        }
        Arrays.fill(dSeason[last], 0);
        Arrays.fill(dSeason[last], iSeason, iSeason + last, -1);
    }

    /**
     * Adds to the derivatives of the slope what a change of phi does to the slope of the next step, divided by how that changes
     * with the slope.
     *
     * @param b the slope, times its logarithm where the trend is multiplicative
     */
    void deriveByPhi(double[] x, double[] dSlope, double b) {
        if (iPhi > 0) {
            dSlope[iPhi] += b / x[iPhi];
        }
    }

    /** Adds to the derivatives of the state what a change of alpha, beta and gamma does, by which their errors are multiplied. */
    void deriveByWeights(
            double[] x,
            double[] dLevel,
            double[] dSlope,
            double[] dSeason,
            double ofLevel,
            double ofSlope,
            double ofSeason) {
        dLevel[0] += ofLevel;
        if (iBeta > 0) {
            if (x[0] < mostBeta) {
                dSlope[0] += x[iBeta] * ofSlope;
            }
            dSlope[iBeta] += betaRange(x) * ofSlope;
        }
        if (iGamma > 0) {
            dSeason[0] -= x[iGamma] * ofSeason;
            dSeason[iGamma] += gammaRange(x) * ofSeason;
        }
    }
}
