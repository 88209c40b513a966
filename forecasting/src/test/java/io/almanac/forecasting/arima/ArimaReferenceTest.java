package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.decomposition.Stl;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against arima.csv, which arima_reference.R made with R 4.2.2 and forecast 8.20. */
class ArimaReferenceTest {

    private static final Probabilities NONE = new Probabilities(List.of());

    private record Row(String series, String form, String what, double value) {}

    private static List<Row> rows = List.of();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = ArimaReferenceTest.class.getResourceAsStream("arima.csv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            rows = lines.lines()
                    .skip(2) // versions, names of columns
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Row(
                            cells[0],
                            cells[1],
                            cells[2],
                            cells[4].equals("NA") ? Double.NaN : Double.parseDouble(cells[4])))
                    .toList();
        }
    }

    /** In their order. */
    private static double[] numbers(String series, String form, String what) {
        return rows.stream()
                .filter(row -> row.series().equals(series)
                        && row.form().equals(form)
                        && row.what().equals(what))
                .mapToDouble(Row::value)
                .toArray();
    }

    private static List<String> series() {
        return rows.stream().map(Row::series).distinct().toList();
    }

    private static double[] values(String series) {
        return numbers(series, "", "value");
    }

    private static int season(String series) {
        return (int) numbers(series, "", "season")[0];
    }

    private static ArimaForm form(double[] numbers, int season) {
        int[] degrees = new int[6];
        for (int i = 0; i < degrees.length; i++) {
            degrees[i] = (int) numbers[i];
        }
        var seasonal = new ArimaForm.Seasonal(degrees[3], degrees[4], degrees[5]);
        return new ArimaForm(degrees[0], degrees[1], degrees[2], seasonal, season, numbers[6] == 1);
    }

    private static void assertSame(String series, String form, ArimaFit fit) {
        Estimate estimate = fit.estimate();
        String name = series + " " + fit.chosen();
        double likelihood = estimate.logLikelihood() - numbers(series, form, "loglik")[0];
        assertTrue(likelihood > -1e-3, () -> name + ": " + likelihood);
        if (likelihood > 1e-3) {
            return; // R stopped elsewhere
        }
        assertEquals(numbers(series, form, "aicc")[0], estimate.criterion(InformationCriterion.AICC), 2e-3, name);
        double variance = numbers(series, form, "sigma2")[0];
        assertEquals(1, estimate.variance() / variance, 5e-3, name);
        double deviation = Math.sqrt(variance);
        double[] means = numbers(series, form, "mean");
        double[] deviations = numbers(series, form, "deviation");
        double[] values = values(series);
        LocalForecast ahead = fit.forecast(values, 0, means.length, NONE);
        for (int h = 0; h < means.length; h++) {
            assertEquals(means[h], ahead.points()[h], 0.02 * deviation, name + " step " + h);
            assertEquals(1, ahead.deviations()[h] / deviations[h], 0.01, name + " step " + h);
        }
    }

    @Test
    void theLikelihoodOfFixedFormsIsThatOfROrLargerAndForecastsAreTheSame() {
        int forms = 0;
        for (String series : series()) {
            double[] values = values(series);
            List<String> fixed = rows.stream()
                    .filter(row -> row.series().equals(series))
                    .map(Row::form)
                    .filter(form -> !form.isEmpty() && !form.equals("auto"))
                    .distinct()
                    .toList();
            for (String text : fixed) {
                double[] degrees = Arrays.stream(text.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                ArimaForm form = form(degrees, season(series));
                Estimate estimate = new Estimator(values, form, form.coefficients()).exact(form);
                assertSame(series, text, new ArimaFit(estimate));
                forms++;
            }
        }
        assertEquals(22, forms);
    }

    @Test
    void theFormChosenIsThatOfROrHasALowerCriterion() {
        int same = 0;
        for (String series : series()) {
            ArimaFit fit = new ArimaMethod(ArimaConfig.defaults(), season(series), Stl::strength).fit(values(series));
            String form = form(numbers(series, "auto", "order"), season(series)).toString();
            if (form.equals(fit.chosen())) {
                assertSame(series, "auto", fit);
                same++;
            } else {
                double ours = fit.estimate().criterion(InformationCriterion.AICC);
                assertTrue(ours < numbers(series, "auto", "aicc")[0], series + ": " + fit.chosen() + ", of R " + form);
            }
        }
        assertTrue(same >= 10, "only " + same); // of 11
    }

    @Test
    void asManyDifferencesAreNeededAsRSays() {
        for (String series : series()) {
            int needed = (int) numbers(series, "", "differences")[0];
            assertEquals(needed, Differencing.needed(values(series), 2), series);
        }
    }
}
