package io.almanac.core.backtest;

import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.series.DataHash;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the fits of one label come to: where series were fitted chunk by chunk, one record stands for all chunks. */
final class FoldFits {

    /** So many notes are kept of the chunks. */
    private static final int NOTES = 10;

    private FoldFits() {}

    /** The record of each fold at which something was fitted. */
    static SortedMap<Integer, FitRecord> of(List<LabelRun.Fitted> fits) {
        SortedMap<Integer, List<FitRecord>> byFold = new TreeMap<>();
        for (LabelRun.Fitted fit : fits) {
            fit.filed()
                    .ifPresent(filed -> byFold.computeIfAbsent(fit.first(), fold -> new ArrayList<>())
                            .add(filed.record()));
        }
        SortedMap<Integer, FitRecord> records = new TreeMap<>();
        byFold.forEach((fold, parts) -> records.put(fold, parts.size() == 1 ? parts.get(0) : together(parts)));
        return records;
    }

    private static FitRecord together(List<FitRecord> parts) {
        List<ModelProvenance> models = parts.stream().map(FitRecord::provenance).toList();
        ModelProvenance first = models.get(0);
        List<String> notes = new ArrayList<>(List.of("fitted in " + parts.size() + " parts"));
        models.stream()
                .flatMap(model -> model.notes().stream())
                .distinct()
                .limit(NOTES)
                .forEach(notes::add);
        var provenance = new ModelProvenance(
                first.forecaster(),
                first.config(),
                first.schema(),
                models.stream().mapToInt(ModelProvenance::series).sum(),
                DataHash.ofParts(models.stream().map(ModelProvenance::dataHash).toList()),
                first.horizon(),
                first.validation(),
                first.quantiles(),
                first.seed(),
                first.device(),
                notes,
                first.environment());
        return new FitRecord(
                provenance,
                List.of(),
                parts.stream().mapToDouble(FitRecord::fitSeconds).sum(),
                parts.stream().mapToDouble(FitRecord::forecastSeconds).sum());
    }
}
