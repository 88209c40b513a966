package io.almanac.datasets.rows;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The bytes of a file that may be compressed by gzip, which its first two bytes tell, whatever its name. */
public final class PlainBytes {

    private static final int BUFFER = 1 << 16;

    private PlainBytes() {}

    /** What a stream holds, unpacked if it is packed; closes the stream if that can't be read. */
    public static InputStream of(InputStream raw) throws IOException {
        try {
            var in = new BufferedInputStream(raw, BUFFER);
            byte[] start = peek(in, 2);
            return start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b
                    ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER)
                    : in;
        } catch (Throwable e) {
            raw.close();
            throw e;
        }
    }

    /** The first bytes, fewer at the end, which are read again after that. */
    public static byte[] peek(InputStream in, int count) throws IOException {
        in.mark(count);
        byte[] bytes = in.readNBytes(count);
        in.reset();
        return bytes;
    }
}
