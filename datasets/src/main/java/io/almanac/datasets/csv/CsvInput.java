package io.almanac.datasets.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.PlainBytes;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * A text file that can be opened again and again, plain or gzip (told by its first two bytes, whatever its name), in
 * UTF-8 with or without a byte order mark.
 */
final class CsvInput {

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final CsvReader.ByteSource source;

    CsvInput(String name, CsvReader.ByteSource source) {
        this.name = name;
        this.source = source;
    }

    static CsvInput of(Path file) {
        if (!Files.exists(file)) {
            throw new DataException(DataError.NO_SUCH_FILE, file + ": there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new DataException(DataError.A_FOLDER, file + " is a folder, not a file; name its files by a pattern, " + file + "/*.csv");
        }
        return new CsvInput(file.toString(), () -> Files.newInputStream(file));
    }

    /** The name for messages. */
    String name() {
        return name;
    }

    /** The text; characters that are not UTF-8 throw a {@link CharacterCodingException}. */
    Reader reader() throws IOException {
        return new InputStreamReader(bytes(), StandardCharsets.UTF_8.newDecoder());
    }

    /** The first line without its end, as far as it fits into the buffer. Delimiters are ASCII, so Latin-1 will do. */
    String firstLine() throws IOException {
        try (InputStream in = bytes()) {
            String start = new String(in.readNBytes(BUFFER), StandardCharsets.ISO_8859_1);
            return start.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        }
    }

    /** The number of the first line that is not UTF-8. */
    int firstBadLine() throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(bytes(), StandardCharsets.ISO_8859_1))) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                try {
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
                } catch (CharacterCodingException e) {
                    return number;
                }
            }
            throw new IOException(name + " changed while it was read");
        }
    }

    private InputStream bytes() throws IOException {
        InputStream in = PlainBytes.of(source.open());
        try {
            byte[] mark = PlainBytes.peek(in, 3);
            if (startsWith(mark, 0xfe, 0xff) || startsWith(mark, 0xff, 0xfe)) {
                throw new DataException(DataError.NOT_UTF8, name + " is UTF-16 text; save it as UTF-8");
            }
            if (startsWith(mark, 0xef, 0xbb, 0xbf)) {
                in.skipNBytes(3);
            }
            return in;
        } catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.length || Byte.toUnsignedInt(bytes[i]) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * What a failure to read means for the user. The CSV parser wraps what the handler and the decoder throw.
     *
     * @return the failure itself if the disk is to blame and not the data
     */
    IOException explain(Exception failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                throw new DataException(
                        DataError.NOT_UTF8,
                        name + ", line " + firstBadLine() + ": this is not UTF-8; save the file as UTF-8",
                        failure);
            } else if (cause instanceof ZipException || cause instanceof EOFException) {
                throw new DataException(
                        DataError.DAMAGED_GZIP,
                        name + " is a damaged or unfinished gzip file: " + cause.getMessage(),
                        failure);
            } else if (cause instanceof IOException trouble) {
                return trouble;
            } else if (cause instanceof RuntimeException other
                    && !(other instanceof CsvParseException || other instanceof UncheckedIOException)) {
                throw other; // ours, or a fault of the program
            }
        }
        throw new DataException(DataError.NOT_CSV, name + ": this is not CSV: " + failure.getMessage(), failure);
    }
}
