package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps all that a backtest gives, as plain lists that compare bit by bit. Reads the first channel only. */
final class RecordingSink implements BacktestSink {

    /**
     * One forecast.
     *
     * @param quantiles all quantiles, one after the other
     */
    record Row(
            String label,
            int fold,
            String id,
            List<Double> history,
            List<Double> actual,
            List<Double> points,
            List<Double> quantiles,
            String axis) {

        double lastSeen() {
            return history.get(history.size() - 1);
        }

        /** Label, fold, id, last value seen, actual values. */
        String text() {
            return label + " " + fold + " " + id + " sees " + lastSeen() + " scores " + actual;
        }
    }

    final List<Row> rows = new ArrayList<>();
    final List<BacktestSummary.Refused> refused = new ArrayList<>();
    final List<String> fits = new ArrayList<>();
    final List<FitRecord> records = new ArrayList<>();
    int completed;

    @Override
    public void fitted(String label, int fold, FitRecord record) {
        fits.add(label + " " + fold);
        records.add(record);
    }

    @Override
    public void scored(Trial trial) {
        trial.labels().forEach(label -> trial.scored(label).ifPresent(this::add));
    }

    private void add(Scored scored) {
        Forecast forecast = scored.forecast();
        int horizon = forecast.horizon();
        rows.add(new Row(
                scored.label(),
                scored.fold(),
                forecast.id(),
                steps(scored.history().length(), step -> scored.history().value(0, step)),
                steps(horizon, step -> scored.actual(0, step)),
                steps(horizon, step -> forecast.point(0, step)),
                steps(horizon * forecast.quantiles().size(), i -> forecast.quantile(i / horizon, 0, i % horizon)),
                forecast.axis().toString()));
    }

    @Override
    public void complete() {
        completed++;
    }

    @Override
    public void refused(String label, int fold, Refusal refusal) {
        refused.add(new BacktestSummary.Refused(label, fold, refusal));
    }

    List<String> texts() {
        return rows.stream().map(Row::text).toList();
    }

    private static List<Double> steps(int count, java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).boxed().toList();
    }
}
