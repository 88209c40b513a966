package io.almanac.reports.internal;

import io.almanac.core.backtest.AuditResult;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Cell;
import io.almanac.reports.internal.ReportView.Paragraph;
import io.almanac.reports.internal.ReportView.Row;
import io.almanac.reports.internal.ReportView.Section;
import io.almanac.reports.internal.ReportView.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a report that says whether forecasts knew what came after their cutoffs. */
final class AuditSection {

    private static final int MOST_ROWS = 50;

    private AuditSection() {}

    /** What an audit found, and what it can't see. */
    static Section of(AuditResult audit) {
        List<Row> labels = new ArrayList<>();
        List<Row> findings = new ArrayList<>();
        for (AuditResult.Label label : audit.labels()) {
            labels.add(row(
                    label.label(),
                    verdict(label.verdict()),
                    Numbers.text(label.changes()),
                    Numbers.text(label.forecasts()),
                    Numbers.text(label.findings().size())));
            for (AuditResult.Finding finding : label.findings()) {
                findings.add(row(label.label(), Numbers.text(finding.moved()), finding.text()));
            }
        }
        String folds =
                audit.folds().stream().map(fold -> Integer.toString(fold + 1)).collect(Collectors.joining(", "));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                "", List.of("Label", "Verdict", "changes tried", "forecasts", "that moved one"), labels, false, false));
        if (!findings.isEmpty()) {
            blocks.add(new Table(
                    findings.size() > MOST_ROWS
                            ? "The first " + MOST_ROWS + " of " + Numbers.text(findings.size()) + " findings"
                            : "What moved forecasts",
                    List.of("Label", "Moved", "What changed, and where the difference is largest"),
                    findings.stream().limit(MOST_ROWS).toList(),
                    false,
                    true));
        }
        blocks.add(new Paragraph("Audited: " + (audit.folds().size() == 1 ? "fold " : "folds ") + folds + "; "
                + Numbers.text(audit.series()) + " of " + Numbers.text(audit.ofAll()) + " series. " + audit.limits()));
        List<String> failed = audit.labels().stream()
                .filter(label -> !label.passed())
                .map(AuditResult.Label::label)
                .toList();
        return new Section(
                "audit",
                "Leakage audit",
                failed.isEmpty()
                        ? "Passed: no change after a cutoff moved a forecast"
                        : "Failed by " + String.join(", ", failed),
                blocks);
    }

    private static Row row(String head, String... texts) {
        List<Cell> cells = new ArrayList<>();
        for (String text : texts) {
            cells.add(new Cell(text, false));
        }
        return new Row(head, cells);
    }

    private static String verdict(AuditResult.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "passed";
            case LEAKS -> "FAILED, it leaks";
            case NOT_REPRODUCIBLE -> "FAILED, not reproducible";
            case NOTHING_TO_COMPARE -> "FAILED, nothing to compare";
        };
    }
}
