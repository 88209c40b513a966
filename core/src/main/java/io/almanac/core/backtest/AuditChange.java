package io.almanac.core.backtest;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.TimeSeries;

/**
 * What a {@link LeakageAudit} does to series after a cutoff. What was known at the cutoff stays: every step up to it as it
 * was published by then, static covariates, and future covariates up to the end of the horizon in the version that was
 * known. Of a step that changes, all vintages do.
 *
 * <p>Changed numbers stay what they were in kind, so that code which checks its input goes on working: whole numbers stay
 * whole, what is nowhere negative does not become so, and a category becomes another that the series has.
 */
public enum AuditChange {
    /** None: a run on the same data must give the same bits, or nothing can be said. */
    NOTHING("nothing") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            return series;
        }
    },
    /** Other values of the channels, above and below all that there were; missing ones stay missing. */
    VALUES("values") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var numbers = new SeriesNumbers(series);
            numbers.channels().forEach(channel -> numbers.move(channel, known));
            return numbers.series();
        }
    },
    /**
     * Other values of channels and past covariates, where the last step before the cutoff is missing: what fills it from
     * both sides looks ahead.
     */
    AFTER_A_HOLE("values after a hole at the cutoff") {
        @Override
        TimeSeries before(TimeSeries series, int known) {
            var numbers = new SeriesNumbers(series);
            if (known > 0) {
                numbers.observed().forEach(variable -> numbers.remove(variable, known - 1));
            }
            return numbers.series();
        }

        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var numbers = new SeriesNumbers(series);
            numbers.observed().forEach(variable -> numbers.move(variable, known));
            return numbers.series();
        }
    },
    /** Other values of the past covariates. */
    PAST_COVARIATES("past covariates") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var numbers = new SeriesNumbers(series);
            numbers.covariates(Covariate.Kind.PAST).forEach(variable -> numbers.move(variable, known));
            return numbers.series();
        }
    },
    /** Other values of the future covariates, after the horizon. */
    FUTURE_COVARIATES("future covariates after the horizon") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var numbers = new SeriesNumbers(series);
            numbers.covariates(Covariate.Kind.FUTURE).forEach(variable -> numbers.move(variable, asked));
            return numbers.series();
        }
    },
    /** Other values in all vintages that were published after the cutoff, whatever step they are of. */
    VINTAGES("later vintages") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var numbers = new SeriesNumbers(series);
            numbers.moveVintages(known);
            return numbers.series();
        }
    },
    /** Values and past covariates are missing elsewhere: every other one goes, and what was missing is there. */
    MISSING("where values are missing") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var numbers = new SeriesNumbers(series);
            numbers.observed().forEach(variable -> numbers.swapMissing(variable, known));
            return numbers.series();
        }
    },
    /** The data end at the cutoff; where that would leave none of a series, after its first step. */
    SHORTER("fewer steps") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            int left = Math.max(1, known);
            TimeSeries rest = series.asOf(left, series.length() + series.ahead() - left);
            return new SeriesNumbers(rest).series(); // a copy: nothing later is left anywhere
        }
    },
    /** As many steps follow the last as there are after the cutoff, and repeat those. */
    LONGER("more steps") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var numbers = new SeriesNumbers(series);
            numbers.repeatLast(series.length() - known);
            return numbers.series();
        }
    };

    private final String text;

    AuditChange(String text) {
        this.text = text;
    }

    /** What changes, for a person. */
    public String text() {
        return text;
    }

    /** The series that the changed one is compared with; as it is but for {@link #AFTER_A_HOLE}. */
    TimeSeries before(TimeSeries series, int known) {
        return series;
    }

    /**
     * The series with another future.
     *
     * @param series what {@link #before} gave
     * @param known  steps up to the cutoff, fewer than there are
     * @param asked  steps up to the end of the horizon
     */
    abstract TimeSeries after(TimeSeries series, int known, int asked);
}
