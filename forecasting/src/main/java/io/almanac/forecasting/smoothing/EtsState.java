package io.almanac.forecasting.smoothing;

import java.util.Arrays;

/**
 * Smoothing parameters and a state.
 *
 * @param beta   as in the state-space form, beta = alpha beta*; 0 without a trend
 * @param gamma  0 without a season
 * @param phi    1 without damping
 * @param level  of the step before the next one
 * @param slope  a difference, or a ratio with a multiplicative trend; 0 without a trend
 * @param season index of each place, from that of the next step on (M); 0 without a season
 */
@SuppressWarnings("ArrayRecordComponent") // seen by nobody outside, and changed by nobody
record EtsState(double alpha, double beta, double gamma, double phi, double level, double slope, double[] season) {

    private static final int HEAD = 6;

    double[] numbers() {
        double[] numbers = new double[HEAD + season.length];
        double[] head = {alpha, beta, gamma, phi, level, slope};
        System.arraycopy(head, 0, numbers, 0, HEAD);
        System.arraycopy(season, 0, numbers, HEAD, season.length);
        return numbers;
    }

    static EtsState of(double[] numbers, int from) {
        return new EtsState(
                numbers[from],
                numbers[from + 1],
                numbers[from + 2],
                numbers[from + 3],
                numbers[from + 4],
                numbers[from + 5],
                Arrays.copyOfRange(numbers, from + HEAD, numbers.length));
    }

    /** How many numbers there are with a season of so many steps. */
    static int size(int period) {
        return HEAD + period;
    }

    EtsState withWeights(double otherAlpha, double otherBeta, double otherGamma, double otherPhi) {
        return new EtsState(otherAlpha, otherBeta, otherGamma, otherPhi, level, slope, season);
    }
}
