package io.almanac.reports.internal;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The font that charts are measured with, and drawn with in PNG files. One that lies on the class path comes first, so
 * that a chart has the same layout on every machine; else the platform's own. Nothing is registered with the virtual
 * machine. SVG names only families that have the same widths.
 */
final class ReportFont {

    /** What SVG asks the reader's machine for. All have the widths of Liberation Sans. */
    static final String FAMILIES = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif";

    private static final List<String> RESOURCES = List.of(
            "/io/almanac/reports/LiberationSans-Regular.ttf",
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");

    private ReportFont() {}

    /**
     * The font in one size.
     *
     * @throws IllegalStateException on a machine without fonts where Java was not told to do without
     */
    static Font of(float size) {
        try {
            for (String resource : RESOURCES) {
                try (InputStream in = ReportFont.class.getResourceAsStream(resource)) {
                    if (in != null) {
                        return Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(size);
                    }
                }
            }
            return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("a font on the class path can't be read", e);
        }
    }

    /** What to say when the platform's fonts fail; Java throws plain errors and runtime exceptions then. */
    static IllegalStateException failed(Throwable cause) {
        return new IllegalStateException(
                "charts need text metrics, and Java found no fonts on this machine. Install fontconfig and a font, or"
                        + " start Java with -Dsun.awt.fontconfig=FILE, where FILE has the two lines version=1 and"
                        + " sequence.allfonts=default, and with a font on the class path",
                cause);
    }
}
