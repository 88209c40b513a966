package io.almanac.benchmarks.longhorizon;

import static io.almanac.benchmarks.ledger.MarkedPart.head;
import static io.almanac.benchmarks.ledger.MarkedPart.row;
import static io.almanac.benchmarks.ledger.MarkedPart.seconds;

import io.almanac.core.comparison.ComparisonOptions;
import io.almanac.core.comparison.FoldLosses;
import io.almanac.core.comparison.LossDifference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The tables of docs/accuracy.md, one section for each set, from the cells of the test rows. */
final class AccuracyTables {

    /** Two labels of which the first is compared with the second. */
    record Pair(String label, String other) {

        /**
         * Reads {@code LABEL:OTHER}.
         *
         * @throws IllegalArgumentException if the text has another form
         */
        static Pair parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new IllegalArgumentException("a pair must be LABEL:OTHER, was \"" + text + "\"");
            }
            return new Pair(parts[0], parts[1]);
        }
    }

    /** Smaller differences are within what another seed gives; see the page's protocol. */
    private static final double MEANINGLESS = 0.003;

    private static final ComparisonOptions BOOTSTRAP =
            ComparisonOptions.defaults().withReplications(2_000);

    private final List<Cell> cells;
    private final LossFiles losses;
    private final Published published;
    private final List<Pair> pairs;

    AccuracyTables(List<Cell> cells, LossFiles losses, Published published, List<Pair> pairs) {
        this.cells = cells.stream()
                .filter(cell -> cell.id().part().equals(Part.TEST))
                .toList();
        this.losses = losses;
        this.published = published;
        this.pairs = pairs;
    }

    /** All sections, and at the end what each label is and where the published numbers stand. */
    String text() throws IOException {
        var text = new StringBuilder();
        for (BenchmarkSet set : BenchmarkSet.ALL) {
            if (cells.stream().anyMatch(cell -> cell.id().set().equals(set.name()))) {
                section(set, text);
            }
        }
        text.append("### Recipes\n\n");
        recipes(text);
        text.append("\n### Sources of published numbers\n\n");
        published.sources().forEach(source -> text.append("- ").append(source).append('\n'));
        return text.toString();
    }

    private void section(BenchmarkSet set, StringBuilder text) throws IOException {
        List<String> labels = cells.stream()
                .filter(cell -> cell.id().set().equals(set.name()))
                .map(cell -> cell.id().label())
                .distinct()
                .toList();
        text.append("### ").append(set.name()).append("\n\nMSE/MAE; slanted columns are published.\n\n");
        scores(set, labels, text);
        targets(set, labels, text);
        for (Pair pair : pairs) {
            if (labels.contains(pair.label()) && labels.contains(pair.other())) {
                differences(set, pair, text);
            }
        }
        costs(set, labels, text);
        origins(set, text);
    }

    private void scores(BenchmarkSet set, List<String> labels, StringBuilder text) {
        text.append(head(join(
                Stream.of("horizon"),
                labels.stream(),
                published.models().stream().map(model -> "*" + model + "*"))));
        for (int horizon : set.horizons()) {
            text.append(row(join(
                    Stream.of(Integer.toString(horizon)),
                    labels.stream()
                            .map(label -> scores(set, horizon, label)
                                    .map(Scores::text)
                                    .orElse("-")),
                    published.models().stream()
                            .map(model -> published
                                    .find(set.name(), horizon, model)
                                    .map(one -> Scores.pair(one.mse(), one.mae()))
                                    .orElse("-")))));
        }
        text.append(row(join(
                Stream.of("average"),
                labels.stream()
                        .map(label -> average(set, label)
                                .map(mean -> Scores.pair(mean[0], mean[1]))
                                .orElse("-")),
                published.models().stream().map(model -> publishedAverage(set, model)))));
        text.append('\n');
    }

    private void targets(BenchmarkSet set, List<String> labels, StringBuilder text) {
        List<Published.Target> targets = published.targets(set.name());
        text.append("Averages over the horizons against the targets:\n\n");
        text.append(head(join(
                Stream.of("label", "average"),
                targets.stream().map(target -> target.kind() + " " + target.mse() + "/" + target.mae()))));
        for (String label : labels) {
            Optional<double[]> mean = average(set, label);
            text.append(row(join(
                    Stream.of(label, mean.map(m -> Scores.pair(m[0], m[1])).orElse("not all horizons are there")),
                    targets.stream()
                            .map(target -> mean.map(m -> target.met(m[0], m[1]) ? "met" : "not met")
                                    .orElse("-")))));
        }
        text.append('\n');
    }

    private void differences(BenchmarkSet set, Pair pair, StringBuilder text) throws IOException {
        text.append("MSE of ")
                .append(pair.label())
                .append(" less that of ")
                .append(pair.other())
                .append(", with a 95 % interval (blocks of one horizon, ")
                .append(String.format(Locale.ROOT, "%,d", BOOTSTRAP.replications()))
                .append(" draws):\n\n");
        text.append(head(List.of("horizon", "difference", "windows a horizon apart", "reading")));
        for (int horizon : set.horizons()) {
            Optional<double[]> own = losses(set, horizon, pair.label());
            Optional<double[]> others = losses(set, horizon, pair.other());
            if (own.isEmpty() || others.isEmpty()) {
                text.append(row(List.of(Integer.toString(horizon), "-", "-", "losses by window are not kept")));
                continue;
            }
            FoldLosses folds = FoldLosses.of(
                    horizon, 1, Map.of(pair.label(), own.orElseThrow(), pair.other(), others.orElseThrow()));
            LossDifference difference = LossDifference.of(folds, pair.label(), pair.other(), BOOTSTRAP);
            text.append(row(List.of(
                    Integer.toString(horizon),
                    difference.toString(),
                    Integer.toString(difference.spaced()),
                    reading(difference))));
        }
        text.append('\n');
    }

    /** What a difference says. */
    static String reading(LossDifference difference) {
        if (Math.abs(difference.difference()) < MEANINGLESS) {
            return "parity";
        }
        if (Double.isNaN(difference.low())) {
            return "not testable: at least " + FoldLosses.LEAST_FOLDS + " windows a horizon apart are needed";
        }
        if (difference.high() < 0) {
            return "better";
        }
        return difference.low() > 0 ? "worse" : "parity";
    }

    private void costs(BenchmarkSet set, List<String> labels, StringBuilder text) {
        text.append(head(List.of(
                "label",
                "seeds",
                "point",
                "parameters",
                "fit s",
                "forecast s",
                "engine threads",
                "validation windows",
                "fitted for")));
        for (String label : labels) {
            List<Cell> own = cells(set, label);
            var all = new Scores(own);
            text.append(row(List.of(
                    label,
                    distinct(own.stream().map(cell -> Long.toString(cell.id().seed()))),
                    distinct(own.stream().map(Cell::point)),
                    distinct(own.stream().map(cell -> cell.fit().parametersText())),
                    seconds(all.mean(cell -> cell.fit().seconds())),
                    seconds(all.mean(Cell::forecastSeconds)),
                    distinct(
                            own.stream().map(cell -> Integer.toString(cell.fit().engineThreads()))),
                    distinct(own.stream().map(cell -> String.format(Locale.ROOT, "%,d", cell.validationWindows()))),
                    distinct(own.stream().map(cell -> Integer.toString(cell.id().fitted()))))));
        }
        text.append('\n');
    }

    private void origins(BenchmarkSet set, StringBuilder text) {
        List<Cell> own = cells.stream()
                .filter(cell -> cell.id().set().equals(set.name()))
                .toList();
        text.append("Test windows: ")
                .append(distinct(own.stream().map(cell -> String.format(Locale.ROOT, "%,d", cell.windows()))))
                .append(". Data: sha256 `")
                .append(distinct(own.stream().map(cell -> cell.id().data())))
                .append("`.\n");
        own.stream()
                .map(Cell::origin)
                .distinct()
                .forEach(origin -> text.append(origin.line()).append('\n'));
        text.append('\n');
    }

    private void recipes(StringBuilder text) {
        Map<String, List<Cell>> byLabel = cells.stream()
                .collect(Collectors.groupingBy(cell -> cell.id().label(), LinkedHashMap::new, Collectors.toList()));
        byLabel.forEach((label, own) -> {
            text.append("- `")
                    .append(label)
                    .append("`: ")
                    .append(distinct(own.stream()
                            .map(cell ->
                                    cell.id().forecaster() + " `" + cell.id().config() + "`")))
                    .append(". Chosen, by set:\n");
            own.stream()
                    .filter(cell -> !cell.fit().notes().isEmpty())
                    .map(cell -> "  - " + cell.id().set() + ": " + cell.fit().notes() + "\n")
                    .distinct()
                    .forEach(text::append);
        });
    }

    private List<Cell> cells(BenchmarkSet set, String label) {
        return cells.stream()
                .filter(cell ->
                        cell.id().set().equals(set.name()) && cell.id().label().equals(label))
                .toList();
    }

    private Optional<Scores> scores(BenchmarkSet set, int horizon, String label) {
        List<Cell> own = cells(set, label).stream()
                .filter(cell -> cell.id().horizon() == horizon)
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(new Scores(own));
    }

    /** MSE and MAE over the horizons; empty if one is not there. */
    private Optional<double[]> average(BenchmarkSet set, String label) {
        double mse = 0;
        double mae = 0;
        for (int horizon : set.horizons()) {
            Optional<Scores> scores = scores(set, horizon, label);
            if (scores.isEmpty()) {
                return Optional.empty();
            }
            mse += scores.get().mse() / set.horizons().size();
            mae += scores.get().mae() / set.horizons().size();
        }
        return Optional.of(new double[] {mse, mae});
    }

    private String publishedAverage(BenchmarkSet set, String model) {
        List<Published.Row> rows = set.horizons().stream()
                .flatMap(horizon -> published.find(set.name(), horizon, model).stream())
                .toList();
        return rows.size() < set.horizons().size()
                ? "-"
                : Scores.pair(
                        mean(rows.stream().mapToDouble(Published.Row::mse)),
                        mean(rows.stream().mapToDouble(Published.Row::mae)));
    }

    /** The squared losses of each window, means over seeds; empty if a file is missing. */
    private Optional<double[]> losses(BenchmarkSet set, int horizon, String label) throws IOException {
        Optional<Scores> scores = scores(set, horizon, label);
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        List<Cell> seeds = scores.get().cells();
        double[] mean = new double[seeds.get(0).windows()];
        for (Cell cell : seeds) {
            Optional<double[]> one = losses.squared(cell.id());
            if (one.isEmpty()) {
                return Optional.empty();
            }
            if (one.get().length != mean.length) {
                throw new IllegalArgumentException("losses of " + label + " on " + set.name() + " at horizon " + horizon
                        + " must be of " + mean.length + " windows, are of " + one.get().length);
            }
            for (int window = 0; window < mean.length; window++) {
                mean[window] += one.get()[window] / seeds.size();
            }
        }
        return Optional.of(mean);
    }

    private static double mean(DoubleStream numbers) {
        return numbers.average().orElseThrow();
    }

    private static String distinct(Stream<String> texts) {
        return texts.distinct().collect(Collectors.joining(", "));
    }

    @SafeVarargs
    private static List<String> join(Stream<String>... parts) {
        List<String> all = new ArrayList<>();
        for (Stream<String> part : parts) {
            part.forEach(all::add);
        }
        return all;
    }
}
