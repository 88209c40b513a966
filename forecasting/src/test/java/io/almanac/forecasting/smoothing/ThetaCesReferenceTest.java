package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.Probabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Against theta-ces.csv, which theta_ces_reference.py made with statsforecast 2.1.1. */
class ThetaCesReferenceTest {

    private static final Probabilities NONE = new Probabilities(List.of());

    /** A row of the file. */
    private record Row(String method, String series, String form, double criterion, int step, double forecast) {

        static Row of(String line) {
            String[] cells = line.split(",", -1);
            return new Row(
                    cells[0],
                    cells[1],
                    cells[2],
                    Double.parseDouble(cells[4]),
                    Integer.parseInt(cells[5]),
                    Double.parseDouble(cells[6]));
        }

        double point(LocalFit fit, double[] values) {
            return fit.forecast(values, 0, step, NONE).points()[step - 1];
        }
    }

    @Test
    void thetaModelsHaveItsSeasonsAndForecastsAndNoWorseErrors() throws IOException {
        int forecasts = 0;
        for (Row row : rows()) {
            if (row.method().startsWith("ces")) {
                continue;
            }
            double[] values = Shapes.named(row.series());
            boolean dynamic = row.method().equals("dynamic-theta");
            var fit = (ThetaFit) new ThetaMethod(Shapes.season(row.series()), dynamic).fit(values);
            boolean seasonal = fit.adjustment().season() > 1;
            assertEquals(
                    row.form(),
                    seasonal ? fit.adjustment().kind().name().toLowerCase(Locale.ROOT) : "none",
                    row.toString());
            double ratio = criterion(fit, values) / row.criterion();
            assertTrue(ratio < 1 + 1e-9, row + " but " + ratio);
            // Where it stopped farther from the optimum, its parameters are others.
            if (ratio > 1 - 1e-4) {
                forecasts++;
                assertEquals(row.forecast(), row.point(fit, values), 1e-3 * magnitude(values), row.toString());
            }
        }
        assertTrue(forecasts >= 3 * 15, "only " + forecasts); // three rows for each of 22 fits
    }

    /** The sum of squared errors from the fourth step on, over the mean magnitude: what statsforecast calls mse. */
    private static double criterion(ThetaFit fit, double[] values) {
        double[] adjusted = fit.adjustment().remove(values, 0);
        var state = new ThetaState(fit.alpha(), fit.weight(), fit.dynamic(), fit.level(), fit.line());
        double sum = 0;
        for (int t = 0; t < adjusted.length; t++) {
            double error = adjusted[t] - state.next();
            sum += t < 3 ? 0 : error * error;
            state.see(adjusted[t]);
        }
        return sum / magnitude(adjusted);
    }

    @Test
    void complexExponentialSmoothingHasItsFormsAndForecastsAndNoWorseCriteria() throws IOException {
        int forecasts = 0;
        for (Row row : rows()) {
            if (!row.method().startsWith("ces") || isUnstable(row)) {
                continue;
            }
            double[] values = Shapes.named(row.series());
            var fit = (CesFit) ces(row).fit(values);
            double difference = aicc(fit, values.length) - row.criterion();
            assertTrue(difference < 5e-4, row + " but more by " + difference);
            // Where it stopped farther from the optimum, its parameters are others, and maybe its choice.
            if (difference > -1e-3) {
                forecasts++;
                assertEquals(row.form(), fit.chosen(), row.toString());
                assertEquals(row.forecast(), row.point(fit, values), 3e-3 * magnitude(values), row.toString());
            }
        }
        assertTrue(forecasts >= 3 * 35, "only " + forecasts); // three rows for each of 39 fits
    }

    /** Where statsforecast's α0 is below 1 (0.94 to 0.996), at which a level does not forget where it began. */
    private static boolean isUnstable(Row row) {
        return row.series().equals("monthly-noise") && !row.method().equals("ces-simple");
    }

    private static LocalMethod ces(Row row) {
        String form = row.method().substring("ces".length());
        List<CesForm> forms = form.isEmpty()
                ? List.of(CesForm.values())
                : List.of(CesForm.valueOf(form.substring(1).toUpperCase(Locale.ROOT)));
        return new CesMethod(forms, Shapes.season(row.series()));
    }

    /** As statsforecast has it: n log(sum of squares), with the parameters and the variance as degrees of freedom. */
    private static double aicc(CesFit fit, int n) {
        int count = fit.form().parameters() + 1;
        double sum = fit.deviation() * fit.deviation() * (n - count - 1);
        return n * Math.log(sum) + 2.0 * count + 2.0 * count * (count + 1) / (n - count - 1);
    }

    private static double magnitude(double[] values) {
        return Arrays.stream(values).map(Math::abs).average().orElseThrow();
    }

    private static List<Row> rows() throws IOException {
        var in = ThetaCesReferenceTest.class.getResourceAsStream("theta-ces.csv");
        assertNotNull(in);
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(2).map(Row::of).toList();
        }
    }
}
