package io.almanac.forecasting.linear;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Fits all members on the training part and sums them up. */
final class Members {

    private final Choices choices;
    private final List<Channel> channels;
    private final List<Integer> contexts;
    private final int horizon;
    private final int[] steps;
    private final int longest;
    private final Runnable check;

    /** For each map of {@link Ensemble}. */
    private final List<LinearMap> maps = new ArrayList<>();

    private final double[][][] offsets;

    /**
     * Readies a fit.
     *
     * @param check called between pieces of work, may throw
     */
    Members(Choices choices, List<Channel> channels, List<Integer> contexts, int horizon, Runnable check) {
        this.choices = choices;
        this.channels = channels;
        this.contexts = contexts;
        this.horizon = horizon;
        this.check = check;
        steps = IntStream.range(0, horizon).toArray();
        longest = contexts.get(contexts.size() - 1);
        int count = 1 + (choices.deviation() > 0 ? channels.size() : 1);
        for (int i = 0; i < count; i++) {
            maps.add(new LinearMap(longest, horizon));
        }
        boolean profiled = choices.forms().containsKey(Form.PROFILE);
        offsets = new double[profiled ? channels.size() : 0][channels.get(0).season()][horizon];
    }

    /** All members that the choices name. */
    Ensemble fit() {
        for (int i = 0; i < contexts.size(); i++) {
            for (Map.Entry<Form, Double> form : choices.forms().entrySet()) {
                fit(i, form.getKey(), form.getValue() / contexts.size());
            }
            strangers(i);
        }
        var ensemble = new Ensemble(maps, offsets);
        if (choices.huber() > 0) {
            correct(ensemble);
        }
        return ensemble;
    }

    private void fit(int place, Form form, double share) {
        int context = contexts.get(place);
        List<Channel> left = Blocks.less(channels, form);
        check.run();
        double[][] common = form == Form.NAIVE
                ? new double[context][horizon]
                : equations(left, form, context).solve(choices.penalty(place, form));
        if (maps.size() == 2) {
            maps.get(1).add(form, common, share);
        }
        IntStream.range(0, channels.size()).parallel().forEach(c -> {
            double[][] own = common;
            if (maps.size() > 2) {
                if (form != Form.NAIVE && left.get(c).longestRun() >= context + horizon) {
                    check.run();
                    own = between(
                            common,
                            equations(List.of(left.get(c)), form, context).solve(choices.stiffness(), common),
                            choices.deviation());
                }
                maps.get(c + 1).add(form, own, share);
            }
            if (form == Form.PROFILE) {
                addOffsets(offsets[c], channels.get(c).profile(), own, share);
            }
        });
    }

    private NormalEquations equations(List<Channel> some, Form form, int context) {
        var moments = new WindowMoments(context, horizon);
        some.forEach(moments::add);
        return moments.centred(form.last(), steps);
    }

    private static double[][] between(double[][] common, double[][] own, double share) {
        for (int i = 0; i < own.length; i++) {
            for (int h = 0; h < own[i].length; h++) {
                own[i][h] = common[i][h] + share * (own[i][h] - common[i][h]);
            }
        }
        return own;
    }

    /** A member on y less the profile p forecasts f(y - p) + p, that is f(y) and p - f(p), which only the season decides. */
    private void addOffsets(double[][] offsets, double[] profile, double[][] member, double share) {
        int season = profile.length;
        double[][] inputs = new double[season][];
        double[] means = new double[season];
        for (int phase = 0; phase < season; phase++) {
            double[] values = new double[member.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = profile[Math.floorMod(phase - values.length + i, season)];
            }
            var window = ContextWindow.before(values, values.length, values.length);
            inputs[phase] = window.inputs();
            means[phase] = window.mean();
        }
        double[][] seen = new double[season][horizon];
        Rows.add(seen, 0, season, 1, inputs, 0, member, 0, member.length, 0, horizon);
        for (int phase = 0; phase < season; phase++) {
            for (int h = 0; h < horizon; h++) {
                offsets[phase][h] += share * (profile[(phase + h) % season] - means[phase] - seen[phase][h]);
            }
        }
    }

    /** The common maps without profiles, which serve channels that were not fitted. */
    private void strangers(int place) {
        Map<Form, Double> shares = new EnumMap<>(choices.forms());
        shares.remove(Form.PROFILE);
        if (shares.isEmpty()) {
            shares.put(Form.MEAN, 1.0);
        }
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        int context = contexts.get(place);
        shares.forEach((form, share) -> {
            double[][] common = new double[context][horizon];
            if (form != Form.NAIVE) {
                check.run();
                common = equations(channels, form, context).solve(choices.penalty(place, form));
            }
            maps.get(0).add(form, common, share / sum / contexts.size());
        });
    }

    private void correct(Ensemble ensemble) {
        check.run();
        int shortest = contexts.get(0);
        List<Trials.Trial> seen = Trials.training(channels, longest, horizon, Huber.windows(shortest, horizon));
        if (seen.isEmpty()) {
            return;
        }
        double[][] errors = ensemble.errors(seen, channels, horizon, false);
        int[] none = {};
        double[][] inputs =
                Examples.of(seen, channels, Form.MEAN, shortest, none).inputs();
        double[][] correction = new Huber(inputs, Huber.PENALTY).correction(errors, Huber.STEPS);
        maps.forEach(map -> map.correct(correction, choices.huber()));
    }
}
