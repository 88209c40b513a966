package io.almanac.benchmarks;

import io.almanac.core.comparison.AcrossSeries;
import io.almanac.core.comparison.Comparison;
import io.almanac.core.comparison.ComparisonOptions;
import io.almanac.core.comparison.DieboldMariano;
import io.almanac.core.comparison.FoldLosses;
import io.almanac.core.comparison.ModelConfidenceSet;
import io.almanac.core.comparison.SkillInterval;
import io.almanac.core.comparison.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints how often each test of {@code core.comparison} says that one model is better when all are equally good. At
 * nominal 5 % that should be 5 %; docs/comparison.md holds the tables.
 *
 * <p>Losses of a model are 10 plus a part that all models share plus one of its own, each the scaled sum of the shocks of
 * one horizon. So losses of two folds correlate as far as their horizons overlap, and not beyond.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" io.almanac.benchmarks.TestSizeSimulation 2000
 * </pre>
 *
 * <p>The only argument is the number of runs for each line, 2,000 when not given: the standard error of a size of 5 % is
 * then 0.5 %. Every run has a seed of its own, so the numbers are the same on every machine.
 */
public final class TestSizeSimulation {

    private static final double ALPHA = 0.05;
    private static final double NORMAL_POINT = 1.959964;
    private static final int DRAWS = 499;

    /** Folds and folds per horizon. */
    private static final int[][] PLANS = {
        {8, 1},
        {12, 1},
        {20, 1},
        {50, 1},
        {200, 1},
        {32, 4},
        {48, 4},
        {80, 4},
        {200, 4},
        {192, 24},
        {288, 24},
        {480, 24},
        {1200, 24},
        {2545, 336},
    };

    private final int runs;

    private TestSizeSimulation(int runs) {
        this.runs = runs;
    }

    /** Runs all simulations. */
    public static void main(String[] arguments) {
        var simulation = new TestSizeSimulation(arguments.length == 0 ? 2_000 : Integer.parseInt(arguments[0]));
        simulation.twoModels();
        simulation.manyModels();
        simulation.beyondTheModel();
        simulation.power();
        simulation.acrossSeries();
    }

    private void twoModels() {
        print(
                "Two equally good models, Diebold-Mariano: rejections at nominal 5 %, two-sided; the last column one-sided",
                "folds | per horizon | a horizon apart | t over all folds | all folds, HLN | all folds, Bartlett, normal law"
                        + " | all folds, fixed-b | spaced folds | verdict");
        for (int[] plan : PLANS) {
            row(plan, seed -> {
                FoldLosses losses = gaussian(seed, plan[0], plan[1], 2);
                FoldLosses asIfApart = FoldLosses.of(
                        1, 1, losses.labels().stream().collect(Collectors.toMap(label -> label, losses::complete)));
                return new boolean[] {
                    DieboldMariano.of(asIfApart, "m0", "m1").p() <= ALPHA,
                    DieboldMariano.of(losses, "m0", "m1").p() <= ALPHA,
                    Math.abs(bartlett(losses)) > NORMAL_POINT,
                    DieboldMariano.fixedB(losses, "m0", "m1").p() <= ALPHA,
                    DieboldMariano.of(losses.spaced(), "m0", "m1").p() <= ALPHA,
                    shown(losses, "m0", "m1", seed),
                };
            });
        }
    }

    private void manyModels() {
        print(
                "Equally good models: runs in which any verdict is wrong at nominal 5 %, over spaced folds; the last two over"
                        + " all folds in blocks of one horizon",
                "folds | per horizon | a horizon apart | 4 models against a baseline, Holm | set of 2 | set of 5 | set of 10"
                        + " | skill interval without 0 | set of 5, blocks | skill interval, blocks");
        for (int[] plan : PLANS) {
            row(plan, seed -> {
                FoldLosses losses = gaussian(seed, plan[0], plan[1], 10);
                FoldLosses five = first(losses, 5);
                ComparisonOptions options = options(seed);
                Comparison comparison = Comparison.against(five, "m0", options);
                return new boolean[] {
                    comparison.claims().stream().anyMatch(claim -> claim.verdict() == Verdict.SHOWN),
                    lacksOne(first(losses, 2).spaced(), options),
                    comparison.set().members().size() < 5,
                    lacksOne(losses.spaced(), options),
                    excludesZero(comparison.claim("m1").skill()),
                    lacksOne(five, options),
                    excludesZero(SkillInterval.of(five, "m1", "m0", options)),
                };
            });
        }
    }

