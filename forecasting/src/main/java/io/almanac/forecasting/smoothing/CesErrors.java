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

final class CesErrors implements MultivariateFunction {

    private static final double[] LEAST = {0.01, 0.01, 0.01, 0.01};
    private static final double[] MOST = {Double.parseDouble(System.getProperty("b","1.8")), 1.9, 1.5, 1.5};
    static int evals;
    static final double PEN = Double.parseDouble(System.getProperty("pen","0"));

    private final CesForm form;
    private final double[] values;
    private final CesState state;
    private final double[] start;
    private final double[] inside;
    double least = Double.POSITIVE_INFINITY;
    double[] best;

    CesErrors(CesForm form, double[] values, double[] whole, int season) {
        this.form = form;
        this.values = values;
        state = new CesState(form, season);
        inside = new double[form.parameters()];
        best = inside.clone();
        if (form == CesForm.NONE) {
            state.level(Arrays.stream(whole).limit(10).average().orElseThrow());
        } else if (form == CesForm.SIMPLE) {
            for (int p = 0; p < season; p++) {
                state.level(p, whole[p]);
            }
        } else {
            state.level(Arrays.stream(whole).limit(season).average().orElseThrow());
            var seas = SeasonalAdjustment.of(whole, season, Kind.ADDITIVE).orElse(SeasonalAdjustment.none());
            for (int p = 0; p < season; p++) {
                state.level(p, seas.index(p));
            }
        }
        start = state.numbers();
    }

    double[] start() {
        state.parameters(best);
        state.restore(start);
        state.backcast(values);
        return state.numbers();
    }

    @Override
    public double value(double[] point) {
        evals++;
        double outside = 0;
        for (int i = 0; i < inside.length; i++) {
            inside[i] = Math.max(LEAST[i], Math.min(MOST[i], point[i]));
            outside += Math.abs(point[i] - inside[i]);
        }
        state.parameters(inside);
        state.restore(start);
        state.backcast(values);
        double sum = state.filter(values);
        if (sum < least) {
            least = sum;
            System.arraycopy(inside, 0, best, 0, best.length);
        }
        double v = values.length * (PEN * outside + Math.log(Math.max(1e-30, sum)));
        return Double.isFinite(v) ? v : 1e300;
    }

    void search() {
        double[] first = switch (form) {
            case NONE, SIMPLE -> new double[] {1.3, 1};
            case PARTIAL -> new double[] {1.3, 1, 0.1};
            case FULL -> new double[] {1.3, 1, 1.3, 1};
        };
        double[] steps = Arrays.stream(first).map(f -> 0.05 * f).toArray();
        try {
            new SimplexOptimizer(new SimpleValueChecker(-1, 1e-4))
                    .optimize(
                            new MaxEval(2000),
                            GoalType.MINIMIZE,
                            new ObjectiveFunction(this),
                            new InitialGuess(first),
                            new NelderMeadSimplex(steps));
        } catch (TooManyEvaluationsException e) {
            // what was found
        }
    }
}
