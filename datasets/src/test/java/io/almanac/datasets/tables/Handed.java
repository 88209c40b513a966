package io.almanac.datasets.tables;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes down what a sink is handed: a line each trial and each refusal. */
final class Handed implements BacktestSink {

    final List<String> trials = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();

    /** {@code a fold 0: history 3 gap 0, 2020-04-01 y 4.0 x 4.5 [4.0 5.0]} with a part for each step of each channel. */
    @Override
    public void scored(Trial trial) {
        var line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s fold %d: history %d gap %d",
                trial.history().id(),
                trial.fold(),
                trial.history().length(),
                trial.axis().length() == 0
                        ? 0
                        : trial.history().axis().stepOf(trial.axis().tick(0)).orElseThrow()
                                - trial.history().length()));
        int channels = trial.history().schema().channels().size();
        for (int channel = 0; channel < channels; channel++) {
            for (int step = 0; step < trial.axis().length(); step++) {
                line.append(", ")
                        .append(
                                channels > 1
                                        ? trial.history().schema().channels().get(channel) + " "
                                        : "")
                        .append(trial.axis().text(step))
                        .append(" y ")
                        .append(trial.actual(channel, step));
                for (String label : trial.labels()) {
                    line.append(' ').append(label).append(' ');
                    if (trial.scored(label).isEmpty()) {
                        line.append('-');
                        continue;
                    }
                    Forecast forecast =
                            trial.scored(label).map(Scored::forecast).orElseThrow();
                    line.append(forecast.point(channel, step));
                    List<Double> quantiles = new ArrayList<>();
                    for (int q = 0; q < forecast.quantiles().size(); q++) {
                        quantiles.add(forecast.quantile(q, channel, step));
                    }
                    line.append(quantiles.isEmpty() ? "" : " " + quantiles);
                }
            }
        }
        trials.add(line.toString());
    }

    @Override
    public void refused(String label, int fold, Refusal refusal) {
        refusals.add(label + ", " + refusal.id() + " fold " + fold + ": " + refusal.reason());
    }
}