    private void beyondTheModel() {
        print(
                "Losses that break an assumption, folds a horizon apart: rejections at nominal 5 %",
                "losses | folds | verdict: better | verdict: worse | lag 0, two-sided | fixed-b, two-sided | set of 2 | skill interval"
                        + " | switched to fixed-b");
        for (int folds : new int[] {8, 12, 20, 50, 200}) {
            var kinds = new LinkedHashMap<String, IntFunction<FoldLosses>>();
            kinds.put("gamma, shapes 4 and 40, one mean", seed -> gamma(seed, folds));
            kinds.put("AR(1) of 0.2 from fold to fold", seed -> drifting(seed, folds, 0.2));
            kinds.put("AR(1) of 0.5 from fold to fold", seed -> drifting(seed, folds, 0.5));
            kinds.forEach((name, losses) -> {
                System.out.print("| " + name + " | " + folds);
                percent(seed -> {
                    FoldLosses one = losses.apply(seed);
                    DieboldMariano test = DieboldMariano.of(one, "m0", "m1");
                    return new boolean[] {
                        shown(one, "m0", "m1", seed),
                        shown(one, "m1", "m0", seed),
                        test.p() <= ALPHA,
                        DieboldMariano.fixedB(one, "m0", "m1").p() <= ALPHA,
                        lacksOne(one, options(seed)),
                        excludesZero(SkillInterval.of(one, "m0", "m1", options(seed))),
                        test.correlated(),
                    };
                });
            });
        }
    }

    private void power() {
        print(
                "One model better by 3 standard errors of the mean: how often that is shown, two-sided",
                "folds | per horizon | a horizon apart | all folds, fixed-b | spaced folds");
        for (int[] plan : PLANS) {
            row(plan, seed -> {
                FoldLosses equal = gaussian(seed, plan[0], plan[1], 2);
                double error = Math.sqrt(2.0 * plan[1] / plan[0]);
                FoldLosses losses = FoldLosses.of(
                        plan[1],
                        1,
                        Map.of("m0", each(equal.complete("m0"), loss -> loss - 3 * error), "m1", equal.complete("m1")));
                return new boolean[] {
                    DieboldMariano.fixedB(losses, "m0", "m1").p() <= ALPHA,
                    DieboldMariano.of(losses.spaced(), "m0", "m1").p() <= ALPHA,
                };
            });
        }
    }

