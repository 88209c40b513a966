package io.almanac.datasets.tsf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes a text apart at separators and ends of lines, and knows where it is. No line needs to fit into memory.
 *
 * <p>Bytes are characters of their own until a token is asked for as text: the files are mostly UTF-8, some are
 * Windows-1252.
 */
final class TsfText {

    private static final int END = -1;
    private static final int LONGEST_TOKEN = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private int at;
    private int line = 1;
    private int column = 1; // of the next character
    private char[] token = new char[64];
    private int length;
    private int tokenLine = 1;
    private int begin; // column of the token
    private int stop; // what ended it: a separator, '\n' or END

    TsfText(InputStream in) {
        this.in = in;
    }

    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(buffer));
            at = 0;
        }
        return at < filled ? Byte.toUnsignedInt(buffer[at]) : END;
    }

    private int take() throws IOException {
        int character = peek();
        if (character == '\n') {
            line = Math.incrementExact(line);
            column = 1;
        } else {
            column++;
        }
        at++;
        return character;
    }

    /** Goes to the next line that is neither blank nor a comment; false if there is none. */
    boolean toLine() throws IOException {
        for (int next = peek(); next != END; next = peek()) {
            if (next == '#') {
                skipLine();
            } else if (next > ' ') {
                return true;
            } else {
                take();
            }
        }
        return false;
    }

    private void skipLine() throws IOException {
        for (int next = peek(); next != END && next != '\n'; next = peek()) {
            take();
        }
    }

    /**
     * Reads to the next separator or the end of the line and goes beyond it. Spaces around the token don't count.
     *
     * @param more another separator; may be the same
     * @return false if the token is longer than any that has a meaning
     */
    boolean token(char separator, char more) throws IOException {
        length = 0;
        begin = column;
        tokenLine = line;
        stop = peek();
        while (stop != END && stop != '\n' && stop != separator && stop != more) {
            take();
            if (length > 0 || stop > ' ') {
                if (length == LONGEST_TOKEN) {
                    return false;
                }
                if (length == token.length) {
                    token = Arrays.copyOf(token, length * 2);
                }
                begin = length == 0 ? column - 1 : begin;
                token[length++] = (char) stop;
            }
            stop = peek();
        }
        while (length > 0 && token[length - 1] <= ' ') {
            length--;
        }
        if (stop != END) {
            take();
        }
        return true;
    }

    /** The characters of the token, {@code [0, length())}; bytes, where it is not ASCII. */
    char[] characters() {
        return token;
    }

    int length() {
        return length;
    }

    /** The token as text. */
    String text() {
        byte[] bytes = new String(token, 0, length).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    /** Whether a separator ended the token, not the end of its line. */
    boolean endedBy(char separator) {
        return stop == separator;
    }

    /** The line of the token, from 1. */
    int line() {
        return tokenLine;
    }

    /** The place of the token in its line in bytes, from 1. */
    int column() {
        return begin;
    }
}
