package io.almanac.reports.internal;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The font that charts are measured with, and drawn with in PNG files. One from the class path comes first, so that a
 * chart has the same layout on every machine; else the platform's own. Nothing is registered with the virtual machine.
 * SVG names only families that have the same widths.
 */
final class ReportFont {

    /** What SVG asks the reader's machine for: families as wide as Liberation Sans. */
    static final String FAMILIES = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif";

    /** PDFBox brings it along, under the SIL Open Font License 1.1. */
    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private ReportFont() {}

    /** Read once: Java keeps a temporary file for each reading. */
    private static final class Loaded {
        static final Attempt ATTEMPT = load();
    }

    private record Attempt(@Nullable Font font, @Nullable Throwable failure) {}

    /**
     * The font in one size.
     *
     * @throws IllegalStateException on a machine without fonts where Java was not told to do without
     */
    static Font of(float size) {
        Font font = Loaded.ATTEMPT.font();
        if (font == null) {
            throw failed(Loaded.ATTEMPT.failure());
        }
        return font.deriveFont(size);
    }

    /** Also measures, which is what fails on a machine without fonts: with runtime exceptions and errors. */
    private static Attempt load() {
        try (InputStream in = ReportFont.class.getResourceAsStream(RESOURCE)) {
            Font font = in == null ? new Font(Font.SANS_SERIF, Font.PLAIN, 1) : Font.createFont(Font.TRUETYPE_FONT, in);
            font.getLineMetrics("0", new FontRenderContext(null, true, true));
            return new Attempt(font, null);
        } catch (IOException | FontFormatException | RuntimeException | LinkageError | InternalError e) {
            return new Attempt(null, e);
        }
    }

    static IllegalStateException failed(@Nullable Throwable cause) {
        return new IllegalStateException(
                String.format(
                        Locale.ROOT,
                        "charts need text metrics, and Java has no fonts on this machine (%s). Install fontconfig and a"
                                + " font; or start Java with -Dsun.awt.fontconfig=FILE, where FILE has the lines"
                                + " version=1 and sequence.allfonts=default",
                        cause),
                cause);
    }
}
