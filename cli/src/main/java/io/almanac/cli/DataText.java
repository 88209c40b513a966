package io.almanac.cli;

import io.almanac.core.series.DataReport;
import io.almanac.core.series.Schema;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was read, as text for a person. */
final class DataText {

    private DataText() {}

    static String of(DataReport report, Schema schema) {
        var text = new StringBuilder();
        line(text, "source", report.source());
        line(text, "layout", report.layout());
        line(text, "frequency", report.frequency());
        line(
                text,
                "season",
                schema.seasons().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " steps");
        line(text, "series", number(report.series()));
        line(text, "channels", number(report.channels()));
        line(text, "rows", number(report.rows()));
        line(text, "time", report.first() + " to " + report.last());
        line(
                text,
                "steps",
                report.shortest() == report.longest()
                        ? number(report.longest())
                        : number(report.shortest()) + " to " + number(report.longest()));
        line(
                text,
                "missing",
                number(report.missing()) + " of " + number(report.values()) + " values; " + number(report.inserted())
                        + " steps had no row");
        report.covariates().forEach(covariate -> line(text, "covariate", covariate));
        report.vintages().ifPresent(vintages -> line(text, "vintages", vintages.toString()));
        if (report.findings().isEmpty()) {
            line(text, "findings", "none");
        }
        report.findings().forEach(finding -> line(text, severity(finding), finding(finding)));
        return text.toString();
    }

    static String severity(DataReport.Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    static String finding(DataReport.Finding finding) {
        return finding.what() + ": " + number(finding.count()) + " (" + finding.example() + "); " + finding.action();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s %s%n", name, value));
    }
}
