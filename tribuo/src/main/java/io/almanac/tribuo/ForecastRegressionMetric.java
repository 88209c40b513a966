package io.almanac.tribuo;

import java.util.List;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.metrics.EvaluationMetric;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.regression.Regressor;

/** A metric of forecasts for one step, or over all steps. Lower is better. */
record ForecastRegressionMetric(Kind kind, MetricTarget<Regressor> target)
        implements EvaluationMetric<Regressor, ForecastErrors> {

    /** What is measured. y is the actual value, f the forecast, a mean is over the points that have both. */
    enum Kind {
        /** Mean of |f - y|, in the unit of the series. */
        MAE,
        /** Square root of the mean of (f - y)², in the unit of the series. */
        RMSE,
        /**
         * Mean of |f - y| / a with a from the metadata {@link ForecastExamples#SCALE}; points without a scale above 0
         * are left out. Source: Hyndman and Koehler 2006, "Another look at measures of forecast accuracy", section 3.
         */
        MASE,
        /** Mean of 200 |f - y| / (|f| + |y|), from 0 to 200; 0 where f = y = 0. As in the M4 competition. */
        SMAPE;

        /** What one point adds to the sum; NaN where it is not scored. */
        double term(double actual, double forecast, double scale) {
            double error = Math.abs(forecast - actual);
            return switch (this) {
                case MAE -> error;
                case RMSE -> error * error;
                case MASE -> scale > 0 ? error / scale : Double.NaN;
                case SMAPE -> error == 0 ? 0 : 200 * error / (Math.abs(forecast) + Math.abs(actual));
            };
        }

        double ofMean(double mean) {
            return this == RMSE ? Math.sqrt(mean) : mean;
        }
    }

    @Override
    public double compute(ForecastErrors errors) {
        return target.getOutputTarget()
                .map(step -> errors.ofStep(kind, step.getNames()[0]))
                .orElseGet(() -> target.getAverageTarget().orElseThrow() == Average.MICRO
                        ? errors.ofAllPoints(kind)
                        : errors.meanOfSteps(kind));
    }

    @Override
    public MetricTarget<Regressor> getTarget() {
        return target;
    }

    @Override
    public String getName() {
        return kind.name();
    }

    @Override
    public ForecastErrors createContext(Model<Regressor> model, List<Prediction<Regressor>> predictions) {
        return new ForecastErrors(model, predictions);
    }
}
