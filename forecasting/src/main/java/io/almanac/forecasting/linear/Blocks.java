package io.almanac.forecasting.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses by forecasts into disjoint blocks of steps at the end of all series, each from fits on the steps before it.
 *
 * <p>Candidates are compared by their errors at up to {@value #STEPS} steps spread over the horizon, see
 * {@link Selection}. Forms, deviations and Huber's loss are chosen at the shortest context, in that order, and penalties at
 * each context.
 */
final class Blocks {

    /** Parts of the mean square of an input. */
    private static final double[] PENALTIES = {1e-8, 1e-6, 1e-4, 1e-2, 3e-2, 1e-1, 3e-1, 1, 3, 10, 30, 100};

    static final double DEFAULT_PENALTY = 1e-1;

    /** Penalties on deviations; an endless one, for none, comes first. */
    private static final double[] STIFFNESSES = {Double.POSITIVE_INFINITY, 10, 1, 1e-1, 1e-2};

    private static final double DEFAULT_STIFFNESS = 1;

    private static final int COUNT = 4;

    /** The mean of fewer seasons errs by more than a twentieth of the variance about it. */
    private static final int LEAST_SEASONS = 20;

    private static final int STEPS = 48;

    /** Numbers in the maps of all channels: 256 MB. */
    private static final long MOST_WEIGHTS = 1L << 25;

    /** A block: the channels, trained before it, and forecasts into it. */
    private record Block(List<Channel> channels, List<Trials.Trial> trials) {}

    private final RidgeConfig config;
    private final List<Channel> channels;
    private final List<Integer> contexts;
    private final int horizon;
    private final int shortest;
    private final int[] steps;
    private final List<Block> blocks;
    private final Runnable check;
    private final List<String> notes = new ArrayList<>();

    /**
     * Cuts the blocks.
     *
     * @param check called between pieces of work, may throw
     */
    Blocks(RidgeConfig config, List<Channel> channels, List<Integer> contexts, int horizon, Runnable check) {
        this.config = config;
        this.channels = channels;
        this.contexts = contexts;
        this.horizon = horizon;
        this.check = check;
        shortest = contexts.get(0);
        int count = Math.min(STEPS, horizon);
        steps = IntStream.range(0, count)
                .map(i -> (int) ((2L * i + 1) * horizon / (2L * count)))
                .toArray();
        blocks = cut();
    }

    /**
     * Four blocks of a tenth of a typical series each, so that the first fit knows six tenths; of up to an eighth where a
     * horizon and a quarter are longer than a tenth, so that the last steps are forecast, too; of less, down to half of
     * the horizon, where that leaves the first fit less than a third of the windows. If nothing helps, the validation steps,
     * and if there are none, no block.
     */
    private List<Block> cut() {
        int[] lengths =
                channels.stream().mapToInt(c -> c.values().length).sorted().toArray();
        int typical = lengths[lengths.length / 2];
        int wanted = Math.max(typical / 10, Math.min(typical / 8, horizon + horizon / 4));
        for (int size = wanted; size > 0 && 2 * size >= horizon; size /= 2) {
            List<Block> cut = new ArrayList<>();
            for (int i = COUNT; i > 0; i--) {
                int back = i * size;
                List<Channel> before = channels.stream()
                        .map(c -> c.trainedOn(c.values().length - back))
                        .toList();
                cut.add(block(before, size));
            }
            if (3 * windows(cut.get(0).channels()) >= windows(channels)) {
                notes.add("chosen on " + COUNT + " blocks of " + size
                        + " steps, each forecast by fits on what is before");
                return cut;
            }
        }
        Block validation = block(channels, Integer.MAX_VALUE);
        if (!validation.trials().isEmpty() && windows(channels) > 0) {
            notes.add("chosen on the validation steps: too few for several blocks");
            return List.of(validation);
        }
        notes.add("nothing to choose on: defaults");
        return List.of();
    }

    private static Block block(List<Channel> trained, int size) {
        return new Block(trained, Trials.block(trained, size));
    }

    /** How many there are to train on at the shortest context. */
    private long windows(List<Channel> some) {
        return some.stream()
                .mapToLong(channel -> channel.windows(shortest + horizon))
                .sum();
    }

    /** What is averaged. */
    Choices choose() {
        Map<Form, Double> forms = new EnumMap<>(Form.class);
        List<Map<Form, Double>> penalties = new ArrayList<>();
        contexts.forEach(context -> penalties.add(new EnumMap<>(Form.class)));
        Form best = chooseForms(forms, penalties.get(0));
        for (int i = 1; i < contexts.size(); i++) {
            for (Form form : penalties.get(0).keySet()) {
                double first = penalties.get(0).get(form);
                double[] near = Arrays.stream(PENALTIES)
                        .filter(p -> p > first / 5 && p < first * 5)
                        .toArray();
                penalties.get(i).put(form, penalty(contexts.get(i), form, near));
            }
        }
        notes.add(forms.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.0f %%", e.getKey(), 100 * e.getValue()))
                .collect(Collectors.joining(", ", "members: ", "")));
        for (Form form : penalties.get(0).keySet()) {
            notes.add(IntStream.range(0, contexts.size())
                    .mapToObj(i ->
                            String.format(Locale.ROOT, "%.1e", penalties.get(i).get(form)))
                    .collect(Collectors.joining(", ", "penalties, " + form + ": ", "")));
        }
        if (best == Form.NAIVE) {
            return new Choices(forms, penalties, 0, DEFAULT_STIFFNESS, 0, notes);
        }
        double penalty = penalties.get(0).getOrDefault(best, DEFAULT_PENALTY);
        return rest(forms, penalties, best, penalty);
    }

    /** Puts the shares and penalties of the forms that are averaged and returns the best of them. */
    private Form chooseForms(Map<Form, Double> shares, Map<Form, Double> penalties) {
        List<Form> forms = new ArrayList<>();
        boolean always = config.profile() == RidgeConfig.Choice.ALWAYS;
        boolean seasonal = config.profile() != RidgeConfig.Choice.NEVER && profiled(always ? 1 : LEAST_SEASONS);
        if (seasonal && always) {
            forms.add(Form.PROFILE);
        } else {
            forms.add(Form.MEAN);
            forms.add(Form.LAST);
            forms.add(Form.NAIVE);
            if (seasonal) {
                forms.add(Form.PROFILE);
            }
        }
        if (blocks.isEmpty()) {
            shares.put(forms.get(0), 1.0);
            penalties.put(forms.get(0), DEFAULT_PENALTY);
            return forms.get(0);
        }
        double[][] losses = new double[forms.size()][];
        double[] chosen = new double[forms.size()];
        for (int f = 0; f < losses.length; f++) {
            double[][] ofForm = losses(shortest, forms.get(f), PENALTIES);
            Selection selection = Selection.of(ofForm);
            chosen[f] = PENALTIES[selection.best()];
            losses[f] = ofForm[selection.best()];
        }
        Selection selection = Selection.of(losses);
        for (int f = 0; f < losses.length; f++) {
            if (selection.shares()[f] > 0) {
                shares.put(forms.get(f), selection.shares()[f]);
                if (forms.get(f) != Form.NAIVE) {
                    penalties.put(forms.get(f), chosen[f]);
                }
            }
        }
        return forms.get(selection.best());
    }

    /** Whether there is a season, and half of the channels have so many of it to train on. */
    private boolean profiled(int seasons) {
        int season = channels.get(0).season();
        long enough = channels.stream()
                .filter(c -> c.trained() >= (long) seasons * season)
                .count();
        return season > 1 && 2 * enough >= channels.size();
    }

    private double penalty(int context, Form form, double[] candidates) {
        return blocks.isEmpty()
                ? DEFAULT_PENALTY
                : candidates[Selection.of(losses(context, form, candidates)).best()];
    }

    /** The losses of some penalties, see {@link Examples#loss}, shaped (penalty, block). */
    double[][] losses(int context, Form form, double[] penalties) {
        double[][] byBlock = blocks.parallelStream()
                .map(block -> losses(block, context, form, penalties))
                .toArray(double[][]::new);
        return transposed(byBlock);
    }

    private double[] losses(Block block, int context, Form form, double[] penalties) {
        List<Channel> left = less(block.channels(), form);
        Examples examples = Examples.of(block.trials(), left, form, context, steps);
        double[] losses = new double[penalties.length];
        if (form == Form.NAIVE) {
            Arrays.fill(losses, Examples.loss(examples.targets()));
            return losses;
        }
        var moments = new WindowMoments(context, horizon);
        left.forEach(moments::add);
        NormalEquations equations = moments.centred(form.last(), steps);
        for (int p = 0; p < penalties.length; p++) {
            check.run();
            double[][] weights = equations.solve(penalties[p]);
            losses[p] = moments.windows() == 0 ? Double.NaN : Examples.loss(examples.errors(c -> weights));
        }
        return losses;
    }

    /** The channels as a form wants them. */
    static List<Channel> less(List<Channel> channels, Form form) {
        return form == Form.PROFILE
                ? channels.stream().map(c -> c.less(c.profile())).toList()
                : channels;
    }

    private Choices rest(Map<Form, Double> forms, List<Map<Form, Double>> penalties, Form form, double penalty) {
        double deviation = 0;
        double stiffness = DEFAULT_STIFFNESS;
        long weights = (channels.size() + 1L) * (contexts.get(contexts.size() - 1) + 1L) * horizon;
        if (config.deviations() != RidgeConfig.Choice.NEVER && channels.size() > 1) {
            if (weights > MOST_WEIGHTS) {
                notes.add("no deviations: maps of each channel would take " + 8 * weights / 1_000_000 + " MB");
            } else {
                boolean always = config.deviations() == RidgeConfig.Choice.ALWAYS;
                double[] candidates = Arrays.copyOfRange(STIFFNESSES, always ? 1 : 0, STIFFNESSES.length);
                deviation = always ? 1 : 0;
                if (!blocks.isEmpty()) {
                    Selection selection = Selection.of(transposed(blocks.parallelStream()
                            .map(block -> deviations(block, form, penalty, candidates))
                            .toArray(double[][]::new)));
                    deviation = 1 - (always ? 0 : selection.shares()[0]);
                    stiffness = deviation == 0 ? stiffness : finite(selection, candidates);
                }
                notes.add(
                        deviation == 0
                                ? "one map for all channels"
                                : String.format(
                                        Locale.ROOT,
                                        "deviations of each channel %.0f %%, penalty %.1e",
                                        100 * deviation,
                                        stiffness));
            }
        }
        double huber = switch (config.loss()) {
            case SQUARED -> 0;
            case HUBER -> 1;
            case BOTH -> 0.5;
            case CHOSEN -> huber(form, penalty, deviation, stiffness);
        };
        notes.add(String.format(
                Locale.ROOT, "Huber's loss %.0f %%, squared errors %.0f %%", 100 * huber, 100 - 100 * huber));
        return new Choices(forms, penalties, deviation, stiffness, huber, notes);
    }

    /** The geometric mean of the stiffnesses that are averaged and not endless. */
    private static double finite(Selection selection, double[] candidates) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < candidates.length; i++) {
            if (selection.shares()[i] > 0 && Double.isFinite(candidates[i])) {
                sum += Math.log(candidates[i]);
                count++;
            }
        }
        return Math.exp(sum / count);
    }

    private double[] deviations(Block block, Form form, double penalty, double[] candidates) {
        List<Channel> left = less(block.channels(), form);
        Examples examples = Examples.of(block.trials(), left, form, shortest, steps);
        double[][] common = common(left, form).solve(penalty);
        List<NormalEquations> equations =
                left.stream().map(c -> common(List.of(c), form)).toList();
        return Arrays.stream(candidates)
                .map(k -> Examples.loss(examples.errors(c -> {
                    check.run();
                    return Double.isInfinite(k) ? common : equations.get(c).solve(k, common);
                })))
                .toArray();
    }

    private NormalEquations common(List<Channel> some, Form form) {
        var moments = new WindowMoments(shortest, horizon);
        some.forEach(moments::add);
        return moments.centred(form.last(), steps);
    }

    private double huber(Form form, double penalty, double deviation, double stiffness) {
        if (blocks.isEmpty()) {
            return 0;
        }
        double[][] losses = transposed(blocks.parallelStream()
                .map(block -> huber(block, form, penalty, deviation, stiffness))
                .toArray(double[][]::new));
        return Selection.of(losses).shares()[1];
    }

    private double[] huber(Block block, Form form, double penalty, double deviation, double stiffness) {
        List<Channel> left = less(block.channels(), form);
        double[][] common = common(left, form).solve(penalty);
        double[][][] own = new double[channels.size()][][];
        for (int c = 0; c < own.length; c++) {
            own[c] = deviation > 0.5 ? common(List.of(left.get(c)), form).solve(stiffness, common) : common;
        }
        IntFunction<double[][]> weights = c -> own[c];
        List<Trials.Trial> seen = Trials.training(left, shortest, horizon, Huber.windows(shortest, horizon));
        Examples training = Examples.of(seen, left, form, shortest, steps);
        check.run();
        double[][] correction =
                new Huber(training.inputs(), Huber.PENALTY).correction(training.errors(weights), Huber.STEPS);
        Examples examples = Examples.of(block.trials(), left, form, shortest, steps);
        double[][] errors = examples.errors(weights);
        double squared = Examples.loss(errors);
        Rows.add(errors, 0, errors.length, -1, examples.inputs(), 0, correction, 0, shortest, 0, steps.length);
        return new double[] {squared, Examples.loss(errors)};
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }
}
