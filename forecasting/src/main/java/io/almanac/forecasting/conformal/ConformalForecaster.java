package io.almanac.forecasting.conformal;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Any forecaster with intervals from the errors of its own earlier forecasts. Points are those of the inner forecaster,
 * within the bounds of the target; sampled paths are not passed on.
 *
 * <p>For the first scores the end of each training part is kept from a first fit, the calibrator: what a model was
 * fitted to says nothing about its errors elsewhere. The forecasts come from a second fit on all steps, unless that is
 * switched off, so points are the same to the bit as without intervals. Errors at cutoffs within the training part are
 * the calibrator's, later ones the model's own.
 *
 * <p>The inner forecaster uses its validation steps as ever, in both fits. Not for a forecaster that is too slow to be
 * asked dozens of times for each forecast: it gives its own intervals sooner.
 */
public final class ConformalForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "conformal";

    private final ConformalConfig config;
    private final Forecaster inner;

    /**
     * A forecaster around the one that the configuration names.
     *
     * @throws IllegalArgumentException if there is no such forecaster or its settings don't fit
     */
    public ConformalForecaster(ConformalConfig config) {
        this.config = config;
        this.inner = Forecasters.create(config.forecaster(), config.settings());
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ConformalConfig config() {
        return config;
    }

    /** Those of the inner forecaster; scores of all series make a local one global. */
    @Override
    public Capabilities capabilities() {
        Capabilities own = inner.capabilities();
        return config.calibration() == ConformalConfig.Calibration.POOLED
                ? new Capabilities(
                        Capabilities.Scope.GLOBAL, own.missingValues(), own.mixesChannels(), own.covariates())
                : own;
    }

    @Override
    public ConformalModel fit(SeriesSet training, FitOptions options) {
        long needed = config.method().needed(options.quantiles());
        var rule = CutoffRule.of(config, needed, options.horizon(), training.schema());
        if (config.calibration() != ConformalConfig.Calibration.POOLED && rule.count() < needed) {
            throw new UnfitException(ID + ": the quantiles " + options.quantiles() + " need " + needed
                    + " scores for each step, cutoffs is " + rule.count());
        }
        List<TimeSeries> earlier = new ArrayList<>();
        SortedMap<String, Inner.Seen> seen = new TreeMap<>();
        for (TimeSeries series : training.asList()) {
            int length = series.length();
            if (length > 0) {
                TimeSeries start = series.asOf(length - rule.withheld(length), 0);
                earlier.add(start);
                long byCalibrator = last(start);
                seen.put(
                        series.id(),
                        new Inner.Seen(
                                byCalibrator, config.refit() ? last(series) : byCalibrator, rule.stride(length)));
            }
        }
        ForecastModel calibrator = fitCalibrator(SeriesSet.of(training.schema(), earlier), options);
        ForecastModel model = calibrator;
        try {
            model = config.refit() ? inner.fit(training, options) : calibrator;
            var fitted = new Inner(model, calibrator, rule, seen);
            List<String> notes = notes(rule);
            var bases = new Bases(config, options.quantiles());
            FixedDistances fixed = switch (config.calibration()) {
                case ROLLING -> FixedDistances.none();
                case STATIC -> FixedDistances.ofEach(bases, fitted, training);
                case POOLED -> FixedDistances.ofAll(bases, fitted, training, notes);
            };
            model.provenance().notes().forEach(note -> notes.add(config.forecaster() + ": " + note));
            var provenance = ModelProvenance.of(
                    this, training, options, notes, model.provenance().environment());
            return new ConformalModel(fitted, provenance, bases, fixed);
        } catch (RuntimeException | Error e) {
            model.close();
            calibrator.close();
            throw e;
        }
    }

    private static long last(TimeSeries series) {
        return series.axis().instant(series.length() - 1);
    }

    private ForecastModel fitCalibrator(SeriesSet earlier, FitOptions options) {
        FitListener listener = config.refit() ? new Quiet(options.listener()) : options.listener();
        try {
            return inner.fit(earlier, options.withListener(listener));
        } catch (UnfitException e) {
            throw new UnfitException("without the end of each series, at most half, which " + ID
                    + " keeps for its scores: " + e.getMessage());
        }
    }

    private List<String> notes(CutoffRule rule) {
        String apart = switch (rule.every()) {
            case 0 -> "one season of " + rule.season() + " apart where half of the series holds as many, else one step";
            case 1 -> "one step apart";
            default -> rule.every() + " steps apart";
        };
        var notes = new ArrayList<String>();
        notes.add("intervals: " + lower(config.method()) + " conformal around " + config.forecaster() + ", "
                + lower(config.calibration()) + " scores from up to " + rule.count() + " cutoffs of a series, "
                + apart);
        notes.add("the first scores come from a fit without the end of each series, at most half of it; "
                + (config.refit() ? "forecasts from a second fit on all steps" : "so do the forecasts"));
        return notes;
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** Lets the first of two fits be heard and stopped, but keeps its epochs out of the model's training curve. */
    private record Quiet(FitListener listener) implements FitListener {

        @Override
        public void progress(FitProgress progress) {
            listener.progress(new FitProgress(
                    progress.epoch(),
                    progress.epochs(),
                    progress.update(),
                    progress.updates(),
                    progress.trainingLoss(),
                    progress.validationLoss(),
                    progress.learningRate(),
                    false));
        }

        @Override
        public void resumed(int epoch) {
            listener.resumed(epoch);
        }

        @Override
        public boolean cancelled() {
            return listener.cancelled();
        }
    }
}
