package io.almanac.reports;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BacktestReportTest {
    @Test
    void sample() throws IOException {
        Path out = Path.of("/tmp/reports-out");
        SampleRun.hourly()
                .with("transformer", SampleRun.MODEL)
                .with("seasonal-naive", SampleRun.NAIVE)
                .write(out.resolve("hourly.html"), "Backtest of ETTh1.csv.gz");
        SampleRun.monthly("a", "passengers")
                .with("transformer", SampleRun.MODEL)
                .with("seasonal-naive", SampleRun.NAIVE)
                .with("small", new Guess("transformer", new Guess.Config(2, 0.8, 8)))
                .write(out.resolve("monthly.html"), "Backtest of air passengers");
        assertTrue(Files.size(out.resolve("hourly.html")) < 2_000_000);
    }
}
