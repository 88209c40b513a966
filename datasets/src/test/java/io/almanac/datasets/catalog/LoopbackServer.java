package io.almanac.datasets.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on the loopback that answers with whatever bytes a test gives it, one connection for each request. */
final class LoopbackServer implements AutoCloseable {

    /** One request. */
    record Request(String path, Map<String, String> headers, int number) {

        /** The first byte that is asked for; 0 if all are. */
        int from() {
            String range = headers.getOrDefault("range", "bytes=0-");
            return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
    }

    /** Writes the answer, status line and all. */
    @FunctionalInterface
    interface Answer {
        void write(Request request, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Answer answer;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    LoopbackServer(Answer answer) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        var thread = new Thread(this::serve, "loopback server");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "http://localhost:" + socket.getLocalPort() + "/mirror/";
    }

    /** Those that have come so far, counted from 1. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (true) {
            try (Socket connection = socket.accept()) {
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                String first = in.readLine();
                Map<String, String> headers = new TreeMap<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    String[] parts = line.split(": ", 2);
                    headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
                }
                var request = new Request(first.split(" ", -1)[1], headers, requests.size() + 1);
                requests.add(request);
                OutputStream out = connection.getOutputStream();
                answer.write(request, out);
                out.flush();
            } catch (SocketException e) {
                if (socket.isClosed()) {
                    return;
                } // else the client went away in the middle
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The head of an answer; the length is not announced if it is negative. */
    static void head(OutputStream out, int status, long length, String... headers) throws IOException {
        var text = new StringBuilder("HTTP/1.1 " + status + " x\r\nConnection: close\r\n");
        if (length >= 0) {
            text.append("Content-Length: ").append(length).append("\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Serves a file as a good server does: with a tag, and from where it is asked. */
    static void serve(byte[] file, Request request, OutputStream out) throws IOException {
        int from = request.from();
        if (from == 0) {
            head(out, 200, file.length, "ETag: \"v1\"");
        } else {
            head(
                    out,
                    206,
                    file.length - from,
                    "ETag: \"v1\"",
                    "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        out.write(file, from, file.length - from);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
