package io.almanac.benchmarks.competition;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process of another toolkit that has read its data and fits and forecasts them all each time it is asked to. It prints a
 * line with its versions, and then one with seconds after each line that it reads. What it says besides, on the other stream,
 * is passed on.
 */
final class Peer implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final String versions;

    private Peer(Process process) throws IOException {
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
        versions = line();
    }

    /** Starts a process and waits until it is ready. */
    static Peer start(List<String> command) throws IOException {
        return new Peer(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String versions() {
        return versions;
    }

    /** Lets it fit and forecast, and returns the seconds that it took. */
    double seconds() throws IOException {
        in.write("run\n");
        in.flush();
        return Double.parseDouble(line());
    }

    private String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the other process has ended; see what it printed above");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
