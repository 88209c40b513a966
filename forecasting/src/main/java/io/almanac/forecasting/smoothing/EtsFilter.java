package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.Arrays;

/**
 * Runs one form over one history. Mutable, for one thread; nothing is allocated but by the constructor.
 *
 * <p>The state is a level l, a slope b and one index s for each place of the season. Each step forecasts and then corrects the
 * state by the error E = y - f (Hyndman et al. 2008, section 2.5; here with the error of the value, which gives the same
 * states for additive and multiplicative errors):
 *
 * <pre>
 *     c = phi b           or b^phi with a multiplicative trend         fading slope
 *     q = l + c           or l c                                       level ahead
 *     f = q + s           or q s                                       forecast
 *     u = E               or E / s                                     error of the level
 *     l = q + alpha u
 *     b = c + beta u      or c + beta u / l
 *     s = s + gamma E     or s + gamma E / q
 * </pre>
 *
 * A missing value has no error: l = q, b = c, s = s, and the likelihood does not count it.
 *
 * <p>Parameters are a vector (P): alpha, beta', gamma', phi, l, b, s of the places 0 to m - 2, those that the form has. Beta' and
 * gamma' in [0, 1] say where beta lies in [LEAST, alpha] and gamma in [LEAST, 1 - alpha], so that bounds are a box. The
 * last index of the season makes their sum 0, or m.
 */
final class EtsFilter {

    /** The least alpha, beta and gamma; the largest alpha is 1 minus that. */
    static final double LEAST = 1e-4;

    /**
     * What is added to the mean square of the errors: a fit to ten digits is perfect, and of perfect forms the smallest is
     * best. Values are of magnitude 1.
     */
    private static final double PERFECT = 1e-20;

    private static final double TINY = 1e-12;

    private final EtsForm form;
    private final double[] values; // (T)
    private final int observed;

    double mostBeta = Double.parseDouble(System.getProperty("B", "1")) ;
    static int M = 1;

    private final int iBeta; // places in the vector, -1 for none
    private final int iGamma;
    private final int iPhi;
    private final int iLevel;
    private final int iSlope;
    private final int iSeason;

    private double alpha;
    private double beta;
    private double gamma;
    private double phi;
    private double level;
    private double slope;
    private final double[] season; // (m), by step modulo m
    private double squares;

    private final double[] dLevel; // (P), derivatives of the state
    private final double[] dSlope;
    private final double[][] dSeason; // (m, P)
    private final double[][] rows; // (4, P), weighted derivatives of the forecasts of four steps

