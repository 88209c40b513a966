package io.almanac.benchmarks.competition;

import io.almanac.benchmarks.ledger.MarkedPart;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares forecasters with what reference scripts wrote for series of the competitions. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description =
                "Compares forms, criteria and forecasts with those of another implementation, series by series. The"
                        + " files are what the scripts in forecasting/src/test/reference write for a data folder.")
final class ReferenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Output of reference scripts.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder with m1, m3 and m4 (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "[METHOD=]ID",
            description = "The forecaster for a method of the files; other methods are left out.",
            required = true)
    private List<String> models = new ArrayList<>();

    @Option(names = "--set", paramLabel = "METHOD.OPTION=VALUE", description = "An option of a forecaster.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Page whose part between <!-- reference: begin --> and its end is written anew.")
    private Optional<Path> report = Optional.empty();

    /** A group and those of its series that a reference names. */
    private record Place(CompetitionSet set, SplitSeries series) {}

    @Override
    public Integer call() throws IOException {
        List<Variant> variants = variants();
        Map<String, Place> places = places();
        var text = new StringBuilder();
        for (Path file : files) {
            Reference reference = Reference.read(file);
            text.append("Reference: ").append(reference.versions()).append("\n\n");
            var table = new ReferenceTable();
            for (Variant variant : variants) {
                Map<Place, List<Reference.Fit>> byPlace = reference.fits().stream()
                        .filter(fit -> fit.method().equals(variant.label()) && places.containsKey(fit.id()))
                        .collect(Collectors.groupingBy(fit -> place(places, fit)));
                for (Place place : places.values().stream().distinct().toList()) {
                    List<Reference.Fit> fits = byPlace.getOrDefault(place, List.of());
                    if (!fits.isEmpty()) {
                        String name = variant.label() + ", " + place.set().name() + " "
                                + place.series().group().name();
                        table.add(name, variant.forecaster(), training(place, fits), fits);
                    }
                }
            }
            text.append(table.text()).append('\n');
        }
        text.append(Origin.now(command()).line()).append('\n');
        spec.commandLine().getOut().println(text);
        if (report.isPresent()) {
            MarkedPart.replace(report.get(), "reference", text.toString());
        }
        return 0;
    }

    private List<Variant> variants() {
        try {
            List<Variant> variants = Variant.parse(models, settings);
            variants.forEach(Variant::forecaster);
            return variants;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Place place(Map<String, Place> places, Reference.Fit fit) {
        return Optional.ofNullable(places.get(fit.id())).orElseThrow();
    }

    /** Where each series is, of all groups whose files are there. */
    private Map<String, Place> places() throws IOException {
        Map<String, Place> places = new LinkedHashMap<>();
        for (CompetitionSet set : CompetitionSet.ALL) {
            for (CompetitionSet.Group group : set.groups()) {
                if (Files.isRegularFile(data.resolve(set.file(group, "train")))) {
                    var place = new Place(set, SplitSeries.read(data, set, group));
                    place.series().whole().stream().forEach(series -> places.put(series.id(), place));
                }
            }
        }
        return places;
    }

    /** The training parts of the series of some fits, in the order of those. */
    private static SeriesSet training(Place place, List<Reference.Fit> fits) {
        Map<String, TimeSeries> byId =
                place.series().training().stream().collect(Collectors.toMap(TimeSeries::id, series -> series));
        return SeriesSet.of(
                place.series().whole().schema(),
                fits.stream()
                        .map(fit -> Optional.ofNullable(byId.get(fit.id())).orElseThrow())
                        .toList());
    }

    private String command() {
        return spec.name() + " --data DATA --models " + String.join(",", models)
                + settings.stream().map(setting -> " --set " + setting).collect(Collectors.joining()) + " "
                + files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(" "));
    }
}
