package io.almanac.datasets.tables;

import java.util.List;

/**
 * What a table of forecasts turned out to hold.
 *
 * @param rows          of the table
 * @param series        ids
 * @param folds         the most cutoffs of a series
 * @param oneTimeForAll whether a fold is at one time in all series
 * @param horizon       the most steps of a forecast
 * @param trials        how many pairs of a series and a fold were handed on
 * @param notes         what a reader should know, a sentence each
 */
public record ForecastTableSummary(
        long rows, int series, int folds, boolean oneTimeForAll, int horizon, long trials, List<String> notes) {

    public ForecastTableSummary {
        notes = List.copyOf(notes);
    }
}
