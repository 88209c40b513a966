package io.almanac.datasets.csv;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.PlainBytes;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A text file that can be opened again and again, plain or gzip (told by its first two bytes, whatever its name), in
 * UTF-8 with or without a byte order mark. A file must stay as it was when this was made: it is read more than once.
 */
final class CsvInput {

    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /**
     * What shows that a file has changed.
     *
     * @param key which file of the disk it is, so that one moved into its place is told apart; null where the file
     *            system has no keys
     */
    private record State(
            long size, FileTime modified, @Nullable Object key) {

        static State of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    /** A file and what it was in the beginning. */
    private record Watched(Path file, State state) {}

    private final String name;
    private final CsvReader.ByteSource source;
    private final Optional<Watched> watched;

    private CsvInput(String name, CsvReader.ByteSource source, Optional<Watched> watched) {
        this.name = name;
        this.source = source;
        this.watched = watched;
    }

    /** What is no file and never changes. */
    CsvInput(String name, CsvReader.ByteSource source) {
        this(name, source, Optional.empty());
    }

    static CsvInput of(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new DataException(DataError.NO_SUCH_FILE, file + ": there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new DataException(DataError.NOT_A_FILE, file + " is a folder, not a file");
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    DataError.NOT_A_FILE,
                    file + " is a pipe or a device, and data are read more than once; write them to a file first");
        }
        return new CsvInput(
                file.toString(), () -> Files.newInputStream(file), Optional.of(new Watched(file, State.of(file))));
    }

    /** Bytes that fail as soon as there are more than there were: a file may be written faster than it is read. */
    private final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count(read);
            return read;
        }

        private void count(int read) {
            left -= Math.max(0, read);
            if (left < 0) {
                throw changed("as more was written to it");
            }
        }
    }

    /** The name for messages. */
    String name() {
        return name;
    }

    /** The text; characters that are not UTF-8 throw a {@link CharacterCodingException}. */
    Reader reader() throws IOException {
        return new InputStreamReader(bytes(), StandardCharsets.UTF_8.newDecoder());
    }

    /**
     * The first line without its end, as far as it fits into the buffer. Delimiters are ASCII, so Latin-1 will do.
     *
     * @throws DataException if this is no text
     */
    String firstLine() throws IOException {
        try (InputStream in = bytes()) {
            byte[] start = in.readNBytes(BUFFER);
            ForeignFormat.refuse(name, start);
            return new String(start, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("");
        }
    }

    private InputStream bytes() throws IOException {
        InputStream opened = source.open();
        InputStream in = PlainBytes.of(
                watched.isEmpty()
                        ? opened
                        : new Bounded(opened, watched.get().state().size()));
        try {
            if (Arrays.equals(PlainBytes.peek(in, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
                in.skipNBytes(3);
            }
            return in;
        } catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    /**
     * Compares the file with what it was in the beginning: size, time of change and identity.
     *
     * @throws DataException if it has changed
     */
    void checkUnchanged() throws IOException {
        if (watched.isPresent()) {
            State before = watched.get().state();
            try {
                State now = State.of(watched.get().file());
                if (now.size() != before.size()) {
                    throw changed("from " + before.size() + " to " + now.size() + " bytes");
                }
                if (!now.modified().equals(before.modified()) || !Objects.equals(now.key(), before.key())) {
                    throw changed("at " + now.modified());
                }
            } catch (NoSuchFileException e) {
                throw changed("and is gone");
            }
        }
    }

    private DataException changed(String how) {
        return new DataException(
                DataError.FILE_CHANGED,
                name + " changed while it was read, " + how + "; read it again when it is whole, or read a copy of it");
    }

    /** What trouble with the bytes means for the user. */
    DataException explain(IOException trouble) throws IOException {
        if (trouble instanceof CharacterCodingException) {
            return new DataException(
                    DataError.NOT_UTF8,
                    name + ", line " + firstBadLine() + ": this is not UTF-8; save the file as UTF-8",
                    trouble);
        }
        if (trouble instanceof ZipException || trouble instanceof EOFException) {
            return new DataException(
                    DataError.DAMAGED_GZIP,
                    name + " is a damaged or unfinished gzip file: " + trouble.getMessage(),
                    trouble);
        }
        return new DataException(DataError.UNREADABLE, name + " can't be read: " + trouble, trouble);
    }

    /** The number of the first line that is not UTF-8. */
    private int firstBadLine() throws IOException {
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
            throw changed("as its bytes were not UTF-8 before and are now");
        }
    }
}
