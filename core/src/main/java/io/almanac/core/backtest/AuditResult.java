package io.almanac.core.backtest;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a {@link LeakageAudit} found.
 *
 * @param folds  that were audited, from 0
 * @param series how many series were audited
 * @param ofAll  how many the backtest has
 * @param labels one entry for each label, in the order of the run
 * @param limits what the audit can't see, a sentence or two
 */
public record AuditResult(List<Integer> folds, int series, int ofAll, List<Label> labels, String limits) {

    /** What stands at the end. */
    public enum Verdict {
        /** No change after the cutoff moved a bit of a forecast. */
        PASSED,
        /** Some did: the forecasts depend on what was not known. */
        LEAKS,
        /** Two runs on the same data differ, so a leak could not be told from chance. */
        NOT_REPRODUCIBLE,
        /** There was no forecast that could have moved. */
        NOTHING_TO_COMPARE
    }

    /**
     * One label.
     *
     * @param changes   changes tried, over all folds
     * @param forecasts forecasts in the folds that were audited
     * @param findings  one for each change and fold that moved a forecast
     */
    public record Label(String label, Verdict verdict, int changes, int forecasts, List<Finding> findings) {

        public Label {
            findings = List.copyOf(findings);
        }

        public boolean passed() {
            return verdict == Verdict.PASSED;
        }
    }

    /**
     * A change after the cutoff of a fold that moved forecasts.
     *
     * @param fold       from 0
     * @param moved      forecasts, or refusals, that are not the same to the bit
     * @param id         the series where the difference is largest
     * @param channel    there; empty if it is not a number that differs
     * @param step       there, from 0 within the horizon; -1 if it is not a number that differs
     * @param difference there, without sign, in the unit of the series; NaN if it is not a number that differs
     * @param what       which number it is, or what else differs
     */
    public record Finding(
            int fold,
            AuditChange change,
            int moved,
            String id,
            String channel,
            int step,
            double difference,
            String what) {

        /** In words, for a person. */
        public String text() {
            String where = change.text() + " in fold " + (fold + 1) + ": " + id;
            return step < 0
                    ? where + ", " + what
                    : where + ", " + channel + ", step " + (step + 1) + ", " + what
                            + String.format(Locale.ROOT, " by %.3g", difference);
        }
    }

    public AuditResult {
        folds = List.copyOf(folds);
        labels = List.copyOf(labels);
    }

    /** Whether all labels passed. */
    public boolean passed() {
        return labels.stream().allMatch(Label::passed);
    }

    /** One line for each label, for a person. */
    public List<String> lines() {
        return labels.stream().map(label -> "audit: " + line(label)).toList();
    }

    private String line(Label label) {
        List<Finding> found = label.findings();
        return label.label()
                + switch (label.verdict()) {
                    case PASSED ->
                        " passed " + label.changes() + " changes in " + folds.size()
                                + (folds.size() == 1 ? " fold" : " folds")
                                + (series < ofAll ? ", " + series + " of " + ofAll + " series" : "");
                    case LEAKS ->
                        " FAILED: what came after the cutoff moved its forecasts, by "
                                + found.size() + " of " + label.changes() + " changes ("
                                + found.stream()
                                        .map(one -> one.change().text())
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + "); most by " + largest(found).text();
                    case NOT_REPRODUCIBLE ->
                        " FAILED: not reproducible, two runs on the same data differ; most by "
                                + largest(found).text();
                    case NOTHING_TO_COMPARE -> " FAILED: it has no forecast that could be compared";
                };
    }

    /** NaN counts as larger than any number. */
    private static Finding largest(List<Finding> findings) {
        return findings.stream()
                .max(Comparator.comparingDouble(Finding::difference))
                .orElseThrow();
    }

    /** The lines of the labels, all findings, and what the audit can't see. */
    public String text() {
        var text = new StringBuilder();
        for (int i = 0; i < labels.size(); i++) {
            text.append(lines().get(i)).append('\n');
            labels.get(i)
                    .findings()
                    .forEach(one -> text.append("  ")
                            .append(one.moved())
                            .append(" moved by ")
                            .append(one.text())
                            .append('\n'));
        }
        return text.append(limits).append('\n').toString();
    }
}
