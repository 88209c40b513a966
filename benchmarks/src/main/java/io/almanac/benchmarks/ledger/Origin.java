package io.almanac.benchmarks.ledger;

import io.almanac.core.provenance.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which code made a number, where, when and how to do it again.
 *
 * @param commit  id of the checkout, or that it has changes
 * @param machine processor, cores and virtual machine
 * @param date    of the run, UTC
 * @param command the arguments, without the folders of this machine
 */
public record Origin(String commit, String machine, String date, String command) {

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** This checkout, machine and day. Tables that the run itself writes are no changes. */
    public static Origin now(String command) throws IOException {
        return new Origin(checkout(), processor(), LocalDate.now(ZoneOffset.UTC).toString(), command);
    }

    /** A sentence for a page. */
    public String line() {
        return "Run: `" + command + "`, " + date + ", commit " + commit + ", " + machine + ".";
    }

    private static String checkout() throws IOException {
        String head = git("rev-parse", "--short=12", "HEAD");
        if (head.isEmpty()) {
            return "no checkout";
        }
        String changes = git("status", "--porcelain", "--untracked-files=no", "--", ":/", ":(top,exclude)docs");
        return changes.isEmpty() ? head : head + " with uncommitted changes";
    }

    /** What git prints; empty where there is no git or no checkout. */
    private static String git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? printed : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            return ""; // no git
        }
    }

    private static String processor() throws IOException {
        String model = "";
        if (Files.isReadable(PROCESSOR)) {
            model = Files.readAllLines(PROCESSOR).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        }
        Environment environment = Environment.current();
        return Runtime.getRuntime().availableProcessors() + " cores, " + (model.isEmpty() ? environment.os() : model)
                + ", " + environment.java();
    }
}
