package io.almanac.tribuo;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.AbstractEvaluator;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.regression.Regressor;

/**
 * An evaluator of Tribuo for models with one dimension a step, with what forecasting asks for: {@code
 * evaluator.evaluate(model, dataset)} gives MAE, RMSE, MASE and SMAPE. MASE takes its scale from the metadata {@link
 * ForecastExamples#SCALE} of the examples. Actual values that are NaN are left out. Unlike Tribuo's own evaluator it has
 * averages over all points and keeps sums as doubles; it does not look at the weights of examples.
 */
public final class ForecastRegressionEvaluator
        extends AbstractEvaluator<Regressor, ForecastErrors, ForecastRegressionEvaluation, ForecastRegressionMetric> {

    @Override
    protected Set<ForecastRegressionMetric> createMetrics(Model<Regressor> model) {
        Set<MetricTarget<Regressor>> targets = new LinkedHashSet<>();
        targets.add(new MetricTarget<>(Average.MICRO));
        targets.add(new MetricTarget<>(Average.MACRO));
        var names = new TreeSet<String>();
        model.getOutputIDInfo().getDomain().forEach(step -> names.add(step.getNames()[0]));
        names.forEach(name -> targets.add(new MetricTarget<>(new Regressor(name, Double.NaN))));
        Set<ForecastRegressionMetric> metrics = new LinkedHashSet<>();
        for (ForecastRegressionMetric.Kind kind : ForecastRegressionMetric.Kind.values()) {
            targets.forEach(target -> metrics.add(new ForecastRegressionMetric(kind, target)));
        }
        return metrics;
    }

    /** In the order of the metrics; Tribuo's own map has none. */
    @Override
    protected Map<MetricID<Regressor>, Double> computeResults(
            ForecastErrors errors,
            Set<? extends org.tribuo.evaluation.metrics.EvaluationMetric<Regressor, ForecastErrors>> metrics) {
        Map<MetricID<Regressor>, Double> results = new LinkedHashMap<>();
        metrics.forEach(metric -> results.put(metric.getID(), metric.compute(errors)));
        return results;
    }

    @Override
    protected ForecastErrors createContext(Model<Regressor> model, List<Prediction<Regressor>> predictions) {
        return new ForecastErrors(model, predictions);
    }

    @Override
    protected ForecastRegressionEvaluation createEvaluation(
            ForecastErrors errors, Map<MetricID<Regressor>, Double> results, EvaluationProvenance provenance) {
        return new ForecastRegressionEvaluation(results, errors.getPredictions(), provenance);
    }
}
