package io.almanac.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ForecastChartTest {

    private static final Schema SCHEMA = Schema.univariate(Frequency.parse("h"));
    private static final TimeSeries SERIES = series(60);
    private static final TimeSeries HISTORY = SERIES.asOf(50, 0);

    @TempDir
    private Path folder;

    private static TimeSeries series(int length) {
        // The hours around the end of summer time in Berlin: the wall clock shows 02:00 twice on 30 October 2022.
        var start = LocalDateTime.of(2022, 10, 28, 0, 0).atZone(ZoneId.of("Europe/Berlin"));
        double[] values = new double[length];
        Arrays.setAll(values, t -> Math.sin(t / 4.0));
        return TimeSeries.wrap("s", SCHEMA, TimeAxis.of(SCHEMA.frequency(), start, length), new double[][] {values});
    }

    private static Forecast forecast(TimeAxis axis) {
        double[][] zero = {new double[axis.length()]};
        double[][] one = {new double[axis.length()]};
        Arrays.fill(one[0], 1);
        return Forecast.wrap("s", axis, PointKind.MEAN, zero, List.of(0.1, 0.9), new double[][][] {zero, one});
    }

    @Test
    void svgScalesAndKeepsItsWordsAsText() throws Exception {
        Forecast forecast = forecast(SERIES.axis().slice(50, 10));
        Trial trial = Trial.of(0, SERIES, HISTORY, 0, Map.of("a<b", forecast), Map.of());
        String svg = ForecastChart.of(trial.scored("a<b").orElseThrow(), 0)
                .with("other", forecast)
                .withTitle("Title & more")
                .svg();
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertEquals("", root.getAttribute("width"));
        assertEquals("0 0 960 400", root.getAttribute("viewBox"));
        assertEquals("Title & more", root.getAttribute("aria-label"));
        String words = root.getTextContent();
        for (String word : List.of("a<b", "other", "actual", "cutoff", "Oct")) {
            assertTrue(words.contains(word), word + " in " + words);
        }
    }

    @Test
    void pngHasTheSizeThatWasAskedFor() throws IOException {
        Path file = folder.resolve("chart.png");
        ForecastChart.of(HISTORY, 0, "a", forecast(HISTORY.axis().slice(50, 10)))
                .png(file, 640, 300);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(List.of(640, 300), List.of(image.getWidth(), image.getHeight()));
        assertTrue(Arrays.stream(image.getRGB(0, 0, 640, 300, null, 0, 640))
                        .distinct()
                        .count()
                > 10);
    }

    @Test
    void anAxisWithoutDatesIsLabelledWithSteps() {
        var axis = TimeAxis.integers(1, 30);
        var schema = Schema.univariate(axis.frequency());
        var history = TimeSeries.wrap("s", schema, axis, new double[][] {new double[30]});
        String svg = ForecastChart.of(history, 0, "a", forecast(axis.slice(30, 5)))
                .svg()
                .toLowerCase(Locale.ROOT);
        assertTrue(svg.contains(">step<"), svg);
        assertTrue(svg.contains(">30<"), svg);
    }

    @Test
    void anEmptyHistoryIsDrawnWithoutCutoff() {
        String svg = ForecastChart.of(
                        SERIES.asOf(0, 0), 0, "a", forecast(SERIES.axis().slice(0, 10)))
                .svg();
        assertTrue(svg.contains("<path") && !svg.contains("cutoff"), svg);
    }

    @Test
    void forecastsOfOtherStepsAreRefused() {
        ForecastChart chart =
                ForecastChart.of(HISTORY, 0, "a", forecast(HISTORY.axis().slice(50, 10)));
        Forecast later = forecast(HISTORY.axis().slice(51, 10));
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> chart.with("b", later))
                .getMessage());
        assertTrue(message.startsWith("a chart has one horizon, 10 steps of h from 2022-10-30T"), message);
    }

    @Test
    void moreLinesThanCanBeToldApartAreRefused() {
        Forecast forecast = forecast(HISTORY.axis().slice(50, 10));
        ForecastChart chart = ForecastChart.of(HISTORY, 0, "1", forecast);
        for (int i = 2; i <= 6; i++) {
            chart = chart.with(Integer.toString(i), forecast);
        }
        ForecastChart full = chart;
        assertEquals(
                "a chart shows at most 6 forecasts that can be told apart, got one more: 7",
                assertThrows(IllegalArgumentException.class, () -> full.with("7", forecast))
                        .getMessage());
    }
}
