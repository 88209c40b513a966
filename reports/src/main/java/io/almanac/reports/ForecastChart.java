package io.almanac.reports;

import io.almanac.core.backtest.Scored;
import io.almanac.core.files.AtomicFile;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.TimeSeries;
import io.almanac.reports.internal.ForecastPanel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * A chart of forecasts of one channel beside what was observed, drawn by JFreeChart: as SVG text for a page or as a PNG
 * file. Intervals are those of the forecast that was added first. Immutable.
 *
 * <pre>{@code
 * ForecastChart.of(history, 0, "transformer", forecast).png(Path.of("forecast.png"), 960, 400);
 * }</pre>
 */
public final class ForecastChart {

    private final ForecastPanel panel;
    private final int channel;
    private final String title;

    private ForecastChart(ForecastPanel panel, int channel, String title) {
        this.panel = panel;
        this.channel = channel;
        this.title = title;
    }

    /** One channel of a forecast, the end of its history, and nothing of what happened then. */
    public static ForecastChart of(TimeSeries history, int channel, String label, Forecast forecast) {
        return of(history, channel, label, forecast, new double[0]);
    }

    /** One channel of a forecast beside what happened. */
    public static ForecastChart of(Scored scored, int channel) {
        double[] actual = new double[scored.forecast().horizon()];
        Arrays.setAll(actual, step -> scored.actual(channel, step));
        return of(scored.history(), channel, scored.label(), scored.forecast(), actual);
    }

    private static ForecastChart of(TimeSeries history, int channel, String label, Forecast forecast, double[] actual) {
        Objects.checkIndex(channel, history.schema().channels().size());
        int steps = ForecastPanel.tail(history.schema().season(), forecast.horizon());
        ForecastPanel panel = ForecastPanel.of(history, channel, steps, forecast.axis(), actual)
                .with(label, 0, forecast, channel);
        return new ForecastChart(panel, channel, "Forecast of " + history.id());
    }

    /**
     * The chart with one more point forecast of the same steps.
     *
     * @throws IllegalArgumentException if the steps differ or no more lines can be told apart
     */
    public ForecastChart with(String label, Forecast forecast) {
        if (!forecast.axis().equals(panel.axis())) {
            throw new IllegalArgumentException("a chart has one horizon, " + panel.axis() + "; got " + forecast);
        }
        ForecastPanel more = panel.with(label, panel.curves().size(), forecast, channel);
        if (more.curves().size() == panel.curves().size()) {
            throw new IllegalArgumentException("a chart shows at most "
                    + panel.curves().size() + " forecasts that can be told apart, got one more: " + label);
        }
        return new ForecastChart(more, channel, title);
    }

    /** The chart with another title, which those hear who do not see it. */
    public ForecastChart withTitle(String newTitle) {
        return new ForecastChart(panel, channel, newTitle);
    }

    /**
     * The chart as an SVG element that scales with its box.
     *
     * @throws IllegalStateException on a machine without fonts, with what to do about it
     */
    public String svg() {
        return panel.svg(panel.curves().get(0).label(), title);
    }

    /** Writes the chart as a PNG file of a size in pixels. */
    public void png(Path file, int width, int height) throws IOException {
        BufferedImage image = panel.image(panel.curves().get(0).label(), width, height);
        AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
    }
}
