package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.transform.Gaps;
import java.util.Arrays;

/**
 * The values of a history up to the last observed one.
 *
 * @param values   NaN = missing; the last is observed
 * @param whole    the same with straight lines over the gaps
 * @param observed how many are
 * @param missing  how many steps the history goes on for after them: a forecast must reach over these
 */
@SuppressWarnings("ArrayRecordComponent") // seen by nobody outside
record Known(double[] values, double[] whole, int observed, int missing) {

    /** @param history whose first value is observed */
    static Known of(double[] history) {
        int length = history.length;
        while (Double.isNaN(history[length - 1])) {
            length--;
        }
        double[] values = Arrays.copyOf(history, length);
        int observed = (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
        return new Known(values, Gaps.filled(values), observed, history.length - length);
    }
}
