package io.almanac.cli;

import io.almanac.core.files.RecordJson;
import io.almanac.datasets.catalog.Bundled;
import io.almanac.datasets.catalog.Catalog;
import io.almanac.datasets.catalog.DataFolder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code almanac datasets list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists them, and says which are here.")
final class DatasetsListCommand implements Callable<Integer> {

    private static final int LICENCE = 28;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As JSON, with titles.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DataFolder folder = DataFolder.standard();
        List<DatasetRow> rows = Stream.concat(
                        Bundled.names().stream().map(name -> DatasetRow.of(Bundled.card(name))),
                        Catalog.standard().entries().stream().map(entry -> DatasetRow.of(entry, folder)))
                .toList();
        if (json) {
            out.println(RecordJson.write(
                    new DatasetRow.All(folder.path().toAbsolutePath().toString(), rows)));
            return 0;
        }
        line(out, "DATA", "freq", "series", "steps", "size", "licence", "here");
        for (DatasetRow row : rows) {
            line(
                    out,
                    row.name(),
                    row.frequency(),
                    String.format(Locale.ROOT, "%,d", row.series())
                            + (row.channels() > 1 ? " x " + row.channels() : ""),
                    row.steps(),
                    row.size() + (row.verified() ? "" : "*"),
                    row.licence(),
                    row.here() ? "yes" : "");
        }
        out.println();
        out.println("series x channels. * no checksum is published for all files: the first fetch sets it.");
        out.println("Folder: " + folder.path().toAbsolutePath());
        return 0;
    }

    private static void line(
            PrintWriter out,
            String name,
            String frequency,
            String series,
            String steps,
            String size,
            String licence,
            String here) {
        String shortened = licence.length() <= LICENCE ? licence : licence.substring(0, LICENCE - 1) + "…";
        out.println(String.format(
                        Locale.ROOT,
                        "%-29s %-5s %9s %14s %9s  %-28s %s",
                        name,
                        frequency,
                        series,
                        steps,
                        size,
                        shortened,
                        here)
                .stripTrailing());
    }
}
