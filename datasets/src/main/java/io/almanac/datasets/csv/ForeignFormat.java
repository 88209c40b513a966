package io.almanac.datasets.csv;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows other files than text tables by their first bytes, so that a message can say what a file is. */
final class ForeignFormat {

    /** What files of a format begin with, a character for each byte; what they are, and what can be done. */
    private record Format(String magic, String what, String advice) {

        static Format ofText(String magic, String what, String advice) {
            return new Format(magic, what, advice);
        }

        static Format ofHex(String magic, String what, String advice) {
            return new Format(new String(HexFormat.of().parseHex(magic), StandardCharsets.ISO_8859_1), what, advice);
        }
    }

    private static final String UNPACK = "unpack it; of packed files only gzip is read";
    private static final String SHEET = "save the sheet as CSV (UTF-8)";
    private static final String EXPORT = "export it as CSV";

    private static final List<Format> FORMATS = List.of(
            Format.ofHex("1f8b", "a gzip file in a gzip file", "unpack it once"),
            Format.ofText("PK\003\004", "a zip file", UNPACK),
            Format.ofText("BZh", "a bzip2 file", UNPACK),
            Format.ofHex("fd377a585a00", "an xz file", UNPACK),
            Format.ofHex("28b52ffd", "a zstd file", UNPACK),
            Format.ofHex("04224d18", "an lz4 file", UNPACK),
            Format.ofHex("377abcaf271c", "a 7z file", UNPACK),
            Format.ofText("PAR1", "a Parquet file", "let its name end in .parquet"),
            Format.ofText("ORC", "an ORC file", EXPORT),
            Format.ofText("ARROW1", "an Arrow file", EXPORT),
            Format.ofText("SQLite format 3\0", "an SQLite database", EXPORT),
            Format.ofText("\u0089HDF", "an HDF5 file", EXPORT),
            Format.ofHex("d0cf11e0a1b11ae1", "an old Excel workbook", SHEET),
            Format.ofText("%PDF", "a PDF file", "look for the table itself where it came from"),
            Format.ofText(
                    "version https://git-lfs", "not the data, but a pointer to them of Git LFS", "run git lfs pull"));

    private static final Pattern WORKBOOK = Pattern.compile("\\[Content_Types\\]|_rels/|xl/|mimetypeapplication/vnd");
    private static final Pattern JSON = Pattern.compile("\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]0-9-]).*", Pattern.DOTALL);
    private static final Pattern MARKUP = Pattern.compile("\\s*<[!?a-z].*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final int NAMES = 200; // of a zip file's first entry, after a header of 30 bytes

    private ForeignFormat() {}

    /**
     * Refuses what is no text.
     *
     * @param file  for the message
     * @param start its first bytes
     */
    static void refuse(String file, byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\0\0\u00fe\u00ff") || text.startsWith("\u00ff\u00fe\0\0")) {
            throw new DataException(DataError.NOT_UTF8, file + " is UTF-32 text; save it as UTF-8");
        }
        if (text.startsWith("\u00fe\u00ff") || text.startsWith("\u00ff\u00fe") || isUtf16(start)) {
            throw new DataException(DataError.NOT_UTF8, file + " is UTF-16 text; save it as UTF-8");
        }
        if (text.startsWith("PK")
                && WORKBOOK.matcher(text.substring(0, Math.min(text.length(), NAMES)))
                        .find()) {
            throw foreign(file, "a workbook of a spreadsheet", SHEET);
        }
        for (Format format : FORMATS) {
            if (text.startsWith(format.magic())) {
                throw foreign(file, format.what(), format.advice());
            }
        }
        if (MARKUP.matcher(text).matches()) {
            boolean html = text.toLowerCase(Locale.ROOT).contains("<html");
            throw foreign(
                    file,
                    html ? "a web page" : "XML or HTML",
                    html ? "look what it says: a download may have ended at an error or a login" : EXPORT);
        }
        if (JSON.matcher(text).matches()) {
            throw foreign(file, "JSON", EXPORT);
        }
        if (text.indexOf('\0') >= 0) {
            throw foreign(file, "no text: it holds zero bytes", EXPORT);
        }
    }

    private static DataException foreign(String file, String what, String advice) {
        return new DataException(DataError.OTHER_FORMAT, file + " is " + what + "; " + advice);
    }

    /** Whether every other byte of the first ones is zero, as in UTF-16 text of ASCII characters without a mark. */
    private static boolean isUtf16(byte[] start) {
        int even = 0;
        int odd = 0;
        int pairs = Math.min(start.length, NAMES) / 2;
        for (int i = 0; i < pairs; i++) {
            even += start[2 * i] == 0 ? 1 : 0;
            odd += start[2 * i + 1] == 0 ? 1 : 0;
        }
        return pairs > 0 && ((even == pairs && odd == 0) || (odd == pairs && even == 0));
    }
}
