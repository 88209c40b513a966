package io.almanac.tribuo;

/**
 * What is taken off some values, and what the rest is divided by.
 *
 * @param centre mean of the values that are there
 * @param scale  their standard deviation, but at least a thousandth of the largest size; above 0
 */
record Scale(double centre, double scale) {

    /** A window that hardly moves would otherwise turn a usual change after it into a huge target. */
    private static final double LEAST = 1e-3;

    /** The scale of values; NaN are left out. Centre 0 and scale 1 if there are no others. */
    static Scale of(double[] values) {
        double largest = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                largest = Math.max(largest, Math.abs(value));
                count++;
            }
        }
        if (largest == 0) {
            return new Scale(0, 1);
        }
        double sum = 0;
        for (double value : values) {
            sum += Double.isNaN(value) ? 0 : value / largest; // so that neither sums nor squares overflow
        }
        double mean = sum / count;
        double squares = 0;
        for (double value : values) {
            double deviation = value / largest - mean;
            squares += Double.isNaN(value) ? 0 : deviation * deviation;
        }
        double deviation = Math.max(LEAST, Math.sqrt(squares / count));
        return new Scale(mean * largest, Math.max(largest * deviation, Double.MIN_NORMAL));
    }

    double apply(double value) {
        return (value - centre) / scale;
    }

    double undo(double scaled) {
        return centre + scaled * scale;
    }
}
