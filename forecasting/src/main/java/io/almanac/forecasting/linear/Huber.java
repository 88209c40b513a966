package io.almanac.forecasting.linear;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A correction of a fit to squared errors towards the least Huber loss (Huber 1964, "Robust Estimation of a Location
 * Parameter"): half the square of an error up to {@value #DELTA}, beyond it {@value #DELTA} times its size, less half of
 * that. Errors count in standard deviations of their channel, so that nearly all weight is on absolute errors.
 *
 * <p>With X the inputs, R the errors of the fit and l the penalty, the correction D has the least sum of losses of
 * {@code R - XD} and of {@code l DELTA / 2} times its squares. Where the loss is curved it is as curved as the square, so
 * {@code D + (X'X + l I)^-1 (X' clip(R - XD) - l DELTA D)} never loses, and one factorisation serves all steps. They are
 * accelerated as in Beck and Teboulle 2009, "A Fast Iterative Shrinkage-Thresholding Algorithm for Linear Inverse
 * Problems", equations 4.1 to 4.3.
 */
final class Huber {

    static final double DELTA = 0.15;

    static final int STEPS = 10;

    /** In means of the diagonal of X'X. Of .1 and 1, measured on ETTm1 and weather, 1 is the better one. */
    static final double PENALTY = 1;

    private static final double MOST_PRODUCTS = 2.5e9;

    private static final int LEAST_WINDOWS = 2_048;

    private static final int STRIP = 128;
    private static final int CHUNK = 256;

    private final double[][] inputs; // X (N, L)
    private final double[][] transposed; // X' (L, N)
    private final double size; // mean of the diagonal of X'X
    private final double penalty;
    private final Optional<Cholesky> factors; // of X'X / size + penalty I

    /** Of so many windows the correction is fitted: seconds; all overlap, and few more say much more. */
    static int windows(int context, int horizon) {
        return (int) Math.max(LEAST_WINDOWS, Math.min(1 << 15, MOST_PRODUCTS / context / horizon));
    }

    /**
     * Factors what the steps need.
     *
     * @param inputs  X (N, L), N at least 1
     * @param penalty in means of the diagonal of X'X
     */
    Huber(double[][] inputs, double penalty) {
        this.inputs = inputs;
        this.penalty = penalty;
        transposed = new double[inputs[0].length][inputs.length];
        for (int n = 0; n < inputs.length; n++) {
            for (int i = 0; i < transposed.length; i++) {
                transposed[i][n] = inputs[n][i];
            }
        }
        double[][] gram = Rows.product(transposed, inputs);
        double trace = 0;
        for (int i = 0; i < gram.length; i++) {
            trace += gram[i][i];
        }
        size = trace / gram.length;
        for (int i = 0; i < gram.length; i++) {
            for (int j = i; j < gram.length; j++) {
                gram[i][j] = gram[i][j] / size + (i == j ? penalty : 0);
            }
        }
        factors = size > 0 ? Cholesky.of(gram, penalty / 2) : Optional.empty();
    }

    /**
     * The correction (L, H) after some steps; zeros where the inputs vary too little.
     *
     * @param errors R (N, H); one that is NaN counts as 0
     */
    double[][] correction(double[][] errors, int steps) {
        int columns = errors[0].length;
        double[][] correction = new double[transposed.length][columns];
        factors.ifPresent(some -> IntStream.range(0, (columns + STRIP - 1) / STRIP)
                .parallel() // each step of the horizon is a regression of its own
                .forEach(strip -> correct(
                        some, errors, strip * STRIP, Math.min(columns, (strip + 1) * STRIP), steps, correction)));
        return correction;
    }

    private void correct(Cholesky some, double[][] errors, int from, int to, int steps, double[][] correction) {
        int width = to - from;
        double[][] now = new double[transposed.length][width];
        double[][] ahead = new double[transposed.length][width]; // where the accelerated step starts
        double momentum = 1;
        for (int step = 0; step < steps; step++) {
            double[][] next = slope(errors, ahead, from, width);
            some.solve(next);
            double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double further = (momentum - 1) / nextMomentum;
            for (int i = 0; i < now.length; i++) {
                for (int j = 0; j < width; j++) {
                    next[i][j] += ahead[i][j];
                    ahead[i][j] = next[i][j] + further * (next[i][j] - now[i][j]);
                }
            }
            now = next;
            momentum = nextMomentum;
        }
        for (int i = 0; i < now.length; i++) {
            System.arraycopy(now[i], 0, correction[i], from, width);
        }
    }

    /** {@code (X' clip(R - XD) - l DELTA D) / size} in some columns. */
    private double[][] slope(double[][] errors, double[][] at, int from, int width) {
        double[][] slope = new double[at.length][width];
        double[][] chunk = new double[CHUNK][width];
        for (int top = 0; top < inputs.length; top += CHUNK) {
            int count = Math.min(CHUNK, inputs.length - top);
            double[][] part = new double[count][];
            for (int n = 0; n < count; n++) {
                System.arraycopy(errors[top + n], from, chunk[n], 0, width);
                part[n] = inputs[top + n];
            }
            Rows.add(chunk, 0, count, -1, part, 0, at, 0, at.length, 0, width);
            for (int n = 0; n < count; n++) {
                for (int j = 0; j < width; j++) {
                    double error = chunk[n][j];
                    chunk[n][j] = Double.isNaN(error) ? 0 : Math.max(-DELTA, Math.min(DELTA, error));
                }
            }
            Rows.add(slope, 0, slope.length, 1, transposed, top, chunk, 0, count, 0, width);
        }
        for (int i = 0; i < slope.length; i++) {
            for (int j = 0; j < width; j++) {
                slope[i][j] = slope[i][j] / size - penalty * DELTA * at[i][j];
            }
        }
        return slope;
    }
}
