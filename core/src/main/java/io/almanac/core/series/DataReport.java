package io.almanac.core.series;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found when data were read, and what was done about it. Nothing is repaired without a finding here.
 *
 * @param source     the file or the name of the bundled series, as the user gave it
 * @param layout     how it was understood, for a person: {@code wide, 7 channels}
 * @param frequency  the frequency, and how it is known: {@code h, the distance of 17,419 of 17,419 neighbours}
 * @param rows       rows of data read
 * @param first      the earliest time
 * @param last       the latest time
 * @param shortest   steps of the shortest series
 * @param longest    steps of the longest series
 * @param values     steps times channels over all series
 * @param missing    how many of them are NaN, inserted steps included
 * @param inserted   steps that had no row and were inserted as NaN
 * @param covariates each in words: {@code future temp, 24 steps ahead}
 * @param vintages   what was published when, if rows say so
 */
public record DataReport(
        String source,
        String layout,
        String frequency,
        long rows,
        int series,
        int channels,
        String first,
        String last,
        int shortest,
        int longest,
        long values,
        long missing,
        long inserted,
        List<String> covariates,
        Optional<Vintages> vintages,
        List<Finding> findings) {

    /** Whether trouble can make a forecast or its score wrong. */
    public enum Severity {
        /** Good to know; nothing depends on it, or it is cured. */
        NOTE,
        /** A forecast or its score may be wrong because of it. {@code --strict} stops at these. */
        WARNING
    }

    /**
     * One kind of trouble.
     *
     * @param code    the kind, for machines and for looking it up: {@code rows-out-of-order}
     * @param what    the kind in words, with the name of what it is about: {@code missing values of price}
     * @param count   how often
     * @param example the first, with its place: {@code line 17: 2016-07-02T01:00:00 follows …}
     * @param action  what was done or can be done
     */
    public record Finding(String code, Severity severity, String what, long count, String example, String action) {

        public Finding {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1, was " + count);
            }
        }
    }

    /**
     * The issue times of rows.
     *
     * @param rows   that have one
     * @param first  the earliest
     * @param last   the latest
     * @param delay  how much later what is issued is there to be used, as ISO 8601: {@code PT2H}
     * @param actual which vintage forecasts are compared with, {@code first} or {@code last}
     */
    public record Vintages(long rows, String first, String last, String delay, String actual) {

        /** For a person. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d rows issued from %s to %s", rows, first, last)
                    + (delay.equals("PT0S") ? "" : ", there to be used " + delay + " later")
                    + "; the " + actual + " version of a value counts";
        }
    }

    public DataReport {
        covariates = List.copyOf(covariates);
        findings = List.copyOf(findings);
    }

    /** The findings of one severity. */
    public List<Finding> findings(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    /** The same with other findings. */
    public DataReport withFindings(List<Finding> newFindings) {
        return with(covariates, newFindings);
    }

    /** The same with other covariates, each in words. */
    public DataReport withCovariates(List<String> newCovariates) {
        return with(newCovariates, findings);
    }

    private DataReport with(List<String> newCovariates, List<Finding> newFindings) {
        return new DataReport(
                source,
                layout,
                frequency,
                rows,
                series,
                channels,
                first,
                last,
                shortest,
                longest,
                values,
                missing,
                inserted,
                newCovariates,
                vintages,
                newFindings);
    }
}