    EtsFilter(EtsForm form, double[] values) {
        this.form = form; if(Boolean.getBoolean("perM")) mostBeta/=M; if(Boolean.getBoolean("perF")) mostBeta/=form.period();
        this.values = values;
        observed = (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
        int next = 1;
        iBeta = form.trending() ? next++ : -1;
        iGamma = form.seasonal() ? next++ : -1;
        iPhi = form.damped() ? next++ : -1;
        iLevel = next++;
        iSlope = form.trending() ? next++ : -1;
        iSeason = next;
        int p = size();
        season = new double[form.period()];
        dLevel = new double[p];
        dSlope = new double[p];
        dSeason = new double[form.period()][p];
        rows = new double[4][p];
    }

    /** How many parameters the vector has. */
    int size() {
        return iSeason + form.period() - 1;
    }

    /** The sum of the squared errors of the last run. */
    double squares() {
        return squares;
    }

    boolean rising(int horizon) {
        double l = level;
        double b = slope;
        for (int h = 0; h < horizon; h++) {
            b = form.trend() == Part.MULTIPLIED ? power(b) : phi * b;
            l = form.trend() == Part.MULTIPLIED ? l * b : l + b;
            if (!(l > 0)) return false;
        }
        return true;
    }

    double[] natural() { return new double[] {alpha, beta, gamma, phi}; }

    int observed() {
        return observed;
    }

    EtsForm form() {
        return form;
    }

    /** The vector of given smoothing parameters and states, of which those are used that the form has. */
    double[] vector(double alpha, double beta, double gamma, double phi, EtsStart start) {
        double[] x = new double[size()];
        x[0] = alpha;
        if (iBeta > 0) {
            x[iBeta] = Math.min(1, Math.max(0, (beta - LEAST) / (Math.min(alpha, mostBeta) - LEAST)));
            x[iSlope] = start.slope();
        }
        if (iGamma > 0) {
            x[iGamma] = Math.min(1, Math.max(0, (gamma - LEAST) / (1 - alpha - LEAST)));
            System.arraycopy(start.season(), 0, x, iSeason, form.period() - 1);
        }
        if (iPhi > 0) {
            x[iPhi] = .9782;
        }
        x[iLevel] = start.level();
        return x;
    }

    void bounds(double[] lower, double[] upper) {
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        lower[0] = LEAST;
        upper[0] = 1 - LEAST;
        if (iBeta > 0) {
            lower[iBeta] = 0;
            upper[iBeta] = 1;
        }
        if (iGamma > 0) {
            lower[iGamma] = 0;
            upper[iGamma] = 1;
        }
        if (iPhi > 0) {
            lower[iPhi] = 0.8;
            upper[iPhi] = 0.98;
        }
    }

    private void start(double[] x) {
        alpha = x[0];
        beta = iBeta > 0 ? LEAST + x[iBeta] * (Math.min(alpha, mostBeta) - LEAST) : 0;
        gamma = iGamma > 0 ? LEAST + x[iGamma] * (1 - alpha - LEAST) : 0;
        phi = iPhi > 0 ? x[iPhi] : 1;
        level = x[iLevel];
        slope = iSlope > 0 ? x[iSlope] : form.trend() == Part.MULTIPLIED ? 1 : 0;
        double rest = form.season() == Part.MULTIPLIED ? form.period() : 0;
        for (int j = 0; j < season.length - 1; j++) {
            season[j] = x[iSeason + j];
            rest -= season[j];
        }
        season[season.length - 1] = form.seasonal() ? rest : 0;
    }

    /**
     * Minus two times the logarithm of the likelihood, without the constant n (1 + log(2 pi / n)), as R's {@code ets} has it:
     * {@code n log(sum e²) + 2 sum log f}, the second for multiplicative errors (Hyndman et al. 2008, equation 5.3).
     * Infinite where a multiplicative form forecasts what is not above 0.
     */
    double cost(double[] x) {
        start(x);
        boolean relative = form.relative();
        boolean powers = form.trend() == Part.MULTIPLIED;
        boolean factors = form.season() == Part.MULTIPLIED;
        double l = level;
        double b = slope;
        double sum = 0;
        double logs = 0;
        double product = 1;
        int place = 0;
        for (double y : values) {
            double s = season[place];
            double c = powers ? power(b) : phi * b;
            double q = powers ? l * c : l + c;
            double f = factors ? q * s : q + s;
            if (relative && !(f > TINY) || factors && !(s > TINY) || powers && !(l > TINY)) {
                return Double.POSITIVE_INFINITY;
            }
            double error = y - f;
            if (error == error) {
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
            } else {
                l = q;
                b = c;
            }
            place = place + 1 == season.length ? 0 : place + 1;
        }
        level = l;
        slope = b;
        squares = sum + observed * PERFECT;
        double cost = observed * Math.log(squares) + 2 * (logs + Math.log(product));
        return cost == cost ? cost : Double.POSITIVE_INFINITY;
    }

    /**
     * The forecasts after the last value, with all further errors 0, as R's {@code ets} has them. To be called after {@code cost}:
     * the state is that at the end of the history.
     */
    double[] points(int horizon) {
        boolean powers = form.trend() == Part.MULTIPLIED;
        double[] points = new double[horizon];
        double l = level;
        double b = slope;
        for (int h = 0; h < horizon; h++) {
            double s = season[(values.length + h) % season.length];
            b = powers ? power(b) : phi * b;
            l = powers ? l * b : l + b;
            points[h] = form.season() == Part.MULTIPLIED ? l * s : l + s;
        }
        return points;
    }

    private double power(double b) {
        return phi == 1 ? b : Math.pow(b, phi);
    }

    /**
     * The gradient of {@link #cost}, and the matrix by which Fisher scoring replaces its second derivatives:
     * {@code 2 n / sum e²} times the sum of products of the first derivatives of the forecasts, for multiplicative errors those
     * of their logarithms. To be called after {@code cost} of the same vector.
     *
     * @param gradient (P)
     * @param matrix   (P, P), of which the lower triangle is set
     */
    void derive(double[] x, double[] gradient, double[][] matrix) {
        double curvature = 2 * observed / squares;
        start(x);
        int p = gradient.length;
        Arrays.fill(gradient, 0);
        for (double[] row : matrix) {
            Arrays.fill(row, 0);
        }
        startDerivatives();
        boolean relative = form.relative();
        boolean powers = form.trend() == Part.MULTIPLIED;
        boolean factors = form.season() == Part.MULTIPLIED;
        // How beta and gamma move with the coordinates.
        double betaByAlpha = iBeta > 0 && alpha < mostBeta ? x[iBeta] : 0;
        double gammaByAlpha = iGamma > 0 ? -x[iGamma] : 0;
        double l = level;
        double b = slope;
        int place = 0;
        int row = 0;
        for (double y : values) {
            double s = season[place];
            double c = powers ? power(b) : phi * b;
            double q = powers ? l * c : l + c;
            double f = factors ? q * s : q + s;
            if (iPhi > 0) {
                dSlope[iPhi] += powers ? b * Math.log(b) / phi : b / phi;
            }
            double cb = powers ? phi * c / b : phi;
            double ql = powers ? c : 1;
            double qc = powers ? l : 1;
            double fq = factors ? s : 1;
            double fs = factors ? q : 1;
            double error = y - f;
            if (error == error) {
                double u = factors ? error / s : error;
                double ue = factors ? 1 / s : 1;
                double us = factors ? -error / (s * s) : 0;
                double bu = powers ? beta / l : beta;
                double bl = powers ? -beta * u / (l * l) : 0;
                double se = factors ? gamma / q : gamma;
                double sq = factors ? -gamma * error / (q * q) : 0;
                double weight = relative ? 1 / f : 1;
                double slopeOfCost = relative ? 2 - curvature * (error / f) * (y / f) : -curvature * error;
                double[] out = rows[row];
                double[] dS = dSeason[place];
                step(p, out, dS, gradient, cb, ql, qc, fq, fs, ue, us, bu, bl, se, sq, weight, slopeOfCost);
                double toSlope = powers ? u / l : u;
                double toSeason = factors ? error / q : error;
                dLevel[0] += u;
                if (iBeta > 0) {
                    dSlope[0] += betaByAlpha * toSlope;
                    dSlope[iBeta] += (Math.min(alpha, mostBeta) - LEAST) * toSlope;
                }
                if (iGamma > 0) {
                    dS[0] += gammaByAlpha * toSeason;
                    dS[iGamma] += (1 - alpha - LEAST) * toSeason;
                }
                b = c + beta * toSlope;
                l = q + alpha * u;
                season[place] = s + gamma * toSeason;
                row++;
                if (row == 4) {
                    addProducts(matrix, p);
                    row = 0;
                }
            } else {
                for (int i = 0; i < p; i++) {
                    double dc = cb * dSlope[i];
                    dLevel[i] = ql * dLevel[i] + qc * dc;
                    dSlope[i] = dc;
                }
                l = q;
                b = c;
            }
            place = place + 1 == season.length ? 0 : place + 1;
        }
        if (row > 0) {
            for (int r = row; r < 4; r++) {
                Arrays.fill(rows[r], 0);
            }
            addProducts(matrix, p);
        }
        for (int i = 0; i < p; i++) {
            for (int k = 0; k <= i; k++) {
                matrix[i][k] *= curvature;
            }
        }
    }

    private void startDerivatives() {
        Arrays.fill(dLevel, 0);
        Arrays.fill(dSlope, 0);
        dLevel[iLevel] = 1;
        if (iSlope > 0) {
            dSlope[iSlope] = 1;
        }
        int last = season.length - 1;
        for (int j = 0; j <= last; j++) {
            Arrays.fill(dSeason[j], 0);
            if (j < last) {
                dSeason[j][iSeason + j] = 1;
            } else if (form.seasonal()) {
                Arrays.fill(dSeason[j], iSeason, iSeason + last, -1);
            }
        }
    }

    /** One step of all derivatives; a method of its own so that the compiler sees one plain loop. */
    private void step(
            int p,
            double[] out,
            double[] dS,
            double[] gradient,
            double cb,
            double ql,
            double qc,
            double fq,
            double fs,
            double ue,
            double us,
            double bu,
            double bl,
            double se,
            double sq,
            double weight,
            double slopeOfCost) {
        double[] dL = dLevel;
        double[] dB = dSlope;
        double a = alpha;
        for (int i = 0; i < p; i++) {
            double dl = dL[i];
            double ds = dS[i];
            double dc = cb * dB[i];
            double dq = ql * dl + qc * dc;
            double df = fq * dq + fs * ds;
            double du = us * ds - ue * df;
            dL[i] = dq + a * du;
            dB[i] = dc + bu * du + bl * dl;
            dS[i] = ds - se * df + sq * dq;
            double scaled = weight * df;
            out[i] = scaled;
            gradient[i] += slopeOfCost * scaled;
        }
    }

    private void addProducts(double[][] matrix, int p) {
        double[] r0 = rows[0];
        double[] r1 = rows[1];
        double[] r2 = rows[2];
        double[] r3 = rows[3];
        for (int i = 0; i < p; i++) {
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
