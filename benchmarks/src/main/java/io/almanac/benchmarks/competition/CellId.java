package io.almanac.benchmarks.competition;

/**
 * What decides the numbers of a cell, but for the version of the code and the machine. A cell with the same id is not
 * computed again.
 *
 * @param set        name of the {@link CompetitionSet}
 * @param group      name of the group
 * @param label      of the forecaster in the tables
 * @param seed       of the fit
 * @param forecaster id of the forecaster
 * @param config     its whole configuration as JSON in one line, defaults included
 * @param data       hash of the series
 */
record CellId(String set, String group, String label, long seed, String forecaster, String config, String data) {}
