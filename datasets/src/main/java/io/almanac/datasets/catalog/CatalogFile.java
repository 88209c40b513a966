package io.almanac.datasets.catalog;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A file of a public set as its publisher serves it.
 *
 * @param name   under which it is kept, without a folder
 * @param url    where it is; https
 * @param bytes  its length, where that is known
 * @param sha256 in lower-case hexadecimal, where somebody has published it or the bytes were seen
 * @param holds  what is unpacked from it; empty if it is used as it is
 */
public record CatalogFile(String name, URI url, OptionalLong bytes, Optional<String> sha256, List<Held> holds) {

    static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * A file within an archive, or the one that a gzip file packs.
     *
     * @param path   within the archive, with slashes, or the end of it; of gzip the name that the unpacked file gets
     * @param sha256 of the unpacked file, where it is known
     */
    public record Held(String path, Optional<String> sha256) {

        public Held {
            checkSha256(path, sha256);
            checkName(path.substring(path.lastIndexOf('/') + 1));
        }

        /** The name of the unpacked file. */
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    public CatalogFile {
        checkName(name);
        checkSha256(name, sha256);
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("url of " + name + " must be https with a host, was " + url);
        }
        if (bytes.isPresent() && bytes.getAsLong() < 1) {
            throw new IllegalArgumentException("bytes of " + name + " must be at least 1, was " + bytes.getAsLong());
        }
        holds = List.copyOf(holds);
        if (!holds.isEmpty() && !name.endsWith(".zip") && !(name.endsWith(".gz") && holds.size() == 1)) {
            throw new IllegalArgumentException(
                    "what holds other files must be .zip, or .gz with one file, was " + name + " with " + holds.size());
        }
    }

    /** Whether there is a checksum to check it by before it was ever fetched. */
    public boolean isVerifiable() {
        return sha256.isPresent();
    }

    /** Length and checksum for a person, as far as they are known. */
    public String facts() {
        String size = bytes.isPresent() ? String.format(Locale.ROOT, "%,d bytes", bytes.getAsLong()) : "size not known";
        return size + sha256.map(hash -> ", SHA-256 " + hash).orElse(", no checksum published");
    }

    private static void checkName(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name of a file must be letters, digits, dots, hyphens and underscores, was " + name);
        }
    }

    private static void checkSha256(String name, Optional<String> sha256) {
        if (sha256.isPresent() && !SHA256.matcher(sha256.get()).matches()) {
            throw new IllegalArgumentException(
                    "sha256 of " + name + " must be 64 hexadecimal digits, was " + sha256.get());
        }
    }
}
