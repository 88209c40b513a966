package io.almanac.cli;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.repair.Cap;
import io.almanac.core.repair.Fill;
import io.almanac.core.repair.Repair;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that decides the result of a backtest but the forecasters, as plain values: what {@code provenance.json} keeps and
 * a replay runs again.
 *
 * @param data     what was read, as the user gave it
 * @param reading  the options that say how it was read, as on the command line
 * @param levels   of the intervals, in percent
 * @param fill     what models see instead of missing values, as on the command line
 * @param cap      whether models see outliers at the bound that they exceed
 * @param fallback the id of what stands in for refusals
 */
record BacktestSetup(
        String data,
        List<String> reading,
        BacktestPlan plan,
        List<Integer> levels,
        long seed,
        String device,
        String fill,
        boolean cap,
        Optional<String> fallback) {

    /** A forecaster with its whole configuration, so that a later change of a default changes no replay. */
    record Labelled(String label, String id, Record config) {}

    static final String NO_FILL = "none";

    BacktestSetup {
        reading = List.copyOf(reading);
        levels = List.copyOf(levels);
        repair(fill, cap);
        fallback.ifPresent(BacktestSetup::standIn);
    }

    Repair repair() {
        return repair(fill, cap);
    }

    Optional<Forecaster> standIn() {
        return fallback.map(BacktestSetup::standIn);
    }

    /** Capping comes before filling, which would else spread an outlier. */
    static Repair repair(String fill, boolean cap) {
        Repair first = cap ? new Cap() : Repair.NONE;
        try {
            return fill.equalsIgnoreCase(NO_FILL) ? first : first.then(Fill.valueOf(fill.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--fill must be none, forward, linear or seasonal, was \"" + fill + "\"", e);
        }
    }

    private static Forecaster standIn(String id) {
        try {
            return Forecasters.create(id);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--fallback: " + e.getMessage(), e);
        }
    }
}
