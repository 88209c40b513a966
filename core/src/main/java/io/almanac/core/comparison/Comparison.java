package io.almanac.core.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is better, with what evidence: what a report prints and a gate decides by.
 *
 * <p>Everything rests on {@link FoldLosses#spaced()}: complete folds at least one horizon apart. The test is that of
 * Diebold and Mariano at lag 0, and the one with fixed-b critical values where neighbouring folds
 * {@linkplain DieboldMariano#correlated() correlate} all the same. See docs/comparison.md.
 *
 * @param claims every comparison that was made, in the order of the labels
 * @param set    the labels that may be the best of all
 */
public record Comparison(List<Claim> claims, ModelConfidenceSet set) {

    /**
     * One comparison and what came of it.
     *
     * @param test        the test behind it, before Holm
     * @param alternative what was claimed
     * @param p           of the claim, after Holm over all claims that could be tested; NaN where it could not
     * @param tests       how many claims Holm ran over
     * @param allFolds    folds of the run, of which the test used some
     * @param verdict     at the alpha of the options
     * @param skill       of the label against the other
     * @param inSet       whether the label is a member of the model confidence set
     */
    public record Claim(
            DieboldMariano test,
            Alternative alternative,
            double p,
            int tests,
            int allFolds,
            Verdict verdict,
            SkillInterval skill,
            boolean inSet) {

        /** Whose claim it is. */
        public String label() {
            return test.label();
        }

        /** What it is compared with. */
        public String other() {
            return test.other();
        }

        /** The verdict in one plain sentence without a full stop. */
        public String sentence() {
            if (verdict == Verdict.NOT_TESTABLE) {
                return test.toString();
            }
            String claim = switch (alternative) {
                case BETTER -> label() + (verdict == Verdict.SHOWN ? " is shown" : " is not shown") + " to be better";
                case DIFFERENT ->
                    verdict == Verdict.SHOWN
                            ? label() + " is shown to be " + (test.difference() < 0 ? "better" : "worse")
                            : label() + " is not shown to be better or worse";
            };
            String folds = test.folds() == allFolds
                    ? allFolds + " folds"
                    : test.folds() + " of " + allFolds + " folds, at least one horizon apart";
            String rule = test.kernel() == DieboldMariano.Kernel.BARTLETT
                    ? ", fixed-b critical values as neighbouring folds correlate"
                    : "";
            String sides = alternative == Alternative.BETTER ? ", one-sided p " : ", p ";
            String note = test.note().isEmpty() ? "" : "; " + test.note();
            return claim + " than " + other() + " (Diebold-Mariano, " + folds + rule + sides + PValue.text(p)
                    + (tests > 1 ? " after Holm" : "") + ")" + note;
        }

        @Override
        public String toString() {
            return sentence();
        }
    }

    public Comparison {
        claims = List.copyOf(claims);
    }

    /**
     * Claims that each label is better than a baseline, one-sided.
     *
     * @throws IllegalArgumentException if no losses are of the baseline
     */
    public static Comparison against(FoldLosses losses, String baseline, ComparisonOptions options) {
        if (!losses.labels().contains(baseline)) {
            throw new IllegalArgumentException("baseline must be one of " + losses.labels() + ", was " + baseline);
        }
        FoldLosses spaced = losses.spaced();
        List<DieboldMariano> tests = losses.labels().stream()
                .filter(label -> !label.equals(baseline))
                .map(label -> test(spaced, label, baseline))
                .toList();
        return of(losses.folds(), spaced, tests, Alternative.BETTER, options);
    }

    /** Claims that the labels of each pair differ, two-sided. */
    public static Comparison pairs(FoldLosses losses, ComparisonOptions options) {
        FoldLosses spaced = losses.spaced();
        List<String> labels = losses.labels();
        List<DieboldMariano> tests = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            for (int j = i + 1; j < labels.size(); j++) {
                tests.add(test(spaced, labels.get(i), labels.get(j)));
            }
        }
        return of(losses.folds(), spaced, tests, Alternative.DIFFERENT, options);
    }

    /** At lag 0; where folds correlate beyond the horizon all the same, with the law that allows for it. */
    private static DieboldMariano test(FoldLosses spaced, String label, String other) {
        DieboldMariano test = DieboldMariano.of(spaced, label, other);
        return test.correlated() ? DieboldMariano.fixedB(spaced, label, other) : test;
    }

    private static Comparison of(
            int allFolds,
            FoldLosses spaced,
            List<DieboldMariano> tests,
            Alternative alternative,
            ComparisonOptions options) {
        double[] p = Holm.adjust(
                tests.stream().mapToDouble(test -> test.p(alternative)).toArray());
        int tested = (int) tests.stream().filter(DieboldMariano::testable).count();
        ModelConfidenceSet set = ModelConfidenceSet.of(spaced, options);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            DieboldMariano test = tests.get(i);
            claims.add(new Claim(
                    test,
                    alternative,
                    p[i],
                    tested,
                    allFolds,
                    Verdict.at(p[i], options.alpha()),
                    SkillInterval.of(spaced, test.label(), test.other(), options),
                    set.members().contains(test.label())));
        }
        return new Comparison(claims, set);
    }

    /**
     * The first claim of a label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Claim claim(String label) {
        return claims.stream()
                .filter(claim -> claim.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("label must be one of "
                        + claims.stream().map(Claim::label).distinct().toList() + ", was " + label));
    }
}
