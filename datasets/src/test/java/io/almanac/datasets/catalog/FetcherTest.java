package io.almanac.datasets.catalog;

import static io.almanac.datasets.catalog.LoopbackServer.head;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {

    private static final byte[] FILE = new byte[20_000];

    static {
        new Random(7).nextBytes(FILE);
    }

    private static final int HALF = 10_000;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void aFileIsFetchedCheckedAndNotFetchedAgain() throws IOException {
        CatalogEntry entry = Sets.set(Sets.file("a.bin", FILE));
        try (var server = new LoopbackServer((request, out) -> LoopbackServer.serve(FILE, request, out))) {
            Fetcher.Fetched fetched = fetch(server, entry);
            assertTrue(fetched.fresh() && fetched.verified());
            assertEquals(Sets.sha256(FILE), fetched.sha256());
            assertEquals(folder.resolve("tiny").resolve("a.bin"), fetched.file());
            assertArrayEquals(FILE, Files.readAllBytes(fetched.file()));
            assertEquals("/mirror/tiny/a.bin", server.requests().get(0).path());
            assertFalse(fetch(server, entry).fresh());
            assertEquals(1, server.requests().size());
        }
        assertEquals(List.of(), parts());
    }

    @Test
    void aServerThatDripsIsWaitedFor() throws IOException {
        byte[] few = Arrays.copyOf(FILE, 500);
        try (var server = new LoopbackServer((request, out) -> {
            head(out, 200, few.length);
            for (byte one : few) {
                out.write(one);
                out.flush();
            }
        })) {
            assertArrayEquals(
                    few,
                    Files.readAllBytes(
                            fetch(server, Sets.set(Sets.file("a.bin", few))).file()));
        }
    }

    @Test
    void whatIsCutOffGoesOnWhereItEnded() throws IOException {
        try (var server = new LoopbackServer((request, out) -> {
            if (request.number() == 1) {
                head(out, 200, FILE.length, "ETag: \"v1\"");
                out.write(FILE, 0, HALF);
            } else {
                LoopbackServer.serve(FILE, request, out);
            }
        })) {
            fetch(server, Sets.set(Sets.file("a.bin", FILE)));
            LoopbackServer.Request second = server.requests().get(1);
            assertTrue(second.from() > 0 && second.from() <= HALF, second.toString());
            assertEquals("\"v1\"", second.headers().get("if-range"));
            assertTrue(notes.get(0).startsWith("a.bin: localhost broke off"), notes.toString());
        }
    }

    @Test
    void aLaterProcessGoesOnToo() throws IOException {
        CatalogEntry entry = Sets.set(Sets.file("a.bin", FILE));
        try (var server = new LoopbackServer((request, out) -> {
            if (request.number() <= 5) {
                boolean first = request.number() == 1;
                head(out, first ? 200 : 500, first ? FILE.length : 0, "ETag: \"v1\"");
                out.write(FILE, 0, first ? HALF : 0);
            } else {
                LoopbackServer.serve(FILE, request, out);
            }
        })) {
            DataException failed = assertThrows(DataException.class, () -> fetch(server, entry));
            assertEquals(DataError.REFUSED_BY_SERVER, failed.error());
            assertEquals(List.of("a.bin.part", "a.bin.part.tag"), parts());
            int before = server.requests().size();
            fetch(server, entry);
            // The server counts from where the first process ended; the fifth answer may be its last refusal.
            assertTrue(server.requests().get(before).from() > 0);
            assertEquals(List.of(), parts());
        }
    }

    @Test
    void aServerThatIgnoresTheRangeIsReadFromTheBeginning() throws IOException {
        try (var server = new LoopbackServer((request, out) -> {
            head(out, 200, FILE.length, "ETag: \"v" + request.number() + "\"");
            out.write(FILE, 0, request.number() == 1 ? HALF : FILE.length);
        })) {
            fetch(server, Sets.set(Sets.file("a.bin", FILE)));
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void partsOfTwoVersionsAreNoticedAndFetchedAnew() throws IOException {
        byte[] other = FILE.clone();
        other[0]++;
        try (var server = new LoopbackServer((request, out) -> {
            if (request.number() == 1) { // another version, which ends early
                head(out, 200, FILE.length, "ETag: \"old\"");
                out.write(other, 0, HALF);
            } else { // a server that sends the rest of the new one, whatever If-Range says
                LoopbackServer.serve(FILE, request, out);
            }
        })) {
            assertEquals(
                    Sets.sha256(FILE),
                    fetch(server, Sets.set(Sets.file("a.bin", FILE))).sha256());
            assertEquals(0, server.requests().get(2).from());
        }
    }

    @Test
    void anotherPartThanTheOneAskedForIsNotUsed() throws IOException {
        try (var server = new LoopbackServer((request, out) -> {
            switch (request.number()) {
                case 1 -> {
                    head(out, 200, FILE.length, "ETag: \"v1\"");
                    out.write(FILE, 0, HALF);
                }
                case 2 -> {
                    head(out, 206, 10, "Content-Range: bytes 5-14/" + FILE.length);
                    out.write(FILE, 5, 10);
                }
                default -> LoopbackServer.serve(FILE, request, out);
            }
        })) {
            fetch(server, Sets.set(Sets.file("a.bin", FILE)));
            assertEquals(0, server.requests().get(2).from());
        }
    }

    @Test
    void aRangeThatCantBeSatisfiedBeginsAnew() throws IOException {
        try (var server = new LoopbackServer((request, out) -> {
            if (request.number() == 1) {
                head(out, 200, FILE.length, "ETag: \"v1\"");
                out.write(FILE, 0, HALF);
            } else if (request.from() > 0) {
                head(out, 416, 0);
            } else {
                LoopbackServer.serve(FILE, request, out);
            }
        })) {
            fetch(server, Sets.set(Sets.file("a.bin", FILE)));
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void aWrongLengthIsRefusedBeforeAByteIsRead() throws IOException {
        for (int length : new int[] {FILE.length - 1, FILE.length + 1}) {
            assertFails(DataError.WRONG_SIZE, Sets.file("a.bin", FILE), (request, out) -> {
                head(out, 200, length);
                out.write(FILE);
            });
        }
        assertEquals(List.of(), parts());
    }

    @Test
    void aServerThatSendsWithoutAnEndIsStopped() throws IOException {
        DataException failed = assertFails(DataError.WRONG_SIZE, Sets.file("a.bin", FILE), (request, out) -> {
            head(out, 200, -1);
            out.write(FILE);
            out.write(FILE);
        });
        assertTrue(Sets.message(failed).endsWith("the server sends more, the file should have 20,000"));
    }

    @Test
    void withoutAKnownLengthThereIsALimit() throws IOException {
        CatalogFile unknown = Sets.file("a.bin", OptionalLong.empty(), Optional.empty());
        assertFails(DataError.WRONG_SIZE, unknown, (request, out) -> head(out, 200, 1_000_001));
    }

    @Test
    void aWebPageIsNotTheFile() throws IOException {
        DataException failed = assertFails(DataError.REFUSED_BY_SERVER, Sets.file("a.bin", FILE), (request, out) -> {
            head(out, 200, -1, "Content-Type: text/html; charset=utf-8");
            out.write(Sets.text("<html>please log in</html>"));
        });
        assertTrue(Sets.message(failed).contains("sent a web page in the place of the file"));
    }

    @Test
    void whatIsNotThereIsAskedForOnce() throws IOException {
        try (var server = new LoopbackServer((request, out) -> head(out, 404, 0))) {
            DataException failed =
                    assertThrows(DataException.class, () -> fetch(server, Sets.set(Sets.file("a.bin", FILE))));
            assertEquals(DataError.REFUSED_BY_SERVER, failed.error());
            assertTrue(Sets.message(failed).contains("answered 404, there is no such file"), Sets.message(failed));
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void aServerInTroubleIsAskedAgainUpToALimit() throws IOException {
        try (var server = new LoopbackServer((request, out) -> {
            if (request.number() < 4) {
                head(out, 503, 0);
            } else {
                LoopbackServer.serve(FILE, request, out);
            }
        })) {
            fetch(server, Sets.set(Sets.file("a.bin", FILE)));
            assertEquals(4, server.requests().size());
        }
        assertFails(DataError.REFUSED_BY_SERVER, Sets.file("b.bin", FILE), (request, out) -> head(out, 500, 0));
    }

    @Test
    void redirectsAreFollowedButNotForEver() throws IOException {
        try (var server = new LoopbackServer((request, out) -> {
            if (request.path().equals("/there")) {
                LoopbackServer.serve(FILE, request, out);
            } else {
                head(out, 302, 0, "Location: /there");
            }
        })) {
            fetch(server, Sets.set(Sets.file("a.bin", FILE)));
        }
        DataException failed = assertFails(
                DataError.REFUSED_BY_SERVER,
                Sets.file("b.bin", FILE),
                (request, out) -> head(out, 302, 0, "Location: " + request.path()));
        assertTrue(Sets.message(failed).contains("without an end"));
        assertFails(
                DataError.REFUSED_BY_SERVER,
                Sets.file("b.bin", FILE),
                (request, out) -> head(out, 301, 0, "Location: ftp://example.org/b.bin"));
    }

    @Test
    void aRedirectNeverLeavesHttps() {
        URI safe = URI.create("https://example.org/a/b");
        assertEquals(Optional.of(URI.create("https://example.org/c")), Download.redirect(safe, "/c"));
        assertEquals(Optional.of(URI.create("https://x.org/c")), Download.redirect(safe, "https://x.org/c"));
        assertEquals(Optional.empty(), Download.redirect(safe, "http://example.org/a/b"));
        assertEquals(Optional.empty(), Download.redirect(safe, "file:///etc/passwd"));
        assertEquals(Optional.empty(), Download.redirect(safe, ""));
        assertEquals(Optional.empty(), Download.redirect(safe, "https://[x"));
        URI mirror = URI.create("http://localhost:8080/a");
        assertEquals(Optional.of(URI.create("http://localhost:8080/c")), Download.redirect(mirror, "/c"));
        assertEquals(Optional.of(safe), Download.redirect(mirror, safe.toString()));
    }

    @Test
    void wrongBytesAreNotKept() throws IOException {
        byte[] other = FILE.clone();
        other[5]++;
        DataException failed = assertFails(
                DataError.WRONG_CHECKSUM,
                Sets.file("a.bin", FILE),
                (request, out) -> LoopbackServer.serve(other, request, out));
        assertTrue(
                Sets.message(failed).contains("its SHA-256 is " + Sets.sha256(other) + ", not " + Sets.sha256(FILE)));
        assertFalse(Files.exists(folder.resolve("tiny").resolve("a.bin")));
        assertEquals(List.of(), parts());
    }

    @Test
    void withoutAPublishedChecksumTheFirstOneCounts() throws IOException {
        CatalogEntry entry = Sets.set(Sets.file("a.bin", OptionalLong.empty(), Optional.empty()));
        byte[] other = FILE.clone();
        other[5]++;
        Path file = folder.resolve("tiny").resolve("a.bin");
        try (var server = new LoopbackServer(
                (request, out) -> LoopbackServer.serve(request.number() == 2 ? other : FILE, request, out))) {
            Fetcher.Fetched first = fetch(server, entry);
            assertFalse(first.verified());
            assertEquals(Sets.sha256(FILE), first.sha256());
            Files.delete(file);
            assertEquals(
                    DataError.WRONG_CHECKSUM,
                    assertThrows(DataException.class, () -> fetch(server, entry))
                            .error());
            assertTrue(fetch(server, entry).verified());
        }
    }

    @Test
    void aFileThatWasDamagedIsFetchedAgain() throws IOException {
        CatalogEntry entry = Sets.set(Sets.file("a.bin", FILE));
        try (var server = new LoopbackServer((request, out) -> LoopbackServer.serve(FILE, request, out))) {
            Path file = fetch(server, entry).file();
            Files.write(file, new byte[] {1});
            assertTrue(fetch(server, entry).fresh());
            assertArrayEquals(FILE, Files.readAllBytes(file));
            assertEquals(List.of(file + " is not the file that it should be; fetching it again"), notes);
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        var end = new CountDownLatch(1);
        var options = new FetchOptions(
                Optional.empty(), 1, Duration.ZERO, Duration.ofSeconds(20), Duration.ofMillis(50), 1_000_000);
        try (var server = new LoopbackServer((request, out) -> {
            head(out, 200, FILE.length);
            out.write(FILE, 0, HALF);
            out.flush();
            await(end);
        })) {
            var fetcher = new Fetcher(DataFolder.of(folder), options.withMirror(server.address()), listener());
            DataException failed =
                    assertThrows(DataException.class, () -> fetcher.fetch(Sets.set(Sets.file("a.bin", FILE))));
            assertEquals(DataError.CUT_OFF, failed.error());
            assertTrue(Sets.message(failed).startsWith("localhost sent nothing for 0.05 s"), Sets.message(failed));
            end.countDown();
        }
    }

    @Test
    void withoutAServerTheMessageSaysHowToGoOn() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var fetcher = new Fetcher(
                DataFolder.of(folder), Sets.QUICK.withMirror("http://localhost:" + port), FetchListener.none());
        DataException failed =
                assertThrows(DataException.class, () -> fetcher.fetch(Sets.set(Sets.file("a.bin", FILE))));
        assertEquals(DataError.UNREACHABLE, failed.error());
        String message = Sets.message(failed);
        assertTrue(message.startsWith("localhost can't be reached"), message);
        assertTrue(
                message.endsWith("\nTo go on without it, get\n  https://example.org/a/a.bin\n  (20,000 bytes, SHA-256 "
                        + Sets.sha256(FILE) + ")\nsome other way and put it there as\n  "
                        + folder.resolve("tiny").resolve("a.bin")
                        + "\nor name a folder or server that has it by --mirror."),
                message);
    }

    @Test
    void aDiskThatIsTooSmallIsSaidBefore() throws IOException {
        CatalogFile huge = Sets.file("a.bin", OptionalLong.of(1L << 60), Optional.empty());
        DataException failed = assertFails(DataError.DISK_FULL, huge, (request, out) -> head(out, 200, 1L << 60));
        assertTrue(Sets.message(failed).contains("ALMANAC_DATA"), Sets.message(failed));
    }

    @Test
    void twoAtOnceFetchOnce() throws Exception {
        var both = new CountDownLatch(1);
        CatalogEntry entry = Sets.set(Sets.file("a.bin", FILE));
        try (var server = new LoopbackServer((request, out) -> {
            await(both); // the second is waiting for the first by now
            LoopbackServer.serve(FILE, request, out);
        })) {
            FetchOptions options = Sets.QUICK.withMirror(server.address());
            var waiting = new FetchListener() {
                @Override
                public void progress(String file, long done, long total) {}

                @Override
                public void note(String sentence) {
                    both.countDown();
                }
            };
            List<CompletableFuture<Fetcher.Fetched>> runs = new ArrayList<>();
            for (int run = 0; run < 2; run++) {
                runs.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return new Fetcher(DataFolder.of(folder), options, waiting)
                                .fetch(entry)
                                .get(0);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
            }
            assertEquals(1, runs.stream().filter(run -> run.join().fresh()).count());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void aFolderIsAMirrorToo(@TempDir Path mirror) throws IOException {
        CatalogEntry entry = Sets.set(Sets.file("a.bin", FILE));
        var fetcher = new Fetcher(DataFolder.of(folder), Sets.QUICK.withMirror(mirror.toString()), listener());
        DataException missing = assertThrows(DataException.class, () -> fetcher.fetch(entry));
        assertEquals("the mirror " + mirror + " has neither tiny/a.bin nor a.bin", Sets.message(missing));
        Files.write(mirror.resolve("a.bin"), Arrays.copyOf(FILE, HALF));
        DataException shorter = assertThrows(DataException.class, () -> fetcher.fetch(entry));
        assertEquals(DataError.WRONG_SIZE, shorter.error());
        byte[] other = FILE.clone();
        other[5]++;
        Files.write(mirror.resolve("a.bin"), other);
        assertEquals(
                DataError.WRONG_CHECKSUM,
                assertThrows(DataException.class, () -> fetcher.fetch(entry)).error());
        Files.createDirectories(mirror.resolve("tiny"));
        Files.write(mirror.resolve("tiny").resolve("a.bin"), FILE);
        assertTrue(fetcher.fetch(entry).get(0).fresh());
    }

    private Fetcher.Fetched fetch(LoopbackServer server, CatalogEntry entry) throws IOException {
        return new Fetcher(DataFolder.of(folder), Sets.QUICK.withMirror(server.address()), listener())
                .fetch(entry)
                .get(0);
    }

    private DataException assertFails(DataError error, CatalogFile file, LoopbackServer.Answer answer)
            throws IOException {
        try (var server = new LoopbackServer(answer)) {
            DataException failed = assertThrows(DataException.class, () -> fetch(server, Sets.set(file)));
            assertEquals(error, failed.error(), Sets.message(failed));
            return failed;
        }
    }

    private FetchListener listener() {
        return new FetchListener() {
            @Override
            public void progress(String file, long done, long total) {
                assertTrue(done > 0 && (total < 0 || done <= total));
            }

            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
    }

    private List<String> parts() throws IOException {
        try (var files = Files.list(folder.resolve("tiny"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.contains(".part"))
                    .sorted()
                    .toList();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
