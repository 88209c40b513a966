package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A strong simple forecaster, and a network that forecasts what it leaves over, taken for as much as it has earned: the
 * forecast is {@code base + k correction}, with k in [0, 1] for each block of steps.
 *
 * <p>k comes from rolling folds cut from the end of the series, each as long as the validation steps; the newest fold is
 * those. The network of a fold is fitted to what lies before and stops early by the first half of it; only the second half,
 * of which neither training nor stopping has seen anything, says what the correction was worth. Where half is shorter than
 * a horizon, the whole says both and flatters. Each fold costs another training of the network and, but for the newest, of
 * the base. Without validation steps nothing tells what the correction is worth, and k is one half.
 *
 * @param base      that is corrected
 * @param corrector that learns what the base leaves over
 * @param folds     at least 1
 */
public record Correction(Forecaster base, Corrector corrector, int folds) {

    /** Fits a model of what a base leaves over. */
    @FunctionalInterface
    public interface Corrector {

        /**
         * Fits a model.
         *
         * @param base whose rest is to be forecast; empty to forecast the series themselves
         */
        ForecastModel fit(SeriesSet training, FitOptions options, Optional<ForecastModel> base);
    }

    /** Forecasts of a fold, evenly spaced: they decide k, not the result. */
    private static final int MOST_TRIALS = 256;

    private static final int ENOUGH_FOLDS = 3;

    public Correction {
        if (folds < 1) {
            throw new IllegalArgumentException("folds must be at least 1, was " + folds);
        }
    }

    /**
     * Fits both, and how much of the correction is taken. Where the base finds too little to be fitted to, the network
     * forecasts alone.
     *
     * @param asked the forecaster that a user asked for
     */
    public CorrectedModel fit(Forecaster asked, SeriesSet training, FitOptions options) {
        ForecastModel simple;
        try {
            simple = base.fit(training, options);
        } catch (UnfitException e) {
            ForecastModel alone = corrector.fit(training, options, Optional.empty());
            List<String> notes = new ArrayList<>(alone.provenance().notes());
            notes.add("without " + base.id() + ": " + e.getMessage());
            return new CorrectedModel(
                    List.of(alone), new double[0], provenance(asked, training, options, notes, alone));
        }
        try {
            return fit(asked, training, options, simple, fitCorrector(training, options, simple));
        } catch (RuntimeException | Error e) {
            simple.close();
            throw e;
        }
    }

    private CorrectedModel fit(
            Forecaster asked, SeriesSet training, FitOptions options, ForecastModel simple, ForecastModel correction) {
        try {
            List<String> notes = new ArrayList<>();
            simple.provenance().notes().forEach(note -> notes.add(base.id() + ": " + note));
            correction.provenance().notes().forEach(note -> notes.add("network: " + note));
            double[] k = new double[options.horizon()];
            Arrays.fill(k, 0.5);
            if (options.validation() > 0) {
                var weights = new CorrectionWeights(options.horizon());
                int count = trials(training, options, simple, correction, weights);
                k = weights.weights();
                notes.add("of the network's correction of " + base.id() + " is taken: " + weights.describe()
                        + "; by least squares over rolling folds, " + count + ", less its uncertainty");
            } else {
                notes.add("half of the network's correction of " + base.id()
                        + " is taken, as no validation tells what it is worth");
            }
            return new CorrectedModel(
                    List.of(simple, correction), k, provenance(asked, training, options, notes, correction));
        } catch (RuntimeException | Error e) {
            correction.close();
            throw e;
        }
    }

    private static ModelProvenance provenance(
            Forecaster asked, SeriesSet training, FitOptions options, List<String> notes, ForecastModel correction) {
        return ModelProvenance.of(
                asked, training, options, notes, correction.provenance().environment());
    }

    /** The steps at the end of each series that say what a correction is worth; 0 where the whole validation must. */
    private static int held(FitOptions options) {
        return options.validation() < 2 * options.horizon() ? 0 : options.validation() / 2;
    }

