package io.almanac.cli;

import io.almanac.datasets.catalog.Bundled;
import io.almanac.datasets.catalog.Catalog;
import io.almanac.datasets.catalog.CatalogEntry;
import io.almanac.datasets.catalog.CatalogFile;
import io.almanac.datasets.catalog.DataFolder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac datasets show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the card of one: what it is, its licence, what to cite, its files.")
final class DatasetsShowCommand implements Callable<Integer> {

    private static final String BUNDLED = "bundled:";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "As 'datasets list' writes it; catalog: may be left out.")
    private String name;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name.startsWith(BUNDLED)) {
            show(out, Bundled.card(name.substring(BUNDLED.length())));
        } else {
            CatalogEntry entry = Catalog.standard().entry(name.replaceFirst("^catalog:", ""));
            DataFolder folder = DataFolder.standard();
            show(out, entry);
            line(
                    out,
                    "here",
                    folder.holds(entry)
                            ? "yes, in " + folder.path().toAbsolutePath()
                            : "no; almanac datasets fetch " + entry.name() + " brings it");
        }
        return 0;
    }

    private static void show(PrintWriter out, Bundled.Card card) {
        line(out, "name", BUNDLED + card.name());
        line(out, "title", card.title());
        line(out, "unit", card.unit());
        line(out, "source", card.source());
        line(out, "made", card.made());
        line(out, "licence", card.licence());
        if (card.channels() > 1) {
            line(out, "channels", card.channels() + "");
        }
        line(out, "steps", String.format(Locale.ROOT, "%,d", card.steps()));
        line(out, "frequency", card.frequency().toString());
        line(out, "reading", card.reading().toString());
        line(out, "SHA-256", card.sha256());
        line(out, "here", "yes, it comes with the program");
    }

    private static void show(PrintWriter out, CatalogEntry entry) {
        line(out, "name", "catalog:" + entry.name());
        line(out, "title", entry.title());
        line(out, "source", entry.source());
        line(out, "licence", entry.licence() + " (stated by: " + entry.statedBy() + ")");
        line(out, "citation", entry.citation());
        line(
                out,
                "series",
                String.format(Locale.ROOT, "%,d", entry.series())
                        + (entry.channels() > 1 ? " of " + entry.channels() + " channels" : ""));
        line(out, "steps", entry.steps());
        line(out, "frequency", entry.frequency().toString());
        line(out, "season", joined(entry.seasons()));
        line(out, "horizons", entry.horizons().isEmpty() ? "none in particular" : joined(entry.horizons()));
        line(out, "split", entry.split());
        line(out, "reading", entry.reading().toString());
        for (CatalogFile file : entry.files()) {
            line(out, "file", file.url() + "");
            line(out, "", file.facts());
            if (!file.holds().isEmpty()) {
                line(
                        out,
                        "",
                        "holds "
                                + file.holds().stream()
                                        .map(CatalogFile.Held::path)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static void line(PrintWriter out, String key, String text) {
        if (!text.isEmpty()) {
            out.println(String.format(Locale.ROOT, "%-10s %s", key, text));
        }
    }
}
