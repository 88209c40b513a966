package io.almanac.datasets.catalog;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.rows.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Made-up sets and their files. */
final class Sets {

    /** 4 attempts without a pause. */
    static final FetchOptions QUICK = new FetchOptions(
            Optional.empty(), 4, Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(20), 1_000_000);

    private Sets() {}

    static String sha256(byte[] bytes) {
        return Checksums.hex(update(bytes));
    }

    private static java.security.MessageDigest update(byte[] bytes) {
        java.security.MessageDigest digest = Checksums.digest();
        digest.update(bytes);
        return digest;
    }

    /** A card for a file whose length and checksum are published. */
    static CatalogFile file(String name, byte[] bytes, CatalogFile.Held... holds) {
        return file(name, OptionalLong.of(bytes.length), Optional.of(sha256(bytes)), holds);
    }

    static CatalogFile file(String name, OptionalLong bytes, Optional<String> sha256, CatalogFile.Held... holds) {
        return new CatalogFile(name, URI.create("https://example.org/a/" + name), bytes, sha256, List.of(holds));
    }

    static CatalogEntry set(CatalogFile file, String... data) {
        return new CatalogEntry(
                "tiny",
                "A tiny set",
                Frequency.parse("D"),
                1,
                1,
                "3",
                List.of(7),
                List.of(2),
                "none",
                "made up",
                "CC0",
                "us",
                "nobody 2026",
                List.of(file),
                data.length == 0 ? List.of(file.name()) : List.of(data),
                Reading.nothing().with(Reading.Key.TIME, "day").with(Reading.Key.SEASON, "7"));
    }

    /** What a failure says. */
    static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A zip file of names and texts in turns. */
    static byte[] zip(String... namesAndTexts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(text(namesAndTexts[i + 1]));
            }
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    static CatalogFile.Held held(String path) {
        return new CatalogFile.Held(path, Optional.empty());
    }
}