    private void acrossSeries() {
        print(
                "Wilcoxon across series that share a calendar, equally good models: rejections at nominal 5 %, one-sided",
                "series | folds | correlation | test alone | verdict | turned off");
        for (int series : new int[] {7, 20, 100}) {
            for (int folds : new int[] {8, 12, 50}) {
                for (double correlation : new double[] {0, 0.02, 0.05, 0.1, 0.3}) {
                    System.out.print("| " + series + " | " + folds + " | " + correlation);
                    percent(seed -> {
                        Map<String, FoldLosses> losses = panel(seed, series, folds, correlation);
                        Verdict alone = AcrossSeries.against(losses.values(), "m1", false, ALPHA)
                                .get(0)
                                .verdict();
                        Verdict printed = AcrossSeries.against(losses.values(), "m1", true, ALPHA)
                                .get(0)
                                .verdict();
                        return new boolean[] {
                            alone == Verdict.SHOWN, printed == Verdict.SHOWN, printed == Verdict.NOT_TESTABLE
                        };
                    });
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ losses

    private static FoldLosses gaussian(int seed, int folds, int perHorizon, int models) {
        var random = new SplittableRandom(seed);
        double[] shared = overlapping(random, folds, perHorizon);
        var byLabel = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < models; i++) {
            double[] own = overlapping(random, folds, perHorizon);
            Arrays.setAll(own, fold -> 10 + shared[fold] + own[fold]);
            byLabel.put("m" + i, own);
        }
        return FoldLosses.of(perHorizon, 1, byLabel);
    }

    /** Sums of the shocks of one horizon, with variance 1. */
    private static double[] overlapping(SplittableRandom random, int folds, int perHorizon) {
        double[] sums = new double[folds + perHorizon];
        for (int i = 1; i < sums.length; i++) {
            sums[i] = sums[i - 1] + random.nextGaussian();
        }
        double scale = 1 / Math.sqrt(perHorizon);
        return IntStream.range(0, folds)
                .mapToDouble(fold -> scale * (sums[fold + perHorizon] - sums[fold]))
                .toArray();
    }

    /** Skewed losses of one mean, of which one spreads more; both rise and fall with the fold. */
    private static FoldLosses gamma(int seed, int folds) {
        var random = new SplittableRandom(seed);
        double[] a = new double[folds];
        double[] b = new double[folds];
        for (int i = 0; i < folds; i++) {
            double shared = gamma(random, 4);
            a[i] = shared * gamma(random, 4) / 4;
            b[i] = shared * gamma(random, 40) / 40;
        }
        return FoldLosses.of(1, 1, Map.of("m0", a, "m1", b));
    }

    private static double gamma(SplittableRandom random, int shape) {
        return IntStream.range(0, shape)
                .mapToDouble(i -> random.nextExponential())
                .sum();
    }

    /** Loss differences that persist from fold to fold, beyond the horizon. */
    private static FoldLosses drifting(int seed, int folds, double persistence) {
        var random = new SplittableRandom(seed);
        double[] a = new double[folds];
        double[] b = new double[folds];
        double difference = random.nextGaussian();
        for (int i = 0; i < folds; i++) {
            double shared = 10 + random.nextGaussian();
            a[i] = shared + difference;
            b[i] = shared;
            difference = persistence * difference + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
        }
        return FoldLosses.of(1, 1, Map.of("m0", a, "m1", b));
    }

    private static Map<String, FoldLosses> panel(int seed, int series, int folds, double correlation) {
        var random = new SplittableRandom(seed);
        double[] shared = overlapping(random, folds, 1);
        var bySeries = new LinkedHashMap<String, FoldLosses>();
        for (int s = 0; s < series; s++) {
            double[] own = overlapping(random, folds, 1);
            Arrays.setAll(
                    own, fold -> 10 + Math.sqrt(correlation) * shared[fold] + Math.sqrt(1 - correlation) * own[fold]);
            bySeries.put("s" + s, FoldLosses.of(1, 1, Map.of("m0", own, "m1", each(own, loss -> 10))));
        }
        return bySeries;
    }

    private static double[] each(double[] values, DoubleUnaryOperator change) {
        return Arrays.stream(values).map(change).toArray();
    }

    private static FoldLosses first(FoldLosses losses, int labels) {
        var byLabel = new LinkedHashMap<String, double[]>();
        losses.labels().subList(0, labels).forEach(label -> byLabel.put(label, losses.complete(label)));
        return FoldLosses.of(losses.horizon(), losses.stride(), byLabel);
    }

    // ------------------------------------------------------------------------------------------------ what is asked

    private static ComparisonOptions options(int seed) {
        return new ComparisonOptions(ALPHA, DRAWS, -seed); // not the stream that the losses came from
    }

    /** Whether the printed verdict is that a label is better than another. */
    private static boolean shown(FoldLosses losses, String label, String other, int seed) {
        return Comparison.against(losses, other, options(seed).withReplications(100))
                        .claim(label)
                        .verdict()
                == Verdict.SHOWN;
    }

    private static boolean lacksOne(FoldLosses losses, ComparisonOptions options) {
        return ModelConfidenceSet.of(losses, options).members().size()
                < losses.labels().size();
    }

    private static boolean excludesZero(SkillInterval interval) {
        return interval.low() > 0 || interval.high() < 0;
    }

    /** The t statistic with Bartlett weights over one horizon, as it is often computed. */
    private static double bartlett(FoldLosses losses) {
        double[] a = losses.complete("m0");
        double[] b = losses.complete("m1");
        int folds = a.length;
        double mean = losses.mean("m0") - losses.mean("m1");
        double variance = 0;
        int bandwidth = losses.foldsPerHorizon();
        for (int lag = 0; lag < bandwidth; lag++) {
            double products = 0;
            for (int i = lag; i < folds; i++) {
                products += (a[i] - b[i] - mean) * (a[i - lag] - b[i - lag] - mean);
            }
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (double) bandwidth)) * products / folds;
        }
        return mean / Math.sqrt(variance / folds);
    }

    // ------------------------------------------------------------------------------------------------ printing

    private static void print(String title, String columns) {
        System.out.println("\n" + title + "\n\n| " + columns + " |");
        System.out.println("|" + " --- |".repeat(columns.split("\\|").length));
    }

    private void row(int[] plan, IntFunction<boolean[]> run) {
        System.out.print("| " + plan[0] + " | " + plan[1] + " | " + (plan[0] + plan[1] - 1) / plan[1]);
        percent(run);
    }

    /** Prints in how many runs each answer was yes. */
    private void percent(IntFunction<boolean[]> run) {
        int[] counts = IntStream.rangeClosed(1, runs)
                .parallel()
                .mapToObj(run)
                .map(answers -> IntStream.range(0, answers.length)
                        .map(i -> answers[i] ? 1 : 0)
                        .toArray())
                .reduce(new int[0], (a, b) -> a.length == 0 ? b : b.length == 0 ? a : sum(a, b));
        for (int count : counts) {
            System.out.print(String.format(Locale.ROOT, " | %.1f", 100.0 * count / runs));
        }
        System.out.println(" |");
    }

    private static int[] sum(int[] a, int[] b) {
        return IntStream.range(0, a.length).map(i -> a[i] + b[i]).toArray();
    }
}
