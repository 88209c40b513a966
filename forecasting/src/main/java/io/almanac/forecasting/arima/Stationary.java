package io.almanac.forecasting.arima;

/**
 * Polynomials 1 - a1 z - … - an z^n whose roots all lie outside of the unit circle, and partial autocorrelations, of
 * which any n in (-1, 1) make one such polynomial and the other way round (Barndorff-Nielsen and Schou 1973): the
 * recursion of Levinson and Durbin up and down. Works on stretches of arrays, in place.
 */
final class Stationary {

    private Stationary() {}

    /** A polynomial from angles, of which each partial autocorrelation is the sine. */
    static void fromAngles(double[] angles, double[] polynomial, int at, int count) {
        for (int k = 0; k < count; k++) {
            stepUp(polynomial, at, k, Math.sin(angles[at + k]));
        }
    }

    /** Adds the partial autocorrelation of lag n + 1 to a polynomial of degree n. */
    static void stepUp(double[] polynomial, int at, int degree, double partial) {
        for (int i = 0, j = degree - 1; i <= j; i++, j--) {
            double low = polynomial[at + i];
            double high = polynomial[at + j];
            polynomial[at + i] = low - partial * high;
            polynomial[at + j] = high - partial * low;
        }
        polynomial[at + degree] = partial;
    }

    /**
     * A polynomial to partial autocorrelations, in its place.
     *
     * @return whether all its roots lie outside of the unit circle; if not, what is left in its place means nothing
     */
    static boolean toPartial(double[] polynomial, int at, int count) {
        for (int degree = count - 1; degree >= 0; degree--) {
            double partial = polynomial[at + degree];
            double scale = 1 - partial * partial;
            if (!(scale > 0)) {
                return false;
            }
            for (int i = 0, j = degree - 1; i <= j; i++, j--) {
                double low = polynomial[at + i];
                double high = polynomial[at + j];
                polynomial[at + i] = (low + partial * high) / scale;
                polynomial[at + j] = (high + partial * low) / scale;
            }
        }
        return true;
    }

    /**
     * Whether all roots of a polynomial have a modulus of more than a radius.
     *
     * @param sign 1 for 1 - a1 z - …, -1 for 1 + a1 z + …
     * @param lag  the polynomial is in z^lag
     */
    static boolean rootsBeyond(double radius, double[] polynomial, int at, int count, int sign, int lag) {
        double[] scaled = new double[count];
        for (int i = 0; i < count; i++) {
            scaled[i] = sign * polynomial[at + i] * Math.pow(radius, (double) lag * (i + 1));
        }
        return toPartial(scaled, 0, count);
    }
}
