package io.almanac.reports.internal;

import java.util.List;

/**
 * What the template lays out: texts that are still to be escaped, and SVG that is not.
 *
 * @param alerts what makes the rest worthless
 * @param lead   the headline
 * @param notes  what limits it
 */
public record ReportView(String title, List<String> alerts, String lead, List<String> notes, List<Section> sections) {

    /**
     * One part of the report.
     *
     * @param heading a finding where there is one
     * @param blocks  in order
     */
    public record Section(String id, String name, String heading, List<Block> blocks) {}

    /** One piece of a section. */
    public sealed interface Block {}

    /** A sentence or two. */
    public record Paragraph(String text) implements Block {}

    /**
     * Sentences, one below the other.
     *
     * @param caption empty where they need none; else they are folded under it
     */
    public record Sentences(String caption, List<String> texts) implements Block {}

    /** Names and values. */
    public record Facts(List<Fact> facts) implements Block {}

    /** One name and its value; code is set in fixed width. */
    public record Fact(String name, String value, boolean code) {}

    /**
     * A table; the first column names the row.
     *
     * @param folded whether it opens on request only
     * @param texts  whether the cells are words and not numbers
     */
    public record Table(String caption, List<String> columns, List<Row> rows, boolean folded, boolean texts)
            implements Block {}

    /** One row. */
    public record Row(String head, List<Cell> cells) {}

    /** One cell; the best of its row is marked. */
    public record Cell(String text, boolean best) {}

    /** Charts side by side that share a legend. */
    public record Charts(List<LegendItem> keys, List<Figure> figures) implements Block {}

    /** One chart. */
    public record Figure(String caption, String svg) {}

    /**
     * One entry of a legend.
     *
     * @param kind  {@code line}, {@code band}, {@code wide} (a fainter band) or {@code shade}
     * @param color a value for CSS
     */
    public record LegendItem(String name, String kind, String color, String dashes) {}

    /** Text to be copied, in fixed width; folded under its caption. */
    public record Code(String caption, String text) implements Block {}
}
