package io.almanac.forecasting.linear;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * A ridge regression of each series on its own lags, shrunk to a common one ({@link LagWeights}), in closed form: for many
 * series that are alike in kind and differ in shape, too short each for a regression of its own that is worth its weights.
 *
 * <p>It forecasts step by step, so that each channel has as many weights as lags, and not that times the horizon, as
 * {@link RidgeForecaster} has. How many lags, how much shrinkage, and whether logarithms are regressed is chosen on blocks
 * at the end of all series ({@link LagBlocks}); members that do about as well are averaged. With logarithms points are
 * medians, else means.
 *
 * <p>Values that are missing are not regressed on or to; a forecast reads a line through their neighbours, and that of a
 * season later where there is none before. Series that were not fitted get the common regression.
 *
 * <p>Intervals come from the errors in the blocks, in a unit of each channel.
 *
 * <p>Not where series are intermittent, or where a long context says more than the own lags of a short one: then
 * {@link RidgeForecaster}.
 */
public final class LagRidgeForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "lag-ridge";

    /** Numbers of seasons, and one lag more, from which the same change a season ago can be told; seven days are a week. */
    private static final int[] SEASONS = {1, 2, 3, 7, 14};

    private static final int[] WITHOUT_SEASON = {2, 3, 4, 6, 8};

    /** As many steps must a typical series have for each lag. */
    private static final int STEPS_PER_LAG = 3;

    private final LagRidgeConfig config;

    public LagRidgeForecaster(LagRidgeConfig config) {
        this.config = config;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public LagRidgeConfig config() {
        return config;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Scope.GLOBAL, true, false, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        Runnable check = () -> checkCancelled(options);
        check.run();
        int validation = config.refit() ? 0 : options.validation();
        List<LagSeries> series = LagSeries.all(training, validation);
        List<Integer> lags = lags(training.schema(), series);
        checkRoom(series, lags);
        var blocks = new LagBlocks(series, lags, training.schema().season(), options.horizon(), check);
        LagBlocks.Choice choice = blocks.choose(config.log());
        List<Channel> channels =
                series.stream().map(one -> one.channel(choice.logarithms())).toList();
        int[] places = IntStream.range(0, channels.size()).toArray();
        List<LagWeights> weights = LagBlocks.weights(choice.members(), channels, places, check);
        List<LagScale> scales = IntStream.range(0, channels.size())
                .mapToObj(c -> LagScale.of(series.get(c).logs(choice.logarithms()), channels.get(c)))
                .toList();
        List<String> notes = new ArrayList<>();
        notes.add("lags to choose from: " + lags);
        notes.addAll(choice.notes());
        return new LagRidgeModel(
                choice.logarithms(),
                channels.stream().map(Channel::key).toList(),
                scales,
                weights,
                blocks.spread(choice, options.quantiles()),
                ModelProvenance.of(this, training, options, notes, Environment.current()));
    }

    /** Those configured, or those for which a typical series is long enough: the first at least. */
    private List<Integer> lags(Schema schema, List<LagSeries> series) {
        if (!config.lags().isEmpty()) {
            return config.lags();
        }
        int[] lengths = series.stream().mapToInt(LagSeries::length).sorted().toArray();
        int typical = lengths.length == 0 ? 0 : lengths[lengths.length / 2];
        int season = schema.season();
        boolean seasonal = season > 1 && STEPS_PER_LAG * (season + 1L) <= typical;
        int[] candidates = seasonal
                ? IntStream.of(SEASONS).map(count -> count * season + 1).toArray()
                : WITHOUT_SEASON;
        return IntStream.of(candidates)
                .filter(lag -> lag == candidates[0] || (long) STEPS_PER_LAG * lag <= typical)
                .boxed()
                .toList();
    }

    private static void checkRoom(List<LagSeries> series, List<Integer> lags) {
        int longest =
                series.stream().mapToInt(one -> one.values().longestRun()).max().orElse(0);
        int most = lags.get(lags.size() - 1);
        if (longest <= most) {
            throw new UnfitException(ID + " finds nothing to regress: " + most + " lags need a run of " + (most + 1)
                    + " steps without a missing value, the longest has " + longest);
        }
    }

    private static void checkCancelled(FitOptions options) {
        if (options.listener().cancelled()) {
            throw new CancellationException(ID + " was cancelled");
        }
    }
}
