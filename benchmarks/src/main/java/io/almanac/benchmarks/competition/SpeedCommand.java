package io.almanac.benchmarks.competition;

import static io.almanac.benchmarks.ledger.MarkedPart.head;
import static io.almanac.benchmarks.ledger.MarkedPart.row;
import static io.almanac.benchmarks.ledger.MarkedPart.seconds;

import io.almanac.benchmarks.ledger.MarkedPart;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Time of fit and forecast beside statsforecast, in turns on one machine, so that both feel what else runs there. The first run
 * of each side is not counted: it compiles code there and here.
 */
@Command(
        name = "speed",
        mixinStandardHelpOptions = true,
        description = "Time of fit and forecast beside statsforecast, in turns on the same machine.")
final class SpeedCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder with m1, m3 and m4 (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            required = true,
            description = "The Python of a virtual environment with statsforecast and pandas.")
    private String python = "";

    @Option(
            names = "--script",
            paramLabel = "FILE",
            defaultValue = "benchmarks/statsforecast_speed.py",
            description = "What it runs (default: ${DEFAULT-VALUE}).")
    private Path script;

    @Option(
            names = "--groups",
            split = ",",
            paramLabel = "SET/GROUP",
            description = "Series to fit (default: ${DEFAULT-VALUE}).")
    private List<String> groups = new ArrayList<>(List.of("m3/monthly", "m4-hourly/hourly"));

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "CLASS=ID",
            description = "Classes of statsforecast.models and our forecasters (default: ${DEFAULT-VALUE}).")
    private List<String> models = new ArrayList<>(List.of("AutoETS=ets", "AutoARIMA=arima"));

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many series of each group, evenly spaced; 0 for all.")
    private int sample;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each side after the first (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Page whose part between <!-- speed: begin --> and its end is written anew.")
    private Optional<Path> report = Optional.empty();

    @Override
    public Integer call() throws IOException {
        List<Variant> variants = variants();
        var text = new StringBuilder(head(List.of(
                "group", "series", "ours", "theirs", "ours s", "theirs s", "theirs / ours: median, least, most")));
        String versions = "";
        for (String name : groups) {
            String[] parts = name.split("/", -1);
            CompetitionSet set = checked(parts[0]);
            CompetitionSet.Group group = set.groups().stream()
                    .filter(one -> parts.length == 2 && one.name().equals(parts[1]))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "a group must be SET/GROUP, m3/monthly say, was " + name));
            SeriesSet training = sampled(SplitSeries.read(data, set, group).training());
            for (Variant variant : variants) {
                try (Peer peer = Peer.start(command(set, group, variant.label()))) {
                    versions = peer.versions();
                    text.append(measured(name, group.horizon(), training, variant, peer));
                }
            }
        }
        text.append(
                        "\nWall clock of fit and forecast of all series with their 80 % and 95 % intervals, on all cores; medians of ")
                .append(runs)
                .append(" runs of each side in turns, after a first one that is not counted. Last of theirs: ")
                .append(versions)
                .append(".\n")
                .append(Origin.now(line()).line())
                .append('\n');
        spec.commandLine().getOut().println(text);
        if (report.isPresent()) {
            MarkedPart.replace(report.get(), "speed", text.toString());
        }
        return 0;
    }

    private List<Variant> variants() {
        try {
            List<Variant> variants = Variant.parse(models, List.of());
            variants.forEach(Variant::forecaster);
            return variants;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private CompetitionSet checked(String set) {
        try {
            return CompetitionSet.find(set);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private SeriesSet sampled(SeriesSet all) {
        if (sample < 1 || sample >= all.size()) {
            return all;
        }
        List<TimeSeries> some = IntStream.range(0, sample)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / sample)))
                .toList();
        return SeriesSet.of(all.schema(), some);
    }

    private List<String> command(CompetitionSet set, CompetitionSet.Group group, String model) {
        return List.of(
                python,
                script.toString(),
                data.resolve(set.file(group, "train")).toString(),
                model,
                Integer.toString(group.season()),
                Integer.toString(group.horizon()),
                Integer.toString(sample),
                Integer.toString(Runtime.getRuntime().availableProcessors()));
    }

    private String measured(String name, int horizon, SeriesSet training, Variant variant, Peer peer)
            throws IOException {
        Forecaster forecaster = variant.forecaster();
        double[] ours = new double[runs];
        double[] theirs = new double[runs];
        run(forecaster, training, horizon);
        peer.seconds();
        for (int i = 0; i < runs; i++) {
            if (i % 2 == 0) {
                ours[i] = run(forecaster, training, horizon);
                theirs[i] = peer.seconds();
            } else {
                theirs[i] = peer.seconds();
                ours[i] = run(forecaster, training, horizon);
            }
        }
        double[] ratios = IntStream.range(0, runs)
                .mapToDouble(i -> theirs[i] / ours[i])
                .sorted()
                .toArray();
        return row(List.of(
                name,
                Integer.toString(training.size()),
                variant.id(),
                variant.label(),
                seconds(median(ours)),
                seconds(median(theirs)),
                String.format(Locale.ROOT, "%.2f, %.2f, %.2f", median(ratios), ratios[0], ratios[ratios.length - 1])));
    }

    private static double run(Forecaster forecaster, SeriesSet training, int horizon) {
        long start = System.nanoTime();
        try (ForecastModel model = forecaster.fit(training, FitOptions.of(horizon))) {
            model.forecast(training.asList(), horizon);
        }
        return (System.nanoTime() - start) / NANOS;
    }

    /** The upper one of the middle two of an even number. */
    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private String line() {
        return spec.name() + " --data DATA --python PYTHON --groups " + String.join(",", groups) + " --models "
                + String.join(",", models) + " --sample " + sample + " --runs " + runs;
    }
}
