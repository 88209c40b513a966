package io.almanac.benchmarks.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.almanac.benchmarks.ledger.MarkedPart;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.checks.Preparation;
import io.almanac.datasets.rows.Reading;
import io.almanac.datasets.rows.ReadingFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Inspects every file of a data folder that its READMEs list, and holds what was read against what they state: rows and
 * series, and of single series frequency, ends and missing values. How a file is read where its header does not say it
 * stands in {@code readings.yaml} beside this class.
 *
 * <pre>
 * java -cp "$CP" io.almanac.benchmarks.data.InspectTable FOLDER docs/data.md
 * </pre>
 *
 * <p>Writes the table into the page. Ends with code 1 if a file can't be read or differs from what is stated.
 */
public final class InspectTable {

    private static final String READINGS = "readings.yaml";

    private final Path folder;
    private final Map<String, StatedFacts> stated;
    private final Map<String, String> readings;
    private final List<String> rows = new ArrayList<>();
    private final List<String> passed = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final MessageDigest hashes;

    private InspectTable(Path folder, Map<String, StatedFacts> stated, Map<String, String> readings) {
        this.folder = folder;
        this.stated = stated;
        this.readings = readings;
        try {
            this.hashes = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes the table. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(args[0]);
        var table = new InspectTable(folder, StatedFacts.below(folder), readings());
        MarkedPart.replace(Path.of(args[1]), "inspect", table.page());
        table.troubles.forEach(System.err::println);
        System.exit(table.troubles.isEmpty() ? 0 : 1);
    }

    @SuppressWarnings("unchecked") // the file is ours and holds texts
    private static Map<String, String> readings() throws IOException {
        try (InputStream in = InspectTable.class.getResourceAsStream(READINGS)) {
            return new ObjectMapper(new YAMLFactory()).readValue(in, Map.class);
        }
    }

    private String page() throws IOException {
        stated.forEach(this::inspect);
        var page = new StringBuilder(
                MarkedPart.head(List.of("file", "layout", "frequency", "steps", "from", "to", "missing", "findings")));
        rows.forEach(page::append);
        page.append(String.format(
                "%n%,d files read, %,d of them not as stated%s. Not series: %s.%n%n",
                rows.size(),
                troubles.size(),
                troubles.isEmpty() ? "" : ": " + String.join("; ", troubles),
                String.join(", ", passed)));
        return page + Origin.now("InspectTable DATA docs/data.md").line()
                + " SHA-256 over the data hashes of all files: `"
                + HexFormat.of().formatHex(hashes.digest()) + "`.";
    }

    private void inspect(String file, StatedFacts facts) {
        String how = readings.getOrDefault(file, "{}");
        if (!how.startsWith("{")) {
            passed.add(file + " (" + how + ")");
            return;
        }
        try {
            Reading reading = ReadingFile.parse(READINGS, how).reading();
            Dataset read = Preparation.none()
                    .prepare(Datasets.open(folder.resolve(file).toString(), reading.table()), Clock.systemUTC());
            rows.add(row(file, read.report()));
            hashes.update(DataHash.of(read.series()).getBytes(StandardCharsets.UTF_8));
            String difference = difference(read, facts);
            if (!difference.isEmpty()) {
                troubles.add(file + ": " + difference);
            }
        } catch (DataException e) {
            troubles.add(file + ": " + e.getMessage());
        }
    }

    private static String row(String file, DataReport report) {
        String steps = report.shortest() == report.longest()
                ? String.format("%,d", report.longest())
                : String.format("%,d to %,d", report.shortest(), report.longest());
        String findings = report.findings().stream().map(InspectTable::text).collect(Collectors.joining(", "));
        return MarkedPart.row(List.of(
                file,
                report.layout(),
                report.frequency().replaceFirst(",.*", ""),
                steps,
                report.first(),
                report.last(),
                String.format("%,d", report.missing()),
                findings.isEmpty() ? "-" : findings));
    }

    private static String text(Finding finding) {
        return String.format("%s %,d", finding.code(), finding.count());
    }

    /** What differs from what is stated; empty if nothing does. */
    private static String difference(Dataset read, StatedFacts facts) {
        DataReport report = read.report();
        List<String> differences = new ArrayList<>();
        compare("rows", facts.rows(), report.rows(), differences);
        facts.series().ifPresent(series -> compare("series", series, report.series(), differences));
        facts.single().ifPresent(single -> {
            compare("missing", single.missing(), report.missing() - report.inserted(), differences);
            if (report.findings().stream().noneMatch(one -> one.code().equals(FindingKind.ROWS_OUT_OF_ORDER.code()))) {
                compare(
                        "start",
                        single.start().replace(' ', 'T'),
                        report.first(),
                        differences); // that of the first row
                compare("end", single.end().replace(' ', 'T'), report.last(), differences);
            }
            if (!read.series().schema().frequency().isInteger()) {
                single.frequency()
                        .ifPresent(frequency -> compare(
                                "frequency", frequency, read.series().schema().frequency(), differences));
            }
        });
        return String.join(", ", differences);
    }

    private static void compare(String what, Object stated, Object read, List<String> differences) {
        if (!String.valueOf(stated).equals(String.valueOf(read))) {
            differences.add(what + " " + read + ", stated are " + stated);
        }
    }
}
