package io.almanac.tribuo;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.regression.Regressor;

/**
 * What {@link ForecastRegressionEvaluator} found: MAE, RMSE, MASE and SMAPE of each step, over all points (Tribuo's
 * MICRO) and as the mean of the steps (MACRO). NaN where no point could be scored. Immutable.
 */
public final class ForecastRegressionEvaluation implements Evaluation<Regressor> {

    private final Map<MetricID<Regressor>, Double> values;
    private final List<Prediction<Regressor>> predictions;
    private final EvaluationProvenance provenance;

    ForecastRegressionEvaluation(
            Map<MetricID<Regressor>, Double> values,
            List<Prediction<Regressor>> predictions,
            EvaluationProvenance provenance) {
        this.values = Collections.unmodifiableMap(values);
        this.predictions = predictions;
        this.provenance = provenance;
    }

    /** Mean absolute error over all points. */
    public double mae() {
        return overall(ForecastRegressionMetric.Kind.MAE);
    }

    /** Root of the mean squared error over all points. */
    public double rmse() {
        return overall(ForecastRegressionMetric.Kind.RMSE);
    }

    /** Mean absolute scaled error over all points that have a scale. */
    public double mase() {
        return overall(ForecastRegressionMetric.Kind.MASE);
    }

    /** Symmetric mean absolute percentage error over all points, from 0 to 200. */
    public double smape() {
        return overall(ForecastRegressionMetric.Kind.SMAPE);
    }

    private double overall(ForecastRegressionMetric.Kind kind) {
        return get(new MetricID<>(new MetricTarget<Regressor>(Average.MICRO), kind.name()));
    }

    /**
     * A metric of one step.
     *
     * @param metric MAE, RMSE, MASE or SMAPE
     * @param step   from 1
     * @throws IllegalArgumentException if there is none such
     */
    public double ofStep(String metric, int step) {
        String name = String.format(Locale.ROOT, dimensions() > 999 ? "h%04d" : "h%03d", step);
        return get(new MetricID<>(new MetricTarget<>(new Regressor(name, Double.NaN)), metric));
    }

    private int dimensions() {
        return values.size() / ForecastRegressionMetric.Kind.values().length - Average.values().length;
    }

    @Override
    public Map<MetricID<Regressor>, Double> asMap() {
        return values;
    }

    @Override
    public List<Prediction<Regressor>> getPredictions() {
        return predictions;
    }

    @Override
    public EvaluationProvenance getProvenance() {
        return provenance;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d windows, %d steps: MAE %.4g, RMSE %.4g, MASE %.4g, sMAPE (0..200) %.4g",
                predictions.size(),
                dimensions(),
                mae(),
                rmse(),
                mase(),
                smape());
    }
}
