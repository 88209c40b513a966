package io.almanac.core.window;

/**
 * Where the values of one channel of one series lie: what is taken off and divided by, in double, before they become
 * float.
 *
 * @param centre mean of the observed values
 * @param scale  their standard deviation; where they are all equal, their size; above 0
 */
public record SeriesScale(double centre, double scale) {

    /** Deviations below this part of the size are rounding, not variation. */
    private static final double ROUNDING = 1e-13;

    /** The scale of the first {@code length} values; NaN are left out. Centre 0 and scale 1 if there are no others. */
    public static SeriesScale of(double[] values, int length) {
        double largest = 0;
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (!Double.isNaN(values[i])) {
                largest = Math.max(largest, Math.abs(values[i]));
                count++;
            }
        }
        if (largest == 0) {
            return new SeriesScale(0, 1);
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i] / largest; // so that neither sums nor squares overflow
            }
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < length; i++) {
            if (!Double.isNaN(values[i])) {
                double deviation = values[i] / largest - mean;
                squares += deviation * deviation;
            }
        }
        double deviation = Math.sqrt(squares / count);
        double scale = largest * (deviation > ROUNDING ? deviation : 1);
        return new SeriesScale(mean * largest, Math.max(scale, Double.MIN_NORMAL));
    }

    /** The value as the network sees it; a NaN stays one. */
    public double apply(double value) {
        return (value - centre) / scale;
    }

    /** The value that the network stands for. */
    public double undo(double scaled) {
        return centre + scaled * scale;
    }
}
