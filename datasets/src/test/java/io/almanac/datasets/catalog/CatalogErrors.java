package io.almanac.datasets.catalog;

import static io.almanac.datasets.catalog.LoopbackServer.head;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can go wrong with a set of the catalogue: each method ends in an error.
 *
 * @param folder in which sets are kept
 */
public record CatalogErrors(Path folder) {

    private static final byte[] FILE = Sets.text("day,y\n2024-05-01,1\n");
    private static final CatalogFile CARD = Sets.file("sales.csv", FILE);

    public void unknownName() {
        Catalog.standard().entry("ett1");
    }

    public void notFetched() throws IOException {
        DataFolder.of(folder).data(Sets.set(CARD));
    }

    public void unreachable() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        new Fetcher(DataFolder.of(folder), Sets.QUICK.withMirror("http://localhost:" + port), FetchListener.none())
                .fetch(Sets.set(CARD));
    }

    public void refused() throws IOException {
        fetch(CARD, (request, out) -> head(out, 404, 0));
    }

    public void cutOff() throws IOException {
        fetch(CARD, (request, out) -> {
            head(out, 200, FILE.length);
            out.write(FILE, 0, 1);
        });
    }

    public void wrongSize() throws IOException {
        fetch(CARD, (request, out) -> head(out, 200, FILE.length + 1));
    }

    public void wrongChecksum() throws IOException {
        byte[] other = FILE.clone();
        other[0]++;
        fetch(CARD, (request, out) -> LoopbackServer.serve(other, request, out));
    }

    public void diskFull() throws IOException {
        CatalogFile huge = Sets.file("sales.csv", OptionalLong.of(1L << 60), Optional.empty());
        fetch(huge, (request, out) -> head(out, 200, 1L << 60));
    }

    private void fetch(CatalogFile file, LoopbackServer.Answer answer) throws IOException {
        try (var server = new LoopbackServer(answer)) {
            new Fetcher(DataFolder.of(folder), Sets.QUICK.withMirror(server.address()), FetchListener.none())
                    .fetch(Sets.set(file));
        }
    }

    public void damagedArchive() throws IOException {
        unpack(Arrays.copyOf(Sets.zip("sales.csv", "day,y"), 50));
    }

    public void unsafeArchive() throws IOException {
        unpack(Sets.zip("../sales.csv", "day,y", "sales.csv", "day,y"));
    }

    private void unpack(byte[] zip) throws IOException {
        Path file = Files.write(folder.resolve("sales.zip"), zip);
        Unpacker.unpack(
                file,
                Sets.file("sales.zip", zip, Sets.held("sales.csv")),
                Files.createDirectories(folder.resolve("out")));
    }
}
