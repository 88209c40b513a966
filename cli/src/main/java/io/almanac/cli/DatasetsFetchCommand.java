package io.almanac.cli;

import io.almanac.datasets.catalog.Catalog;
import io.almanac.datasets.catalog.CatalogEntry;
import io.almanac.datasets.catalog.DataFolder;
import io.almanac.datasets.catalog.FetchOptions;
import io.almanac.datasets.catalog.Fetcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac datasets fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Downloads public sets, checks and unpacks them. What was cut off goes on where it ended.",
        footerHeading = "%n",
        footer = {
            "Files go to the folder that ALMANAC_DATA names, else to the user's cache.",
            "Behind a proxy: JAVA_TOOL_OPTIONS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT'."
        })
final class DatasetsFetchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Of 'datasets list'; catalog: may be left out.")
    private List<String> names;

    @Option(
            names = "--mirror",
            defaultValue = "${env:ALMANAC_MIRROR}",
            paramLabel = "URL|FOLDER",
            description = "Where the files are as NAME/FILE, instead of their publishers (default: what"
                    + " ALMANAC_MIRROR says).")
    private @Nullable String mirror;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Catalog catalog = Catalog.standard();
        List<CatalogEntry> entries = names.stream()
                .map(name -> catalog.entry(name.replaceFirst("^catalog:", "")))
                .toList();
        FetchOptions options = FetchOptions.defaults();
        if (mirror != null && !mirror.isBlank()) {
            options = options.withMirror(mirror);
        }
        var progress = new FetchProgress(spec.commandLine().getErr());
        var fetcher = new Fetcher(DataFolder.standard(), options, progress);
        for (CatalogEntry entry : entries) {
            List<Fetcher.Fetched> files;
            try {
                files = fetcher.fetch(entry);
            } finally {
                progress.clear();
            }
            for (Fetcher.Fetched file : files) {
                out.println(String.format(
                        Locale.ROOT, "%s: %s, %,d bytes, %s", entry.name(), file.file(), file.bytes(), state(file)));
            }
            out.println(entry.name() + ": licence: " + entry.licence());
        }
        return 0;
    }

    private static String state(Fetcher.Fetched file) {
        return (file.fresh() ? "fetched" : "was here") + ", "
                + (file.verified()
                        ? "checked"
                        : "not verified: no checksum is published, this one counts from now on: SHA-256 "
                                + file.sha256());
    }
}