    /** Fits the corrector to what is known without the steps that are held back. */
    private ForecastModel fitCorrector(SeriesSet training, FitOptions options, ForecastModel simple) {
        int held = held(options);
        return corrector.fit(
                without(training, held), options.withValidation(options.validation() - held), Optional.of(simple));
    }

    /** Adds the trials of all folds, the newest first; says how many folds there were. */
    private int trials(
            SeriesSet training,
            FitOptions options,
            ForecastModel simple,
            ForecastModel correction,
            CorrectionWeights weights) {
        addTrials(training, options, simple, correction, weights);
        FitOptions quiet = options.withListener(FitListener.quiet(options.listener()));
        for (int fold = 1; fold < folds; fold++) {
            SeriesSet earlier = without(training, fold * options.validation());
            try (ForecastModel earlierSimple = base.fit(earlier, quiet);
                    ForecastModel earlierCorrection = fitCorrector(earlier, quiet, earlierSimple)) {
                addTrials(earlier, options, earlierSimple, earlierCorrection, weights);
            } catch (UnfitException e) {
                return fold;
            }
        }
        return folds;
    }

    private static SeriesSet without(SeriesSet training, int steps) {
        List<TimeSeries> earlier = training.stream()
                .map(series -> series.asOf(Math.max(0, series.length() - steps), 0))
                .toList();
        return SeriesSet.of(training.schema(), earlier);
    }

    /** Adds the trials of a fold. Folds are stretches where there are enough of them: each may be a time of its own. */
    private void addTrials(
            SeriesSet data,
            FitOptions options,
            ForecastModel simple,
            ForecastModel correction,
            CorrectionWeights weights) {
        int horizon = options.horizon();
        int counted = held(options) == 0 ? options.validation() : held(options);
        long all = data.stream()
                .mapToLong(series -> cutoffs(series, horizon, counted))
                .sum();
        long every = Math.max(1, (all + MOST_TRIALS - 1) / MOST_TRIALS);
        long before = 0; // cutoffs of the series before
        if (folds >= ENOUGH_FOLDS) {
            weights.startStretch();
        }
        for (TimeSeries series : data.asList()) {
            int count = cutoffs(series, horizon, counted);
            int first = series.length() - horizon - count + 1;
            List<Integer> cutoffs = new ArrayList<>();
            for (long i = (before + every - 1) / every * every - before; i < count; i += every) {
                cutoffs.add(first + (int) i);
            }
            List<TimeSeries> histories =
                    cutoffs.stream().map(cutoff -> series.asOf(cutoff, horizon)).toList();
            List<Outcome> bases = simple.forecast(histories, horizon);
            List<Outcome> corrections = correction.forecast(histories, horizon);
            int stretch = -1;
            for (int n = 0; n < histories.size(); n++) {
                if (folds < ENOUGH_FOLDS && (cutoffs.get(n) - first) / horizon != stretch) {
                    stretch = (cutoffs.get(n) - first) / horizon;
                    weights.startStretch();
                }
                if (bases.get(n) instanceof Forecast forecast && corrections.get(n) instanceof Forecast rest) {
                    addTrial(series, cutoffs.get(n), series.length() - counted, forecast, rest, weights);
                }
            }
            before += count;
        }
    }

    /** Cutoffs whose horizon reaches into the last steps of a series, those that count, and no further. */
    private static int cutoffs(TimeSeries series, int horizon, int counted) {
        int last = series.length() - horizon;
        int known = series.length() - counted;
        return last <= 0 || known <= 0 ? 0 : last - Math.min(known, last) + 1;
    }

    private static void addTrial(
            TimeSeries series, int cutoff, int counted, Forecast simple, Forecast rest, CorrectionWeights weights) {
        for (int channel = 0; channel < simple.channels(); channel++) {
            double[] known = new double[cutoff];
            series.copyTo(channel, 0, known);
            double unit = SeriesScale.of(known, cutoff).scale();
            for (int h = Math.max(0, counted - cutoff); h < simple.horizon(); h++) {
                weights.add(
                        h,
                        series.value(channel, cutoff + h) / unit,
                        simple.point(channel, h) / unit,
                        rest.point(channel, h) / unit);
            }
        }
    }
}
