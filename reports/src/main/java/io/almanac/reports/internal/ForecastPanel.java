package io.almanac.reports.internal;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Levels;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;

/**
 * What one chart of forecasts shows: one channel of one series around one cutoff. It holds copies, no views.
 *
 * @param pastAxis the steps before the cutoff that are shown
 * @param past     what was observed there, NaN where missing
 * @param axis     the forecast steps
 * @param actual   what happened there; empty where it is not known
 * @param curves   the forecasts, at most as many as can be told apart
 */
@SuppressWarnings("ArrayRecordComponent") // filled once, inside this package, and then only read
public record ForecastPanel(
        String unit, TimeAxis pastAxis, double[] past, TimeAxis axis, double[] actual, List<Curve> curves) {

    /**
     * One forecaster's forecast of the panel's channel.
     *
     * @param line  which colour and dash
     * @param bands its intervals, the widest first
     */
    public record Curve(String label, int line, double[] points, List<Band> bands) {

        private Stream<double[]> values() {
            return Stream.concat(Stream.of(points), bands.stream().flatMap(band -> Stream.of(band.low(), band.high())));
        }
    }

    /** The bounds of one level. */
    public record Band(int level, double[] low, double[] high) {}

    private static final int WIDTH = 480;
    private static final int HEIGHT = 250;
    private static final int LEAST_STEPS = 20;
    private static final int MOST_STEPS = 400;

    public ForecastPanel {
        curves = List.copyOf(curves);
    }

    /** The steps of history that tell enough about a forecast: two seasons or two horizons. */
    public static int tail(int season, int horizon) {
        return Math.max(LEAST_STEPS, Math.min(MOST_STEPS, 2 * Math.max(season, horizon)));
    }

    /** A panel without forecasts; {@code actual} is empty or as long as the axis. */
    public static ForecastPanel of(TimeSeries history, int channel, int steps, TimeAxis axis, double[] actual) {
        TimeSeries shown = history.last(steps);
        double[] past = new double[shown.length()];
        shown.copyTo(channel, 0, past);
        String unit = history.schema().channels().get(channel);
        return new ForecastPanel(unit, shown.axis(), past, axis, actual, List.of());
    }

    /**
     * The panel and one more forecast.
     *
     * @param line which colour and dash; the panel stays as it is where there are no more to be told apart
     */
    public ForecastPanel with(String label, int line, Forecast forecast, int channel) {
        if (line >= Palette.LINES) {
            return this;
        }
        double[] points = new double[forecast.horizon()];
        Arrays.setAll(points, step -> forecast.point(channel, step));
        List<Band> bands = new ArrayList<>();
        for (int level : Levels.of(forecast.quantiles())) {
            int low = forecast.quantiles().indexOf(Levels.lower(level));
            int high = forecast.quantiles().indexOf(Levels.upper(level));
            bands.add(0, new Band(level, values(forecast, low, channel), values(forecast, high, channel)));
        }
        List<Curve> more = new ArrayList<>(curves);
        more.add(new Curve(label, line, points, bands));
        return new ForecastPanel(unit, pastAxis, past, axis, actual, more);
    }

    private static double[] values(Forecast forecast, int quantile, int channel) {
        double[] values = new double[forecast.horizon()];
        Arrays.setAll(values, step -> forecast.quantile(quantile, channel, step));
        return values;
    }

    /** The levels of a label's intervals, ascending; empty where it has none or is not shown. */
    public List<Integer> levels(String label) {
        return curves.stream()
                .filter(curve -> curve.label().equals(label))
                .flatMap(curve -> curve.bands().stream())
                .map(Band::level)
                .sorted()
                .toList();
    }

    /** The panel as SVG, with the intervals of one label; of none if it is not shown. */
    String svg(String bandsOf, String id, String title, UnaryOperator<String> colors) {
        return SvgChart.draw(plot(bandsOf).chart(false), WIDTH, HEIGHT, id, title, colors);
    }

    /** One label's part of the panel as SVG, on the scale of the whole panel with all its intervals. */
    String svgOf(Curve curve, String id, String title, UnaryOperator<String> colors) {
        var alone = new ForecastPanel(unit, pastAxis, past, axis, actual, List.of(curve));
        double[] all = Stream.concat(Stream.of(past, actual), curves.stream().flatMap(Curve::values))
                .flatMapToDouble(Arrays::stream)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double low = Arrays.stream(all).min().orElse(0);
        double high = Arrays.stream(all).max().orElse(0);
        JFreeChart chart = alone.plot(curve.label()).range(low, high).chart(false);
        return SvgChart.draw(chart, WIDTH, HEIGHT, id, title, colors);
    }

    /** The panel as SVG for use alone: with a legend and plain colours. */
    public String svg(String bandsOf, String title) {
        return SvgChart.draw(plot(bandsOf).chart(true), 2 * WIDTH, 2 * HEIGHT - 100, "forecast", title, hex -> hex);
    }

    /** The panel as an image with a legend. */
    public BufferedImage image(String bandsOf, int width, int height) {
        return plot(bandsOf).chart(true).createBufferedImage(width, height);
    }

    private LinePlot plot(String bandsOf) {
        LinePlot plot = LinePlot.over(axis, unit);
        double[] x = LinePlot.positions(axis);
        for (Curve curve : curves) {
            if (curve.label().equals(bandsOf)) {
                for (int i = 0; i < curve.bands().size(); i++) {
                    Band band = curve.bands().get(i);
                    float opacity = i == 0 && curve.bands().size() > 1 ? 0.16f : 0.26f;
                    plot.band(
                            "level " + band.level(), x, band.low(), band.high(), Palette.color(curve.line()), opacity);
                }
            }
        }
        double[] before = LinePlot.positions(pastAxis);
        if (past.length > 0) {
            plot.mark(before[past.length - 1], "cutoff ");
        }
        drawObserved(plot, 1.3f);
        for (Curve curve : curves) {
            plot.line(
                    curve.label(), x, curve.points(), Palette.color(curve.line()), Palette.stroke(curve.line(), 1.8f));
        }
        return plot;
    }

    /** The line of what was observed, with a hole where a gap lies between the history and the forecast steps. */
    void drawObserved(LinePlot plot, float width) {
        double[] x = LinePlot.positions(pastAxis);
        double[] y = past;
        if (actual.length > 0) {
            boolean gap = pastAxis.tick(pastAxis.length()) != axis.tick(0);
            double[] hole = gap ? new double[] {Double.NaN} : new double[0];
            double[] between = gap ? new double[] {LinePlot.position(axis, 0)} : hole;
            x = joined(x, between, LinePlot.positions(axis));
            y = joined(y, hole, actual);
        }
        plot.line("actual", x, y, Palette.INK, Palette.stroke(0, width));
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
