package io.almanac.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.core.backtest.AuditResult;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.provenance.Environment;
import io.almanac.core.provenance.PeakMemory;
import io.almanac.core.series.DataReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code provenance.json} holds: enough to run a backtest again and to see whether it is the same.
 *
 * @param format   of this file
 * @param command  the arguments, for a person to read
 * @param dataHash SHA-256 of the series, see {@link io.almanac.core.series.DataHash}
 */
record RunProvenance(
        int format,
        String command,
        BacktestSetup setup,
        List<BacktestSetup.Labelled> forecasters,
        DataReport data,
        String dataHash,
        List<Fit> fits,
        Map<String, Long> refusals,
        Map<String, Long> standIns,
        List<Refused> refused,
        List<String> warnings,
        Optional<AuditResult> audit,
        PeakMemory memory,
        Environment environment) {

    private static final int FORMAT = 3;

    /** One fit, and the first fold that its model served, from 0. */
    record Fit(String label, int fold, double fitSeconds, double forecastSeconds, ModelProvenance model) {}

    /** One forecast that could not be made. */
    record Refused(String label, int fold, String id, String reason) {}

    /**
     * What a replay reads of it.
     *
     * @param environments what the program and the fits ran on, without repetition
     */
    record Recorded(
            BacktestSetup setup,
            Map<String, Forecaster> forecasters,
            String dataHash,
            List<Environment> environments) {}

    static RunProvenance of(
            String command,
            BacktestSetup setup,
            Map<String, Forecaster> forecasters,
            DataReport data,
            BacktestSummary summary) {
        return new RunProvenance(
                FORMAT,
                command,
                setup,
                forecasters.entrySet().stream()
                        .map(one -> new BacktestSetup.Labelled(
                                one.getKey(),
                                one.getValue().id(),
                                one.getValue().config()))
                        .toList(),
                data,
                summary.dataHash(),
                summary.fits().stream()
                        .map(fit -> new Fit(
                                fit.label(),
                                fit.fold(),
                                fit.record().fitSeconds(),
                                fit.record().forecastSeconds(),
                                fit.record().provenance()))
                        .toList(),
                summary.refusals(),
                summary.standIns(),
                summary.refused().stream()
                        .map(one -> new Refused(
                                one.label(),
                                one.fold(),
                                one.refusal().id(),
                                one.refusal().reason()))
                        .toList(),
                summary.warnings(),
                summary.audit(),
                summary.memory(),
                Environment.current());
    }

    /** What it was computed on, the program's own environment first, without repetition. */
    List<Environment> environments() {
        List<Environment> all = new ArrayList<>(List.of(environment));
        fits.forEach(fit -> all.add(fit.model().environment()));
        return all.stream().distinct().toList();
    }

    /**
     * Reads what a replay needs.
     *
     * @throws IllegalArgumentException if the text is not that of a provenance, with the reason
     */
    static Recorded read(String json) {
        JsonNode tree;
        try {
            tree = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "it is no JSON: " + e.getOriginalMessage() + ", line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    e);
        }
        int format = required(tree, "format").asInt();
        if (format != FORMAT) {
            throw new IllegalArgumentException("it has the format " + format + ", this program reads format " + FORMAT
                    + ": use the version of" + " Almanac that wrote it, or run the backtest again");
        }
        Map<String, Forecaster> forecasters = new LinkedHashMap<>();
        for (JsonNode one : required(tree, "forecasters")) {
            String id = required(one, "id").asText();
            Class<? extends Record> config = Forecasters.find(id).defaults().getClass();
            Record read = RecordJson.read(required(one, "config").toString(), config);
            forecasters.put(required(one, "label").asText(), Forecasters.create(id, read));
        }
        List<Environment> environments = new ArrayList<>();
        environments.add(RecordJson.read(required(tree, "environment").toString(), Environment.class));
        for (JsonNode fit : required(tree, "fits")) {
            environments.add(RecordJson.read(
                    required(required(fit, "model"), "environment").toString(), Environment.class));
        }
        return new Recorded(
                RecordJson.read(required(tree, "setup").toString(), BacktestSetup.class),
                forecasters,
                required(tree, "dataHash").asText(),
                environments.stream().distinct().toList());
    }

    private static JsonNode required(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
