package io.almanac.benchmarks.longhorizon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowLossesTest {

    @TempDir
    private Path folder;

    @Test
    void areThoseOfAPlainLoopOverWindowsChannelsAndSteps() throws IOException {
        Made.write(folder, Made.SET, 100, 3);
        ScaledSet data = ScaledSet.read(folder, Made.SET);
        TimeSeries series = data.series();
        Part test = data.borders().testPart();
        List<WindowLosses> losses;
        try (ForecastModel model = model("seasonal-naive", data, test)) {
            losses = WindowLosses.of(model, series, test, List.of(2, 5));
        }
        for (int i = 0; i < 2; i++) {
            int horizon = List.of(2, 5).get(i);
            double squares = 0;
            double sizes = 0;
            int windows = 0;
            for (int cutoff = 80; cutoff + horizon <= 100; cutoff++) {
                double squaresOfWindow = 0;
                for (int channel = 0; channel < 3; channel++) {
                    for (int step = 0; step < horizon; step++) {
                        double error =
                                series.value(channel, cutoff + step) - series.value(channel, cutoff - 4 + step % 4);
                        squaresOfWindow += error * error;
                        sizes += Math.abs(error);
                    }
                }
                assertEquals(squaresOfWindow / horizon / 3, losses.get(i).squared(cutoff - 80), 1e-12);
                squares += squaresOfWindow;
                windows++;
            }
            assertEquals(windows, losses.get(i).windows());
            assertEquals(squares / windows / horizon / 3, losses.get(i).mse(), 1e-12);
            assertEquals(sizes / windows / horizon / 3, losses.get(i).mae(), 1e-12);
        }
    }

    @Test
    void ofOneHorizonAreThoseThatALongerOneGivesForIt() throws IOException {
        Made.write(folder, Made.SET, 100, 2);
        ScaledSet data = ScaledSet.read(folder, Made.SET);
        Part block = data.borders().blocks(3).get(0);
        try (ForecastModel model = model("naive", data, block)) {
            WindowLosses alone =
                    WindowLosses.of(model, data.series(), block, List.of(2)).get(0);
            WindowLosses both =
                    WindowLosses.of(model, data.series(), block, List.of(2, 5)).get(0);
            assertEquals(9, alone.windows()); // blocks of 80 / 8 rows
            assertEquals(alone.mse(), both.mse());
        }
    }

    @Test
    void aRefusedWindowEndsTheRun() throws IOException {
        Made.write(folder, Made.SET, 100, 2);
        ScaledSet data = ScaledSet.read(folder, Made.SET);
        Part test = data.borders().testPart();
        try (ForecastModel model = model("naive", data, test)) {
            TimeSeries empty = data.series().withValues(new double[][] {gaps(), gaps()});
            var e = assertThrows(IllegalStateException.class, () -> WindowLosses.of(model, empty, test, List.of(2)));
            assertTrue(String.valueOf(e.getMessage()).startsWith("refused after step 80: "));
        }
    }

    private static double[] gaps() {
        double[] gaps = new double[100];
        Arrays.fill(gaps, Double.NaN);
        return gaps;
    }

    private static ForecastModel model(String id, ScaledSet data, Part part) {
        return Forecasters.create(id).fit(SeriesSet.of(data.fitted(part)), FitOptions.of(5));
    }
}
