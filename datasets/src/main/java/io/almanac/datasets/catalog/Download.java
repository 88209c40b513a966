package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Downloads one file. What has arrived stays on the disk as a {@link PartFile}, so that the next attempt, of this
 * process or of a later one, asks only for the rest; the server sends all of it where it can't do that or where the
 * file has changed (RFC 9110, sections 13.1.5 and 14.2).
 */
final class Download {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_REDIRECTS = 5;
    private static final long SPARE = 1 << 20;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    private final HttpClient client;
    private final FetchOptions options;
    private final FetchListener listener;
    private final URI address;
    private final CatalogFile file;
    private final Path target;
    private final PartFile part;
    private final Optional<String> expected;

    /**
     * Prepares it.
     *
     * @param address  of the publisher or of a mirror
     * @param expected the checksum, if one is known
     */
    Download(
            HttpClient client,
            FetchOptions options,
            FetchListener listener,
            URI address,
            CatalogFile file,
            Path target,
            Optional<String> expected) {
        this.client = client;
        this.options = options;
        this.listener = listener;
        this.address = address;
        this.file = file;
        this.target = target;
        this.part = new PartFile(target);
        this.expected = expected;
    }

    /** A client as it is wanted here: redirects are followed by us. */
    static HttpClient client(FetchOptions options) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.connect())
                .build();
    }

    /**
     * Downloads the file to its target.
     *
     * @return its SHA-256
     * @throws DataException if it can't be had, or is not the one that is expected
     */
    String run() throws IOException {
        int fruitless = 0;
        while (true) {
            long before = part.length();
            try {
                return attempt();
            } catch (Interruption e) {
                fruitless = part.length() > before ? 1 : fruitless + 1;
                if (fruitless >= options.attempts()) {
                    throw e.last(byHand());
                }
                listener.note(file.name() + ": " + e.getMessage() + "; trying again");
                pause(options.backoff().multipliedBy(1L << Math.min(fruitless - 1, 10)));
            }
        }
    }

    private static void pause(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        var interrupted = new InterruptedIOException("the download was interrupted");
        interrupted.initCause(e);
        return interrupted;
    }

    private String attempt() throws IOException, Interruption {
        long from = resumable() ? part.length() : 0;
        if (file.bytes().isPresent() && from == file.bytes().getAsLong()) {
            return finish(wholePart(), from); // killed between the last byte and the move
        }
        HttpResponse<InputStream> response = ask(from);
        try (InputStream in = response.body()) {
            check(response);
            boolean resumes = response.statusCode() == 206;
            OptionalLong announced = announced(response, resumes ? from : 0);
            if (!resumes) {
                part.begin(address, mark(response));
            }
            return receive(in, resumes ? from : 0, announced);
        }
    }

    private boolean resumable() throws IOException {
        return part.length() > 0
                && part.isFrom(address)
                && (part.mark().isPresent() || expected.isPresent())
                && part.length() <= limit();
    }

    private long limit() {
        return file.bytes().orElse(options.cap());
    }

    private HttpResponse<InputStream> ask(long from) throws IOException, Interruption {
        URI at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at)
                    .timeout(options.connect())
                    .header("User-Agent", "almanac (time-series forecasting toolkit)")
                    .header("Accept-Encoding", "identity");
            if (from > 0) {
                request.header("Range", "bytes=" + from + "-");
                part.mark().ifPresent(mark -> request.header("If-Range", mark));
            }
            HttpResponse<InputStream> response = send(request.build());
            if (!isRedirect(response.statusCode())) {
                return response;
            }
            response.body().close();
            String location = response.headers().firstValue("Location").orElse("");
            at = redirect(at, location)
                    .orElseThrow(() -> refused("sends to \"" + location + "\", which is not a safe address"));
        }
        throw refused("sends from one address to the next without an end");
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, Interruption {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ConnectException | SSLException e) {
            throw new DataException(
                    DataError.UNREACHABLE,
                    request.uri().getHost() + " can't be reached (" + reason(e) + ")" + byHand(),
                    e);
        } catch (HttpTimeoutException e) {
            throw new Interruption(
                    DataError.UNREACHABLE,
                    request.uri().getHost() + " did not answer within "
                            + options.connect().toMillis() / 1000.0 + " s",
                    e);
        } catch (IOException e) {
            throw new Interruption(
                    DataError.CUT_OFF, request.uri().getHost() + " broke off the connection (" + reason(e) + ")", e);
        }
    }

    private static String reason(Throwable e) {
        Throwable named = e;
        while (named.getMessage() == null && named.getCause() != null) {
            named = named.getCause();
        }
        return named.getMessage() == null ? named.getClass().getSimpleName() : named.getMessage();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** Where a redirect leads; nowhere if that is no address of a server, or would leave https. */
    static Optional<URI> redirect(URI from, String location) {
        try {
            URI to = from.resolve(location);
            String scheme = String.valueOf(to.getScheme());
            boolean safe = scheme.equals("https") || (scheme.equals("http") && scheme.equals(from.getScheme()));
            return Optional.of(to).filter(uri -> safe && !location.isEmpty() && uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void check(HttpResponse<?> response) throws IOException, Interruption {
        int status = response.statusCode();
        if (status == 416) { // what is there is not a part of what the server has
            part.clear();
            throw new Interruption(DataError.CUT_OFF, "the file on the server has changed");
        }
        if (status >= 500 || status == 429) {
            throw new Interruption(DataError.REFUSED_BY_SERVER, response.uri() + ": the server answered " + status);
        }
        if (status != 200 && status != 206) {
            throw refused("answered " + status + (status == 404 || status == 410 ? ", there is no such file" : ""));
        }
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html")) {
            throw refused("sent a web page in the place of the file");
        }
    }

    /** How long the server says that the whole file is; refused at once if that is wrong. */
    private OptionalLong announced(HttpResponse<?> response, long from) throws IOException, Interruption {
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        OptionalLong announced = length.isPresent() ? OptionalLong.of(from + length.getAsLong()) : length;
        if (response.statusCode() == 206) {
            Matcher range = CONTENT_RANGE.matcher(
                    response.headers().firstValue("Content-Range").orElse(""));
            if (!range.matches() || Long.parseLong(range.group(1)) != from) {
                part.clear();
                throw new Interruption(DataError.CUT_OFF, "the server sent another part than the one asked for");
            }
            announced = range.group(2).equals("*") ? announced : OptionalLong.of(Long.parseLong(range.group(2)));
        }
        if (announced.isPresent()) {
            long bytes = announced.getAsLong();
            if (file.bytes().isPresent() ? bytes != file.bytes().getAsLong() : bytes > options.cap()) {
                part.clear();
                throw wrongSize(String.format(Locale.ROOT, "offers %,d bytes", bytes));
            }
        }
        return announced;
    }

    /** A mark that {@code If-Range} may use: an entity tag that is not weak, else the time of the last change. */
    private static Optional<String> mark(HttpResponse<?> response) {
        Optional<String> tag = response.headers().firstValue("ETag").filter(etag -> etag.startsWith("\""));
        return tag.isPresent() ? tag : response.headers().firstValue("Last-Modified");
    }

    private String receive(InputStream in, long from, OptionalLong announced) throws IOException, Interruption {
        OptionalLong total = file.bytes().isPresent() ? file.bytes() : announced;
        checkSpace(total, from);
        MessageDigest digest = from > 0 ? wholePart() : Checksums.digest();
        long position = from;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out =
                        Files.newOutputStream(part.path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                var guard = new StallGuard(in, options.stall())) {
            for (int read = read(in, buffer, guard); read >= 0; read = read(in, buffer, guard)) {
                position += read;
                if (position > limit()) {
                    part.clear();
                    throw wrongSize("sends more");
                }
                write(out, buffer, read);
                digest.update(buffer, 0, read);
                listener.progress(file.name(), position, total.orElse(-1));
            }
        }
        if (total.isPresent() && position < total.getAsLong()) {
            throw new Interruption(
                    DataError.CUT_OFF,
                    String.format(
                            Locale.ROOT,
                            "%s broke off after %,d of %,d bytes",
                            address.getHost(),
                            position,
                            total.getAsLong()));
        }
        return finish(digest, from);
    }

    private int read(InputStream in, byte[] buffer, StallGuard guard) throws Interruption {
        int read;
        try {
            read = in.read(buffer);
        } catch (IOException e) {
            throw broken(guard, reason(e), e);
        }
        if (read < 0 && guard.stalled()) {
            throw broken(guard, "", new IOException("closed"));
        }
        guard.alive();
        return read;
    }

    private Interruption broken(StallGuard guard, String reason, IOException e) {
        return new Interruption(
                DataError.CUT_OFF,
                guard.stalled()
                        ? address.getHost() + " sent nothing for "
                                + options.stall().toMillis() / 1000.0 + " s"
                        : address.getHost() + " broke off (" + reason + ")",
                e);
    }

    private void write(OutputStream out, byte[] buffer, int count) throws IOException {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            if (Files.getFileStore(part.path()).getUsableSpace() < SPARE) {
                throw diskFull(e);
            }
            throw e;
        }
    }

    private void checkSpace(OptionalLong total, long from) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (total.isPresent() && folder != null) {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (total.getAsLong() - from > free) {
                throw diskFull(new IOException(Sizes.of(free) + " free"));
            }
        }
    }

    private DataException diskFull(IOException e) {
        return new DataException(
                DataError.DISK_FULL,
                target + ": the disk has no room for "
                        + (file.bytes().isPresent() ? Sizes.of(file.bytes().getAsLong()) : "it")
                        + "; make room, or choose another folder with " + DataFolder.VARIABLE,
                e);
    }

    private MessageDigest wholePart() throws IOException {
        MessageDigest digest = Checksums.digest();
        part.addTo(digest);
        return digest;
    }

    private String finish(MessageDigest digest, long resumedFrom) throws IOException, Interruption {
        String hash = Checksums.hex(digest);
        if (expected.isPresent() && !expected.get().equals(hash)) {
            part.clear();
            String message =
                    address + " is not the file that it should be: its SHA-256 is " + hash + ", not " + expected.get();
            if (resumedFrom > 0) { // the beginning may have been of another version
                throw new Interruption(DataError.WRONG_CHECKSUM, message);
            }
            throw new DataException(DataError.WRONG_CHECKSUM, message);
        }
        part.finish();
        return hash;
    }

    private DataException refused(String what) {
        return new DataException(DataError.REFUSED_BY_SERVER, address + ": the server " + what + byHand());
    }

    private DataException wrongSize(String what) {
        return new DataException(
                DataError.WRONG_SIZE,
                address + ": the server " + what + ", the file should have "
                        + (file.bytes().isPresent() ? "" : "at most ")
                        + String.format(Locale.ROOT, "%,d", limit()));
    }

    /** How to go on without this server. */
    private String byHand() {
        return "\nTo go on without it, get\n  " + file.url() + "\n  (" + file.facts() + ")\nsome other way and put it"
                + " there as\n  " + target.toAbsolutePath() + "\nor name a folder or server that has it by --mirror.";
    }
}
