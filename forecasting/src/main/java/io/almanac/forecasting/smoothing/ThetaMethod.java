package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.transform.SeasonalAdjustment;
import io.almanac.forecasting.transform.SeasonalAdjustment.Kind;
import java.util.Arrays;
import java.util.Optional;

/**
 * Two of the Theta models of Fiorucci et al. 2016 ({@link ThetaState}), on what is left of a series without its season.
 *
 * @param season  steps of the season, 1 for none
 * @param dynamic whether the line is fitted again after each step, and θ is fitted; it is 2 otherwise
 */
record ThetaMethod(int season, boolean dynamic) implements LocalMethod {

    /** The first errors, which hang on the level before the first step, don't count: so in statsforecast. */
    private static final int WARM_UP = 3;

    /** With fewer values θ is 2, and only the first error doesn't count. */
    private static final int ENOUGH = 10;

    private static final double STANDARD = 0.5; // θ = 2
    private static final double LEAST_INDEX = 0.01;

    @Override
    public int least() {
        return 4;
    }

    @Override
    public LocalFit fit(double[] values) {
        Known known = Known.of(values);
        SeasonalAdjustment adjustment = adjustment(known.whole(), season);
        double[] adjusted = adjustment.remove(known.whole(), 0);
        boolean enough = known.observed() >= ENOUGH;
        boolean fitsTheta = dynamic && enough;
        boolean[] counted = new boolean[adjusted.length];
        int count = 0;
        for (int t = enough ? WARM_UP : 1; t < counted.length; t++) {
            counted[t] = !Double.isNaN(values[t]);
            count += counted[t] ? 1 : 0;
        }
        Line line = dynamic ? Line.ZERO : Line.through(adjusted);
        var errors = new ThetaErrors(adjusted, counted, dynamic, line, fitsTheta ? Double.NaN : STANDARD);
        double alpha = errors.alpha();
        double sum = errors.least(alpha);
        double deviation = Math.sqrt(sum / Math.max(1, count - (fitsTheta ? 3 : 2)));
        return new ThetaFit(dynamic, alpha, errors.weight(), errors.level(), line, deviation, adjustment);
    }

    /** The season where a test finds one: factors where all values are above 0, else addends. */
    private static SeasonalAdjustment adjustment(double[] values, int season) {
        if (season < 2 || values.length < 2L * season || !SeasonalAdjustment.seasonal(values, season)) {
            return SeasonalAdjustment.none();
        }
        Optional<SeasonalAdjustment> factors = Arrays.stream(values).allMatch(y -> y > 0)
                ? SeasonalAdjustment.of(values, season, Kind.MULTIPLICATIVE)
                        .filter(of -> Arrays.stream(of.indices()).allMatch(index -> index >= LEAST_INDEX))
                : Optional.empty();
        return factors.or(() -> SeasonalAdjustment.of(values, season, Kind.ADDITIVE))
                .orElse(SeasonalAdjustment.none());
    }

    @Override
    public LocalFit restore(double[] numbers) {
        return ThetaFit.restore(dynamic, numbers);
    }
}
