package io.almanac.reports.internal;

import io.almanac.reports.internal.ReportView.LegendItem;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Colours and dashes of charts. The colours stay apart for people who do not see red and green as different (Okabe and
 * Ito 2008, "Color Universal Design"); the dashes stay apart in grey print.
 */
final class Palette {

    /** Text and what was observed. */
    static final Color INK = new Color(0x24292F);

    static final Color FAINT = new Color(0x6B7480);
    static final Color GRID = new Color(0xDDE1E6);
    static final Color PAPER = new Color(0xFFFFFE);
    static final Color SHADE = new Color(0xEEF1F4);

    private static final Color[] SERIES = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xE69F00),
    };
    private static final float[][] DASHES = {{}, {7, 3}, {2, 2.5f}, {8, 2.5f, 2, 2.5f}, {4, 2}, {12, 3}};

    /** How many lines can be told apart; a chart shows no more forecasters than that. */
    static final int LINES = SERIES.length;

    private static final Map<String, String> VARIABLES = variables();

    private Palette() {}

    private static Map<String, String> variables() {
        Map<String, String> names = new TreeMap<>(Map.of(
                hex(INK), "ink", hex(FAINT), "faint", hex(GRID), "grid", hex(PAPER), "paper", hex(SHADE), "shade"));
        for (int i = 0; i < SERIES.length; i++) {
            names.put(hex(SERIES[i]), "line" + i);
        }
        return names;
    }

    static Color color(int line) {
        return SERIES[line % SERIES.length];
    }

    static BasicStroke stroke(int line, float width) {
        float[] dash = DASHES[line % DASHES.length];
        return dash.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    /** The dashes as SVG writes them; empty for a solid line. */
    static String dashes(int line) {
        return Arrays.toString(DASHES[line % DASHES.length])
                .replaceAll("[\\[\\],]", "")
                .replace(".0", "");
    }

    /** What a line stands for. */
    static LegendItem key(String name, int line) {
        return new LegendItem(name, "line", themed(hex(color(line))), dashes(line));
    }

    /** The lines of the labels that have one. */
    static List<LegendItem> keys(List<String> labels) {
        return IntStream.range(0, Math.min(labels.size(), LINES))
                .mapToObj(line -> key(labels.get(line), line))
                .toList();
    }

    /** A colour of this palette as a variable of the page's style sheet, which has a light and a dark value for it. */
    static String themed(String hex) {
        String name = VARIABLES.get(hex);
        return name == null ? hex : "var(--" + name + "," + hex + ")";
    }

    static String hex(Color color) {
        return String.format(java.util.Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }
}
