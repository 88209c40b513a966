package io.almanac.forecasting.transform;

import io.almanac.core.forecast.UnfitException;
import java.util.Optional;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The power transform (y^λ - 1) / λ, at λ = 0 the logarithm, of values above 0. Source: Box and Cox 1964, "An Analysis of
 * Transformations", equation 1.
 *
 * <p>With λ other than 0 it does not reach all numbers. What a forecast has below -1/λ where λ is above 0 goes back to 0,
 * what it has above that where λ is below 0 to {@value #CEILING}, which also stands for what is larger.
 *
 * @param lambda the power, in [-1, 2]
 */
public record BoxCox(double lambda) implements Transform {

    /** In place of infinity. */
    static final double CEILING = 0x1p500;

    private static final double LEAST = -1;
    private static final double MOST = 2;
    private static final double GOLDEN = (3 - Math.sqrt(5)) / 2;
    private static final double TOLERANCE = 1e-6;

    public BoxCox {
        if (!(lambda >= LEAST && lambda <= MOST)) {
            throw new IllegalArgumentException("lambda must be in [-1, 2], was " + lambda);
        }
    }

    /** The logarithm. */
    public static BoxCox log() {
        return new BoxCox(0);
    }

    /**
     * The transform that makes the deviation within a season most nearly the same at all levels, with λ in [0, 1]: from the
     * logarithm to none at all. Below 0 the way back has a pole, beyond which an upper quantile may lie.
     *
     * <p>Source: Guerrero 1993, "Time-Series Analysis Supported by Power Transformations", section 3: of the ratios s / m^(1 -
     * λ), of mean m and deviation s of each whole season (two steps where there is none), counted from the end, the
     * coefficient of variation is least. As in R's {@code BoxCox.lambda}, λ = 1 where there are no more than two seasons.
     *
     * @param values NaN = missing
     * @param season steps of the season, 1 for none
     * @throws UnfitException if a value is not above 0
     */
    public static BoxCox guerrero(double[] values, int season) {
        return guerrero(values, season, 0, 1);
    }

    static BoxCox guerrero(double[] values, int season, double least, double most) {
        Optional<String> lacks = lack(values);
        if (lacks.isPresent()) {
            throw new UnfitException(lacks.get());
        }
        if (values.length <= 2L * season) {
            return new BoxCox(1);
        }
        int block = Math.max(2, season);
        int blocks = values.length / block;
        double[] logMeans = new double[blocks];
        double[] deviations = new double[blocks];
        int known = 0;
        for (int b = 0; b < blocks; b++) {
            int from = values.length - (blocks - b) * block;
            double mean = mean(values, from, from + block);
            double deviation = deviation(values, from, from + block, mean);
            if (!Double.isNaN(deviation)) {
                logMeans[known] = Math.log(mean);
                deviations[known++] = deviation;
            }
        }
        int count = known;
        if (count < 2 || Double.isNaN(variation(1, logMeans, deviations, count))) {
            return new BoxCox(1); // no season with two values, or no deviation in any
        }
        UnivariateFunction variation = lambda -> variation(lambda, logMeans, deviations, count);
        double inside = new BrentOptimizer(TOLERANCE, TOLERANCE)
                .optimize(
                        new MaxEval(1000),
                        GoalType.MINIMIZE,
                        new UnivariateObjectiveFunction(variation),
                        new SearchInterval(least, most, least + GOLDEN * (most - least)))
                .getPoint();
        // The optimiser comes close to an end, but never looks at it.
        double end = inside - least < most - inside ? least : most;
        return new BoxCox(variation.value(end) <= variation.value(inside) ? end : inside);
    }

    /** The coefficient of variation of s / m^(1 - λ); NaN if all are 0. */
    private static double variation(double lambda, double[] logMeans, double[] deviations, int count) {
        double sum = 0;
        for (int b = 0; b < count; b++) {
            sum += deviations[b] * Math.exp((lambda - 1) * logMeans[b]);
        }
        double mean = sum / count;
        double squares = 0;
        for (int b = 0; b < count; b++) {
            double off = deviations[b] * Math.exp((lambda - 1) * logMeans[b]) / mean - 1;
            squares += off * off;
        }
        return Math.sqrt(squares / (count - 1));
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        int observed = 0;
        for (int t = from; t < to; t++) {
            if (!Double.isNaN(values[t])) {
                sum += values[t];
                observed++;
            }
        }
        return sum / observed;
    }

    /** NaN where fewer than two values are observed. */
    private static double deviation(double[] values, int from, int to, double mean) {
        double squares = 0;
        int observed = 0;
        for (int t = from; t < to; t++) {
            if (!Double.isNaN(values[t])) {
                squares += (values[t] - mean) * (values[t] - mean);
                observed++;
            }
        }
        return observed > 1 ? Math.sqrt(squares / (observed - 1)) : Double.NaN;
    }

    @Override
    public Optional<String> lacks(double[] values) {
        return lack(values);
    }

    private static Optional<String> lack(double[] values) {
        for (double value : values) {
            if (value <= 0) {
                return Optional.of("a logarithm or power needs values above 0, one is " + value);
            }
        }
        return Optional.empty();
    }

    @Override
    public double apply(double value) {
        double log = Math.log(value);
        return lambda == 0 ? log : Math.expm1(lambda * log) / lambda;
    }

    @Override
    public double median(double transformed) {
        if (lambda == 0) {
            return Math.min(CEILING, Math.exp(transformed));
        }
        // Where the power lies below 0, so that there is no root, the nearest value that has one stands in.
        double power = Math.max(-1, lambda * transformed);
        return Math.min(CEILING, Math.exp(Math.log1p(power) / lambda));
    }

    /**
     * By the expansion of the way back around the median to its second order: Hyndman and Athanasopoulos, "Forecasting:
     * Principles and Practice", 3rd edition, section 5.6. It says nothing where 0 (for λ below 0: the pole) lies within a
     * deviation of the median. There the ratio of mean and median stays what it is at that distance.
     */
    @Override
    public double mean(double transformed, double deviation) {
        double median = median(transformed);
        double power = Math.max(0, 1 + lambda * transformed);
        double spread = Math.min(deviation / power, 1 / Math.abs(lambda));
        if (!(median > 0 && spread > 0)) {
            return median;
        }
        return Math.min(CEILING, median * (1 + (1 - lambda) * spread * spread / 2));
    }
}
