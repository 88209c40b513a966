package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against ets.csv, which ets_reference.R made with R's forecast 8.20. */
class EtsReferenceTest {

    private static final Probabilities ASKED = new Probabilities(List.of(0.025, 0.1, 0.9, 0.975));
    private static final double[] NONE = {};

    /** A row of the file; no bounds where R draws them. */
    private record Row(String method, String series, String form, double criterion, int step, double forecast, double[] bounds) {

        static Row of(String line) {
            String[] cells = line.split(",", -1);
            double[] bounds = cells[7].isEmpty()
                    ? NONE
                    : new double[] {number(cells[9]), number(cells[7]), number(cells[8]), number(cells[10])};
            return new Row(
                    cells[0], cells[1], cells[2], number(cells[4]), Integer.parseInt(cells[5]), number(cells[6]), bounds);
        }

        private static double number(String cell) {
            return Double.parseDouble(cell);
        }

        String given() {
            return method.equals("ets") ? "ZZZ" : form;
        }
    }

    /** A fit in the unit in which methods see values. */
    private record Fitted(EtsFit fit, double[] values, double unit) {

        static Fitted of(Row row) throws IOException {
            double[] values = Shapes.named(row.series());
            double unit = Math.scalb(1.0, Math.getExponent(Arrays.stream(values).map(Math::abs).average().orElseThrow()));
            double[] scaled = Arrays.stream(values).map(y -> y / unit).toArray();
            int season = Objects.requireNonNull(Shapes.SEASONS.get(row.series()));
            var method = new EtsMethod(row.given(), row.given().endsWith("N") ? 1 : season, EtsConfig.Criterion.AICC);
            return new Fitted((EtsFit) method.fit(scaled), scaled, unit);
        }

        double criterion() {
            return fit.criterion(EtsConfig.Criterion.AICC, values.length) + 2 * values.length * Math.log(unit);
        }
    }

    private static List<Row> rows() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(EtsReferenceTest.class.getResourceAsStream("ets.csv")), StandardCharsets.UTF_8))) {
            return in.lines().skip(2).map(Row::of).toList();
        }
    }

    @Test
    void likelihoodsAreNoWorseAndWhereTheyAreTheSameSoAreForecastsAndIntervals() throws IOException {
        int compared = 0;
        Map<String, Fitted> fits = new HashMap<>();
        for (Row row : rows()) {
            String key = row.method() + row.series();
            Fitted fitted = fits.get(key);
            if (fitted == null) {
                fitted = Fitted.of(row);
                fits.put(key, fitted);
            }
            double worse = fitted.criterion() - row.criterion();
            System.out.println(row.method()+" "+row.series()+" "+row.form()+" "+fitted.fit().form()+" "+row.step()+" worse "+worse);
            LocalForecast forecast = fitted.fit().forecast(fitted.values(), 0, row.step(), ASKED);
            double deviation = forecast.deviations()[row.step() - 1] * fitted.unit();
            double point = forecast.points()[row.step() - 1] * fitted.unit();
            String bb="";
            for (int q = 0; q < row.bounds().length; q++) bb+=" "+(forecast.quantiles()[q][row.step() - 1] * fitted.unit()-row.bounds()[q]) / deviation;
            System.out.println("   point "+(point-row.forecast())/deviation+bb);
        }
    }
}
