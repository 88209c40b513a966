package io.almanac.benchmarks.longhorizon;

/**
 * What decides the numbers of a cell, but for the version of the code and the machine. A cell with the same id is not
 * computed again.
 *
 * @param set        name of the data set
 * @param part       name of the {@link Part} that is scored
 * @param horizon    steps that are scored
 * @param fitted     the horizon that the model was fitted for, at least the one that is scored
 * @param label      of the forecaster in the tables
 * @param seed       of the fit
 * @param forecaster id of the forecaster
 * @param config     its whole configuration as JSON in one line, defaults included
 * @param data       SHA-256 of the CSV
 */
record CellId(
        String set,
        String part,
        int horizon,
        int fitted,
        String label,
        long seed,
        String forecaster,
        String config,
        String data) {}
