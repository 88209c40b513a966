package io.almanac.forecasting.linear;

import io.almanac.forecasting.intervals.ErrorQuantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by forecasts of the last steps of all series: up to three blocks of one horizon each, one after the other, each
 * forecast by fits on the steps before it. The errors of what was chosen become intervals.
 *
 * <p>Each channel has a loss in each block, and counts as much as any other ({@link Selection}). The loss is the geometric
 * mean of the mean absolute error and of the mean of |y - f| / (|y| + |f|): absolute errors alone say little of steps at
 * which a series is near 0.
 */
final class LagBlocks {

    /** So many lags, and what the distance from the common weights costs. */
    record Member(int lags, double stiffness) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d lags with penalty %.1e", lags, stiffness);
        }
    }

    /**
     * What was chosen.
     *
     * @param logarithms whether logarithms are regressed where they can be
     * @param members    which are averaged
     * @param notes      how it came to that
     */
    record Choice(boolean logarithms, List<Member> members, List<String> notes) {}

    /** One block: how many steps it lies back, and the places of the channels that are forecast in it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(int back, int[] places) {}

    private static final double[] STIFFNESSES = {3, 1, 3e-1, 1e-1, 3e-2, 1e-2};
    private static final double DEFAULT_STIFFNESS = 1;
    private static final int COUNT = 3;
    private static final int LEAST = 6;

    /** Members whose losses differ by less are averaged; see docs/decisions.md. */
    private static final double MATERIAL = 0.04;

    /** As many as this many blocks count towards the spread that all channels have. */
    private static final int PRIOR = 2;

    private final List<LagSeries> series;
    private final List<Integer> lags;
    private final int horizon;
    private final List<Block> blocks = new ArrayList<>();
    private final Runnable check;

    /**
     * Cuts the blocks.
     *
     * @param check called between pieces of work, may throw
     */
    LagBlocks(List<LagSeries> series, List<Integer> lags, int season, int horizon, Runnable check) {
        this.series = series;
        this.lags = lags;
        this.horizon = horizon;
        this.check = check;
        int least = Math.max(LEAST, 2 * season + 2);
        for (int i = 1; i <= COUNT; i++) {
            int back = i * horizon;
            int[] all = IntStream.range(0, series.size())
                    .filter(c -> series.get(c).observed(series.get(c).length() - back) >= least)
                    .toArray();
            int[] some = spaced(all);
            if (some.length > 0) {
                blocks.add(new Block(back, some));
            }
        }
    }

    /** At most {@link Trials#FEW}, evenly spaced. */
    private static int[] spaced(int[] places) {
        return places.length <= Trials.FEW
                ? places
                : IntStream.range(0, Trials.FEW)
                        .map(i -> places[(int) ((long) i * places.length / Trials.FEW)])
                        .toArray();
    }

    /** What is averaged. */
    Choice choose(RidgeConfig.Choice log) {
        boolean positive = series.stream().anyMatch(LagSeries::positive);
        List<Boolean> scales = new ArrayList<>();
        if (log != RidgeConfig.Choice.ALWAYS || !positive) {
            scales.add(false);
        }
        if (log != RidgeConfig.Choice.NEVER && positive) {
            scales.add(true);
        }
        if (blocks.isEmpty()) {
            return new Choice(
                    scales.get(0),
                    List.of(new Member(lags.get(0), DEFAULT_STIFFNESS)),
                    List.of("nothing to choose on: defaults"));
        }
        List<Member> members = lags.stream()
                .flatMap(l -> Arrays.stream(STIFFNESSES).mapToObj(k -> new Member(l, k)))
                .toList();
        List<double[]> losses = new ArrayList<>();
        for (boolean logarithms : scales) {
            losses.addAll(losses(logarithms));
        }
        Selection selection = Selection.of(losses.toArray(double[][]::new), MATERIAL);
        int scale = selection.best() / members.size();
        List<Member> chosen = IntStream.range(0, members.size())
                .filter(i -> selection.shares()[scale * members.size() + i] > 0)
                .mapToObj(members::get)
                .toList();
        boolean logarithms = scales.get(scale);
        return new Choice(
                logarithms,
                chosen,
                List.of(
                        "chosen on " + blocks.size() + " blocks of " + horizon
                                + " steps, each forecast by fits on what is before",
                        logarithms ? "logarithms of channels that are above 0" : "values as they are",
                        chosen.stream().map(Member::toString).collect(Collectors.joining(", ", "average of ", ""))));
    }

    /** The losses of all members on one scale, each by block and channel. */
    private List<double[]> losses(boolean logarithms) {
        List<List<double[]>> parts = new ArrayList<>();
        for (int l = 0; l < lags.size() * STIFFNESSES.length; l++) {
            parts.add(new ArrayList<>());
        }
        for (Block block : blocks) {
            List<Channel> trained = trained(logarithms, block);
            for (int l = 0; l < lags.size(); l++) {
                List<LagWeights> weights = LagWeights.of(trained, block.places(), lags.get(l), STIFFNESSES, check);
                for (int k = 0; k < STIFFNESSES.length; k++) {
                    LagWeights some = weights.get(k);
                    parts.get(l * STIFFNESSES.length + k)
                            .add(IntStream.range(0, block.places().length)
                                    .mapToDouble(i -> loss(trained, block, i, List.of(some), logarithms))
                                    .toArray());
                }
            }
        }
        return parts.stream()
                .map(part -> part.stream().flatMapToDouble(Arrays::stream).toArray())
                .toList();
    }

    private List<Channel> trained(boolean logarithms, Block block) {
        return series.stream()
                .map(one -> one.channel(logarithms).trainedOn(one.length() - block.back()))
                .toList();
    }

    /** The forecast of the i-th channel of a block, on its scale; null where nothing is observed to forecast from. */
    private double @Nullable [] forecast(
            List<Channel> trained, Block block, int i, List<LagWeights> weights, LagScale scale) {
        Channel channel = trained.get(block.places()[i]);
        int longest = weights.stream().mapToInt(LagWeights::lags).max().orElseThrow();
        if (ContextWindow.observed(channel.values(), 0, channel.trained()) == 0) {
            return null;
        }
        LagWindow window = LagWindow.before(channel.values(), channel.trained(), longest, channel.season());
        double[] path = new double[window.missing() + horizon];
        weights.forEach(one -> LagWeights.forecast(
                one.channels()[i], window.values(), scale.low(), scale.high(), 1.0 / weights.size(), path));
        return Arrays.copyOfRange(path, window.missing(), path.length);
    }

    private double loss(List<Channel> trained, Block block, int i, List<LagWeights> weights, boolean logarithms) {
        LagSeries one = series.get(block.places()[i]);
        Channel channel = trained.get(block.places()[i]);
        LagScale scale = LagScale.of(one.logs(logarithms), channel);
        double[] forecast = forecast(trained, block, i, weights, scale);
        if (forecast == null) {
            return Double.NaN;
        }
        double absolute = 0;
        double relative = 0;
        int count = 0;
        for (int h = 0; h < horizon; h++) {
            double actual = scale.undo(channel.values()[channel.trained() + h]);
            if (!Double.isNaN(actual)) {
                double point = scale.undo(forecast[h]);
                double error = Math.abs(actual - point);
                absolute += error;
                relative += error == 0 ? 0 : error / (Math.abs(actual) + Math.abs(point));
                count++;
            }
        }
        // A forecast without an error has no logarithm; a series that stands still tells no candidate from another.
        return absolute > 0 ? Math.sqrt(absolute / count * (relative / count)) : Double.NaN;
    }

    /**
     * How far forecasts of the chosen members miss.
     *
     * @param units     of each channel, in standard deviations of its scale
     * @param typical   the unit of a channel that was not fitted
     * @param quantiles (quantile, step), in units
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Spread(double[] units, double typical, double[][] quantiles) {}

    /** The spread of the chosen members' errors; of a random walk's where there is no block. */
    Spread spread(Choice choice, List<Double> quantiles) {
        double[][] squares = new double[series.size()][blocks.size()]; // mean square of a channel's errors, NaN
        Arrays.stream(squares).forEach(row -> Arrays.fill(row, Double.NaN));
        List<double[][]> errors = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            double[][] ofBlock = errors(choice, block);
            errors.add(ofBlock);
            for (int i = 0; i < ofBlock.length; i++) {
                double error = ErrorQuantiles.rootMeanSquare(new double[][] {ofBlock[i]});
                squares[block.places()[i]][b] = error * error;
            }
        }
        double[] known = Arrays.stream(squares)
                .flatMapToDouble(Arrays::stream)
                .filter(square -> square > 0)
                .sorted()
                .toArray();
        if (known.length == 0) {
            return randomWalk(choice, quantiles);
        }
        double middle = known[known.length / 2];
        List<double[]> rows = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            for (int i = 0; i < errors.get(b).length; i++) {
                double unit = unit(squares[blocks.get(b).places()[i]], b, middle);
                rows.add(Arrays.stream(errors.get(b)[i]).map(e -> e / unit).toArray());
            }
        }
        double[][] validation = rows.toArray(double[][]::new);
        double tried = ErrorQuantiles.rootMeanSquare(validation);
        return new Spread(
                Arrays.stream(squares).mapToDouble(row -> unit(row, -1, middle)).toArray(),
                Math.sqrt(middle),
                ErrorQuantiles.of(quantiles, validation, growing(tried), horizon));
    }

    /** The root mean square of a channel's errors in all blocks but one, drawn towards that of all channels. */
    private static double unit(double[] squares, int but, double middle) {
        double sum = PRIOR * middle;
        int count = PRIOR;
        for (int b = 0; b < squares.length; b++) {
            if (b != but && !Double.isNaN(squares[b])) {
                sum += squares[b];
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }

    private Spread randomWalk(Choice choice, List<Double> quantiles) {
        double[] units = series.stream()
                .mapToDouble(one -> one.change(choice.logarithms()))
                .toArray();
        double typical = Arrays.stream(units).sorted().toArray()[units.length / 2];
        double size = Math.sqrt((horizon + 1) / 2.0);
        return new Spread(units, typical, ErrorQuantiles.of(quantiles, new double[0][], growing(size), horizon));
    }

    /** Errors that grow like those of a random walk, with a root mean square. */
    private double[][] growing(double size) {
        double factor = size / Math.sqrt((horizon + 1) / 2.0);
        return new double[][] {
            IntStream.range(0, horizon)
                    .mapToDouble(h -> factor * Math.sqrt(h + 1.0))
                    .toArray()
        };
    }

    /** Actual values less forecasts, on the scale of each channel: (channel of the block, step), NaN where unknown. */
    private double[][] errors(Choice choice, Block block) {
        List<Channel> trained = trained(choice.logarithms(), block);
        List<LagWeights> weights = weights(choice.members(), trained, block.places(), check);
        double[][] errors = new double[block.places().length][horizon];
        for (int i = 0; i < errors.length; i++) {
            Channel channel = trained.get(block.places()[i]);
            double[] forecast = forecast(
                    trained,
                    block,
                    i,
                    weights,
                    LagScale.of(series.get(block.places()[i]).logs(choice.logarithms()), channel));
            for (int h = 0; h < horizon; h++) {
                errors[i][h] = forecast == null ? Double.NaN : channel.values()[channel.trained() + h] - forecast[h];
            }
        }
        return errors;
    }

    /** The weights of members. */
    static List<LagWeights> weights(List<Member> members, List<Channel> channels, int[] places, Runnable check) {
        return members.stream()
                .map(member -> LagWeights.of(channels, places, member.lags(), new double[] {member.stiffness()}, check)
                        .get(0))
                .toList();
    }
}
