package io.almanac.reports.internal;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.text.SimpleDateFormat;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.TimeZone;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTickUnit;
import org.jfree.chart.axis.DateTickUnitType;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Lines and bands over time or over numbers, in the look that all charts share. Mutable; for one chart. */
final class LinePlot {

    private static final float FONT_SIZE = 13;
    private static final int MOST_POINTS = 400;

    private final XYPlot plot = new XYPlot();
    private final YIntervalSeriesCollection bands = new YIntervalSeriesCollection();
    private final DeviationRenderer bandRenderer = new DeviationRenderer(false, false);
    private final XYSeriesCollection lines = new XYSeriesCollection();
    private final XYLineAndShapeRenderer lineRenderer = new XYLineAndShapeRenderer(true, false);
    private final Font font = ReportFont.of(FONT_SIZE);

    private LinePlot(ValueAxis domain, String unit) {
        lineRenderer.setDrawSeriesLineAsPath(true);
        plot.setDataset(0, bands);
        plot.setRenderer(0, bandRenderer);
        plot.setDataset(1, lines);
        plot.setRenderer(1, lineRenderer);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainAxis(look(domain));
        var range = new NumberAxis(unit);
        range.setAutoRangeIncludesZero(false);
        range.setNumberFormatOverride(null);
        range.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ENGLISH));
        plot.setRangeAxis(look(range));
        plot.setBackgroundPaint(Palette.PAPER);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    /** Over the times of an axis, or the integers of one without dates. */
    static LinePlot over(TimeAxis axis, String unit) {
        if (axis.frequency().isInteger()) {
            return over("step", unit);
        }
        var zone = TimeZone.getTimeZone(axis.zone().orElse(ZoneOffset.UTC));
        var dates = new DateAxis("", zone, Locale.ENGLISH);
        dates.setStandardTickUnits(dateUnits(zone));
        return new LinePlot(dates, unit);
    }

    /** Over whole numbers. */
    static LinePlot over(String numbers, String unit) {
        var axis = new NumberAxis(numbers);
        axis.setAutoRangeIncludesZero(false);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ENGLISH));
        return new LinePlot(axis, unit);
    }

    /** Where the steps of an axis lie on the plot's own. */
    static double[] positions(TimeAxis axis) {
        double[] x = new double[axis.length()];
        Arrays.setAll(x, step -> position(axis, step));
        return x;
    }

    static double position(TimeAxis axis, int step) {
        return axis.frequency().isInteger() ? axis.instant(step) : axis.instant(step) * 1000.0;
    }

    private static TickUnits dateUnits(TimeZone zone) {
        var units = new TickUnits();
        for (int n : new int[] {1, 2, 5, 10, 20, 50, 100}) {
            units.add(unit(DateTickUnitType.YEAR, n, "yyyy", zone));
        }
        for (int n : new int[] {1, 2, 3, 6}) {
            units.add(unit(DateTickUnitType.MONTH, n, "MMM yyyy", zone));
        }
        for (int n : new int[] {1, 2, 4, 7, 14}) {
            units.add(unit(DateTickUnitType.DAY, n, "d MMM", zone));
        }
        for (int n : new int[] {1, 2, 4, 6, 12}) {
            units.add(unit(DateTickUnitType.HOUR, n, "d MMM HH:mm", zone));
        }
        for (int n : new int[] {1, 5, 15, 30}) {
            units.add(unit(DateTickUnitType.MINUTE, n, "HH:mm", zone));
        }
        for (int n : new int[] {1, 5, 15, 30}) {
            units.add(unit(DateTickUnitType.SECOND, n, "HH:mm:ss", zone));
        }
        return units;
    }

    private static DateTickUnit unit(DateTickUnitType type, int multiple, String pattern, TimeZone zone) {
        var format = new SimpleDateFormat(pattern, Locale.ENGLISH);
        format.setTimeZone(zone);
        return new DateTickUnit(type, multiple, format);
    }

    private <A extends ValueAxis> A look(A axis) {
        axis.setLabelFont(font);
        axis.setTickLabelFont(font);
        axis.setLabelPaint(Palette.FAINT);
        axis.setTickLabelPaint(Palette.FAINT);
        axis.setAxisLinePaint(Palette.GRID);
        axis.setTickMarkPaint(Palette.GRID);
        axis.setLowerMargin(0.01);
        axis.setUpperMargin(0.02);
        return axis;
    }

    /** Lines have a dot at each point, so that those between two holes are seen. */
    LinePlot dotted() {
        lineRenderer.setDefaultShape(new Ellipse2D.Double(-2.5, -2.5, 5, 5));
        lineRenderer.setAutoPopulateSeriesShape(false);
        lineRenderer.setDefaultShapesVisible(true);
        plot.getDomainAxis().setLowerMargin(0.03);
        plot.getRangeAxis().setLowerMargin(0.05);
        return this;
    }

    /** A line; NaN leaves a hole. Long ones are thinned to the extremes of equal stretches. */
    LinePlot line(String name, double[] x, double[] y, Color color, BasicStroke stroke) {
        int index = lines.getSeriesCount();
        var series = new XYSeries(unused(name), false, true);
        for (int i : thinned(y)) {
            series.add(x[i], y[i], false);
        }
        lines.addSeries(series);
        lineRenderer.setSeriesPaint(index, color);
        lineRenderer.setSeriesStroke(index, stroke);
        return this;
    }

    /** JFreeChart tells series apart by key, and a user's label may equal one of ours. */
    private String unused(String name) {
        String key = name;
        while (lines.indexOf(key) >= 0) {
            key += " ";
        }
        return key;
    }

    /** The indices that are drawn: of each stretch the lowest and the highest value, in order. */
    static int[] thinned(double[] y) {
        if (y.length <= MOST_POINTS) {
            int[] all = new int[y.length];
            Arrays.setAll(all, i -> i);
            return all;
        }
        int stretches = MOST_POINTS / 2;
        int[] kept = new int[MOST_POINTS];
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) s * y.length / stretches);
            int end = (int) ((long) (s + 1) * y.length / stretches);
            int low = from;
            int high = from;
            for (int i = from; i < end; i++) {
                low = y[i] < y[low] || Double.isNaN(y[low]) ? i : low;
                high = y[i] > y[high] || Double.isNaN(y[high]) ? i : high;
            }
            kept[2 * s] = Math.min(low, high);
            kept[2 * s + 1] = Math.max(low, high);
        }
        return Arrays.stream(kept).distinct().toArray();
    }

    /** An area between two lines, behind all lines. */
    LinePlot band(String name, double[] x, double[] low, double[] high, Color color, float opacity) {
        int index = bands.getSeriesCount();
        var series = new YIntervalSeries(name, false, true);
        for (int i = 0; i < x.length; i++) {
            series.add(x[i], (low[i] + high[i]) / 2, low[i], high[i]);
        }
        bands.addSeries(series);
        Color fill = new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * opacity));
        bandRenderer.setSeriesFillPaint(index, fill);
        bandRenderer.setAlpha(1);
        bandRenderer.setSeriesLinesVisible(index, false);
        bandRenderer.setSeriesVisibleInLegend(index, false);
        return this;
    }

    /** A vertical line with a word at its top; the word may be empty. */
    LinePlot mark(double x, String word) {
        var marker = new ValueMarker(x, Palette.FAINT, new BasicStroke(1, 0, 0, 1, new float[] {3, 3}, 0));
        if (!word.isEmpty()) {
            marker.setLabel(word);
            marker.setLabelFont(font);
            marker.setLabelPaint(Palette.FAINT);
            marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
            marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
            marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        }
        plot.addDomainMarker(marker, Layer.BACKGROUND);
        return this;
    }

    /** A shaded stretch behind everything. */
    LinePlot shade(double from, double to) {
        plot.addDomainMarker(new IntervalMarker(from, to, Palette.SHADE), Layer.BACKGROUND);
        return this;
    }

    /** Fixes the vertical axis, so that charts can be compared. */
    LinePlot range(double low, double high) {
        double margin = 0.04 * (high - low);
        if (margin > 0) {
            plot.getRangeAxis().setRange(low - margin, high + margin);
        }
        return this;
    }

    /** Shows zero on the vertical axis. */
    LinePlot fromZero() {
        ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(true);
        return this;
    }

    /** The chart, with or without JFreeChart's own legend. */
    JFreeChart chart(boolean legend) {
        var chart = new JFreeChart(null, font, plot, legend);
        chart.setBackgroundPaint(Palette.PAPER);
        chart.setPadding(new RectangleInsets(6, 0, 2, 24));
        if (legend) {
            chart.getLegend().setItemFont(font);
            chart.getLegend().setItemPaint(Palette.INK);
            chart.getLegend().setBackgroundPaint(Palette.PAPER);
            chart.getLegend().setFrame(org.jfree.chart.block.BlockBorder.NONE);
            chart.getLegend().setPosition(RectangleEdge.TOP);
        }
        return chart;
    }

    /** What the steps are called on an axis of the horizon. */
    static String stepsOf(Frequency frequency) {
        return frequency.isInteger() ? "steps ahead" : "steps ahead (" + frequency + ")";
    }
}
