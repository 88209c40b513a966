package io.almanac.core.comparison;

import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastMetric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind the averages of a run: whether each label is shown to be better than a baseline, by folds and, where
 * that can be asked, by series.
 *
 * @param metric       that is the loss: the headline of the evaluation
 * @param baseline     the label that the others are compared with
 * @param byFold       one claim for each other label
 * @param acrossSeries likewise; empty where there are fewer than five series, or too many losses to keep
 * @param pByStep      two-sided p of each step of the horizon by label, NaN where it could not be tested: a picture, since
 *                     of many steps some are below 5 % by chance, and no verdict rests on it
 * @param alpha        the chance of a wrong verdict that was accepted; skill intervals have the confidence 1 - alpha
 */
public record Evidence(
        ForecastMetric metric,
        String baseline,
        Comparison byFold,
        List<AcrossSeries> acrossSeries,
        Map<String, List<Double>> pByStep,
        double alpha) {

    private static final int LEAST_SERIES = 5;

    public Evidence {
        acrossSeries = List.copyOf(acrossSeries);
        pByStep = Map.copyOf(pByStep);
    }

    /**
     * The evidence of one run. Empty where nothing heads the evaluation, no label but the baseline has a value, or the
     * baseline has none.
     *
     * @param horizon        steps from a cutoff to the last that is scored
     * @param stride         steps from one cutoff to the next
     * @param series         what was collected; that of the headline metric is used
     * @param sharedCalendar whether a fold is at one time in all series
     */
    public static Optional<Evidence> of(
            ForecastEvaluation evaluation,
            String baseline,
            int horizon,
            int stride,
            List<SeriesLosses> series,
            boolean sharedCalendar,
            ComparisonOptions options) {
        Optional<ForecastMetric> metric = evaluation.headline().stream().findFirst();
        if (metric.isEmpty()) {
            return Optional.empty();
        }
        FoldLosses losses = FoldLosses.of(evaluation, metric.get(), horizon, stride);
        if (!losses.labels().contains(baseline) || losses.labels().size() < 2) {
            return Optional.empty();
        }
        Optional<SeriesLosses> collected = series.stream()
                .filter(one -> one.metric().name().equals(metric.get().name()))
                .findFirst();
        List<AcrossSeries> across = collected
                .map(SeriesLosses::bySeries)
                .filter(bySeries -> bySeries.size() >= LEAST_SERIES)
                .map(bySeries -> AcrossSeries.against(bySeries, baseline, sharedCalendar, options.alpha()))
                .orElse(List.of());
        return Optional.of(new Evidence(
                metric.get(),
                baseline,
                Comparison.against(losses, baseline, options),
                across,
                pByStep(collected.map(SeriesLosses::bySteps).orElse(List.of()), losses.labels(), baseline),
                options.alpha()));
    }

    private static Map<String, List<Double>> pByStep(List<FoldLosses> steps, List<String> labels, String baseline) {
        Map<String, List<Double>> byLabel = new LinkedHashMap<>();
        boolean all = !steps.isEmpty() && steps.get(0).labels().containsAll(labels);
        for (String label : labels) {
            if (all && !label.equals(baseline)) {
                double[] p = DieboldMariano.pByStep(steps, label, baseline);
                byLabel.put(label, Arrays.stream(p).boxed().toList());
            }
        }
        return byLabel;
    }

    /**
     * Whether a label is shown to be better than the baseline: by folds, and only where those are too few for a test by
     * series.
     */
    public Verdict verdict(String label) {
        Verdict byFolds = byFold.claim(label).verdict();
        return byFolds == Verdict.NOT_TESTABLE
                ? across(label).map(AcrossSeries::verdict).orElse(byFolds)
                : byFolds;
    }

    /** The sentence behind {@link #verdict}. */
    public String sentence(String label) {
        Comparison.Claim claim = byFold.claim(label);
        Optional<AcrossSeries> across = across(label);
        return claim.verdict() == Verdict.NOT_TESTABLE
                        && across.isPresent()
                        && across.get().verdict() != Verdict.NOT_TESTABLE
                ? across.get().toString()
                : claim.sentence();
    }

    /** The labels that are compared with the baseline, in the order of the run. */
    public List<String> labels() {
        return byFold.claims().stream().map(Comparison.Claim::label).toList();
    }

    private Optional<AcrossSeries> across(String label) {
        return acrossSeries.stream().filter(one -> one.label().equals(label)).findFirst();
    }
}
