package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Mean cost of acting on a forecast where each unit that it is too low costs {@code under} and each that it is too high
 * costs {@code over}: under 3:1 a missed sale costs three times a leftover. The best action is the quantile
 * under / (under + over), and its cost is its pinball loss times (under + over). Where a forecast lacks that quantile its
 * point is acted on. In units of cost; lower is better.
 *
 * <p>Source: the newsvendor of Arrow, Harris and Marschak 1951, "Optimal Inventory Policy"; the loss is Koenker and
 * Bassett's 1978, "Regression Quantiles".
 *
 * @param under cost of a unit by which the forecast is too low, above 0
 * @param over  cost of a unit by which it is too high, above 0
 */
public record Cost(double under, double over) implements ForecastMetric {

    private static final double SAME = 1e-9; // 0.1 / (0.1 + 0.2) is not quite the double 1 / 3

    public Cost {
        if (!(under > 0 && over > 0 && Double.isFinite(under + over))) {
            throw new IllegalArgumentException("costs must be above 0, were " + under + " and " + over);
        }
    }

    /** The probability of the quantile that costs least. */
    public double quantile() {
        return under / (under + over);
    }

    /** Where that quantile is among some probabilities. */
    public OptionalInt index(List<Double> quantiles) {
        for (int i = 0; i < quantiles.size(); i++) {
            if (Math.abs(quantiles.get(i) - quantile()) < SAME) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public String name() {
        return "cost " + text(under) + ":" + text(over);
    }

    private static String text(double number) {
        return number == Math.rint(number) && number < 1e9
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.valueOf(number);
    }

    @Override
    public int sums() {
        return 1;
    }

    @Override
    public void terms(Scored scored, int channel, int step, double[] into) {
        OptionalInt index = index(scored.forecast().quantiles());
        double action = index.isPresent()
                ? scored.forecast().quantile(index.getAsInt(), channel, step)
                : scored.forecast().point(channel, step);
        double missing = scored.actual(channel, step) - action;
        into[0] = missing > 0 ? under * missing : -over * missing;
    }

    @Override
    public double value(double[] sums, long points) {
        return sums[0] / points;
    }

    @Override
    public Pooling pooling() {
        return Pooling.POINTS;
    }
}
