package io.almanac.reports.internal;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;

/**
 * A chart as an SVG element that scales with its box and can stand beside others in one page: text stays text, ids
 * begin with the chart's own, and nothing is said twice.
 */
final class SvgChart {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 250;
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
    private static final Pattern REFERENCE = Pattern.compile("url\\(#([^)]+)\\)");

    /** What a property is where nobody says anything. Batik states all of them on the root. */
    private static final Map<String, String> INITIAL = Map.ofEntries(
            Map.entry("color-interpolation", "auto"),
            Map.entry("color-rendering", "auto"),
            Map.entry("image-rendering", "auto"),
            Map.entry("shape-rendering", "auto"),
            Map.entry("text-rendering", "auto"),
            Map.entry("fill", "black"),
            Map.entry("fill-opacity", "1"),
            Map.entry("font-style", "normal"),
            Map.entry("font-weight", "normal"),
            Map.entry("stroke-dasharray", "none"),
            Map.entry("stroke-dashoffset", "0"),
            Map.entry("stroke-linejoin", "miter"),
            Map.entry("stroke-opacity", "1"),
            Map.entry("stroke-width", "1"));

    private final String id;
    private final UnaryOperator<String> colors;

    private SvgChart(String id, UnaryOperator<String> colors) {
        this.id = id;
        this.colors = colors;
    }

    /** A chart of the usual size in the colours of the page. */
    static String draw(LinePlot plot, String id, String title) {
        return draw(plot.chart(false), WIDTH, HEIGHT, id, title, Palette::themed);
    }

    /**
     * Draws a chart.
     *
     * @param id     unique in the page
     * @param title  for those who do not see the chart
     * @param colors what stands for a colour {@code #rrggbb}
     */
    static String draw(JFreeChart chart, int width, int height, String id, String title, UnaryOperator<String> colors) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(null);
        context.setPrecision(2);
        var graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        Element root = graphics.getRoot();
        var svg = new SvgChart(id, colors);
        svg.clean(root);
        for (String name : List.of("width", "height", "font-family", "contentScriptType", "contentStyleType")) {
            root.removeAttribute(name);
        }
        var text = new StringBuilder();
        text.append("<svg xmlns=\"")
                .append(NAMESPACE)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" aria-label=\"")
                .append(escape(title))
                .append("\" font-family=\"")
                .append(ReportFont.FAMILIES)
                .append('"');
        svg.attributes(root, text);
        text.append("><title>").append(escape(title)).append("</title>");
        svg.children(root, text);
        return text.append("</svg>").toString();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Java's own XML parser is missing", e);
        }
    }

    /** Drops comments, empty groups and definitions, and attributes that only repeat what holds without them. */
    private void clean(Element element) {
        for (Node child : nodes(element.getChildNodes())) {
            if (child instanceof Element inner) {
                clean(inner);
                boolean container =
                        inner.getTagName().equals("g") || inner.getTagName().equals("defs");
                if (container && !inner.hasChildNodes()) {
                    element.removeChild(inner);
                }
            } else if (!(child instanceof Text)) {
                element.removeChild(child);
            }
        }
    }

    private void write(Node node, StringBuilder text) {
        if (node instanceof Element element) {
            text.append('<').append(element.getTagName());
            attributes(element, text);
            if (element.hasChildNodes()) {
                text.append('>');
                children(element, text);
                text.append("</").append(element.getTagName()).append('>');
            } else {
                text.append("/>");
            }
        } else if (node instanceof Text leaf) {
            text.append(escape(leaf.getData()));
        }
    }

    private void children(Element element, StringBuilder text) {
        nodes(element.getChildNodes()).forEach(child -> write(child, text));
    }

    private void attributes(Element element, StringBuilder text) {
        boolean root = element.getParentNode() == null || element.getTagName().equals("svg");
        Map<String, String> sorted = new TreeMap<>();
        NamedNodeMap all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            Attr attribute = (Attr) all.item(i);
            String name = attribute.getName();
            boolean silent = name.startsWith("xmlns")
                    || name.equals("xml:space")
                    || name.equals("font-family")
                    || (name.equals("id") && !element.getTagName().equals("clipPath"))
                    || (root && attribute.getValue().equals(INITIAL.get(name)));
            if (!silent) {
                sorted.put(name, value(name, attribute.getValue()));
            }
        }
        sorted.forEach((name, value) -> text.append(' ')
                .append(name)
                .append("=\"")
                .append(escape(value))
                .append('"'));
    }

    private String value(String name, String value) {
        if (name.equals("id")) {
            return id + '-' + value;
        }
        Matcher reference = REFERENCE.matcher(value);
        if (reference.matches()) {
            return "url(#" + id + '-' + reference.group(1) + ')';
        }
        Matcher rgb = RGB.matcher(value);
        if (rgb.matches()) {
            int[] parts = Arrays.stream(new int[] {1, 2, 3})
                    .map(i -> Integer.parseInt(rgb.group(i)))
                    .toArray();
            return colors.apply(Palette.hex(new Color(parts[0], parts[1], parts[2])));
        }
        return value;
    }

    private static List<Node> nodes(NodeList list) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < list.getLength(); i++) {
            nodes.add(list.item(i));
        }
        return nodes;
    }

    /** Text that is safe in an element and in a quoted attribute; characters that XML can't hold become a mark. */
    private static String escape(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean allowed = c >= ' ' && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF);
                    safe.appendCodePoint(allowed || c == '\n' || c == '\t' ? c : 0xFFFD);
                }
            }
        });
        return safe.toString();
    }
}
