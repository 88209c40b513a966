package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.transform.SeasonalAdjustment;
import io.almanac.forecasting.transform.SeasonalAdjustment.Kind;
import java.util.Arrays;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * n times the logarithm of the sum of squared errors of a model of complex exponential smoothing, as a function of its
 * parameters, and its least value. The state before the first value is backcast, so that it is no parameter. Mutable, one
 * thread.
 *
 * <p>Of the level only stable parameters are admitted, unlike in statsforecast. The function has several minima, most of them
 * along α1 = 1. Nelder and Mead's method starts twice: where statsforecast does, and from the best point of a small grid.
 */
final class CesErrors implements MultivariateFunction {

    // The bounds that statsforecast has.
    private static final double[] LEAST = {0.01, 0.01, 0.01, 0.01};
    private static final double[] MOST = {1.8, 1.9, 1.5, 1.5};

    private static final double[] REAL = {1.05, 1.2, 1.4, 1.8};
    private static final double[] PARTIAL = {0.02, 0.3, 0.8};
    private static final double[] FULL = {1, 1.4};

    private static final double TOLERANCE = 1e-4;
    private static final int EVALUATIONS = 2000;
    private static final double NO_ERROR = 1e-28; // a sum of squares of values around 1 that are fitted exactly
    private static final double NO_NUMBER = 1e300;

    private final CesForm form;
    private final double[] values;
    private final int observed;
    private final CesState state;
    private final double[] first;

    private final double[] parameters;
    private final double[] best;
    private double least = NO_NUMBER;

    /**
     * @param known  at least two seasons if the form has one
     * @param season steps of the season
     */
    CesErrors(CesForm form, Known known, int season) {
        this.form = form;
        values = known.values();
        observed = known.observed();
        double[] whole = known.whole(); // what filtering begins with must not be missing
        parameters = new double[form.parameters()];
        best = new double[form.parameters()];
        state = new CesState(form, season);
        if (form.levelled()) {
            state.start(Arrays.stream(whole)
                    .limit(form.seasonal() ? season : 10)
                    .average()
                    .orElseThrow());
        }
        if (form.seasonal()) {
            SeasonalAdjustment addends =
                    SeasonalAdjustment.of(whole, season, Kind.ADDITIVE).orElse(SeasonalAdjustment.none());
            for (int at = 0; at < season; at++) {
                state.start(at, form.levelled() ? addends.index(at) : whole[at]);
            }
        }
        first = state.components();
    }

    @Override
    public double value(double[] point) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Math.max(LEAST[i], Math.min(MOST[i], point[i]));
        }
        if (!stable(parameters[0], parameters[1])) {
            return NO_NUMBER;
        }
        backcast(parameters);
        double value = observed * Math.log(Math.max(NO_ERROR, state.filter(values)));
        if (value < least) {
            least = value;
            System.arraycopy(parameters, 0, best, 0, best.length);
        }
        return value < NO_NUMBER ? value : NO_NUMBER; // also where it is not a number
    }

    /**
     * Whether the level forgets where it began: whether the eigenvalues of [[1 - α0 + α1, α1 - 1], [1 - α0 - α1, 1 - α0]], which
     * takes a state to the next where observations are given, are within the unit circle. By Jury's criterion these are the
     * conditions for stability of Svetunkov, Kourentzes and Ord 2022. What lies beyond fits only by its backcast start.
     */
    private static boolean stable(double real, double imaginary) {
        return square(real - 2.5) + square(imaginary) > 1.25
                && square(real - 0.5) + square(imaginary - 1) > 0.25
                && square(real - 1.5) + square(imaginary - 0.5) < 1.5;
    }

    private static double square(double x) {
        return x * x;
    }

    private void backcast(double[] of) {
        state.place(0);
        state.components(first);
        state.parameters(of);
        state.backcast(values);
    }

    /** The parameters with the least value that is found. */
    double[] search() {
        double[] usual = of(1.3, form == CesForm.PARTIAL ? 0.1 : 1.3);
        descend(usual, Arrays.stream(usual).map(x -> 0.05 * x).toArray());
        double[] start = usual;
        double low = NO_NUMBER;
        for (double[] point : grid()) {
            double value = value(point);
            if (value < low) {
                low = value;
                start = point;
            }
        }
        double[] steps = {-0.1, 0.01, form == CesForm.PARTIAL ? 0.05 : -0.1, 0.01};
        descend(start, Arrays.copyOf(steps, form.parameters()));
        return best.clone();
    }

    private double[][] grid() {
        double[] ofSeason = switch (form) {
            case NONE, SIMPLE -> new double[1];
            case PARTIAL -> PARTIAL;
            case FULL -> FULL;
        };
        return Arrays.stream(REAL)
                .boxed()
                .flatMap(real -> Arrays.stream(ofSeason).mapToObj(season -> of(real, season)))
                .toArray(double[][]::new);
    }

    /** Parameters with imaginary parts of 1. */
    private double[] of(double real, double season) {
        return Arrays.copyOf(new double[] {real, 1, season, 1}, form.parameters());
    }

    private void descend(double[] start, double[] steps) {
        try {
            new SimplexOptimizer(new SimpleValueChecker(-1, TOLERANCE))
                    .optimize(
                            new MaxEval(EVALUATIONS),
                            GoalType.MINIMIZE,
                            new ObjectiveFunction(this),
                            new InitialGuess(start),
                            new NelderMeadSimplex(steps));
        } catch (TooManyEvaluationsException e) {
            // The best of them is as good as any other.
        }
    }

    /** The least value that was found; infinite if none is a number. */
    double least() {
        return least < NO_NUMBER ? least : Double.POSITIVE_INFINITY;
    }

    /** The corrected information criterion of Akaike, whose number of parameters is theirs and the variance. */
    double aicc() {
        int count = form.parameters() + 1;
        return least() + 2.0 * count + 2.0 * count * (count + 1) / (observed - count - 1);
    }

    /** The fit with these parameters. */
    CesFit fit(double[] of) {
        backcast(of);
        double[] before = state.components();
        double deviation = Math.sqrt(state.filter(values) / (observed - form.parameters() - 2));
        return new CesFit(form, of, deviation, before, aicc());
    }
}
