package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.decomposition.Stl;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against arima.csv, which arima_reference.R made with R 4.2.2 and forecast 8.20. */
class ArimaReferenceTest {

    private static final Probabilities NONE = new Probabilities(List.of());

    /** Values in their order, by series, form and what. */
    private static final Map<String, Map<String, Map<String, List<Double>>>> REFERENCE = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = ArimaReferenceTest.class.getResourceAsStream("arima.csv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(2)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> REFERENCE
                            .computeIfAbsent(cells[0], key -> new LinkedHashMap<>())
                            .computeIfAbsent(cells[1], key -> new LinkedHashMap<>())
                            .computeIfAbsent(cells[2], key -> new ArrayList<>())
                            .add(cells[4].equals("NA") ? Double.NaN : Double.parseDouble(cells[4])));
        }
    }

    private static double[] values(String series) {
        return array(REFERENCE.get(series).get("").get("value"));
    }

    private static int season(String series) {
        return REFERENCE.get(series).get("").get("season").get(0).intValue();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static ArimaForm form(double[] numbers, int season) {
        int[] degrees = new int[6];
        for (int i = 0; i < degrees.length; i++) {
            degrees[i] = (int) numbers[i];
        }
        var seasonal = new ArimaForm.Seasonal(degrees[3], degrees[4], degrees[5]);
        return new ArimaForm(degrees[0], degrees[1], degrees[2], seasonal, season, numbers[6] == 1);
    }

    private static void assertSame(String name, Map<String, List<Double>> expected, ArimaFit fit, double[] values) {
        Estimate estimate = fit.estimate();
        double likelihood = estimate.logLikelihood() - expected.get("loglik").get(0);
        assertTrue(likelihood > -1e-3, () -> name + ": " + likelihood);
        if (likelihood > 1e-3) {
            return; // R stopped elsewhere
        }
        assertEquals(expected.get("aicc").get(0), estimate.criterion(Criterion.AICC), 2e-3, name);
        double variance = expected.get("sigma2").get(0);
        assertEquals(1, estimate.variance() / variance, 5e-3, name);
        double deviation = Math.sqrt(variance);
        double[] means = array(expected.get("mean"));
        double[] deviations = array(expected.get("deviation"));
        LocalForecast ahead = fit.forecast(values, 0, means.length, NONE);
        for (int h = 0; h < means.length; h++) {
            assertEquals(means[h], ahead.points()[h], 0.02 * deviation, name + " step " + h);
            assertEquals(1, ahead.deviations()[h] / deviations[h], 0.01, name + " step " + h);
        }
    }

    @Test
    void theLikelihoodOfFixedFormsIsThatOfRorLargerAndForecastsAreTheSame() {
        int forms = 0;
        for (String series : REFERENCE.keySet()) {
            double[] values = values(series);
            for (String form : REFERENCE.get(series).keySet()) {
                if (form.isEmpty() || form.equals("auto")) {
                    continue;
                }
                double[] numbers = Arrays.stream(form.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                ArimaForm fixed = form(numbers, season(series));
                Estimate estimate = new Estimator(values, fixed, fixed.coefficients()).exact(fixed);
                assertSame(series + " " + fixed, REFERENCE.get(series).get(form), new ArimaFit(estimate), values);
                forms++;
            }
        }
        assertEquals(22, forms);
    }

    @Test
    void theFormChosenIsThatOfROrHasALowerCriterion() {
        int same = 0;
        for (String series : REFERENCE.keySet()) {
            double[] values = values(series);
            Map<String, List<Double>> expected = REFERENCE.get(series).get("auto");
            ArimaFit fit = new ArimaMethod(ArimaConfig.defaults(), season(series), Stl::strength).fit(values);
            String form = form(array(expected.get("order")), season(series)).toString();
            if (form.equals(fit.chosen())) {
                assertSame(series, expected, fit, values);
                same++;
            } else {
                double ours = fit.estimate().criterion(Criterion.AICC);
                assertTrue(ours < expected.get("aicc").get(0), series + ": " + fit.chosen() + ", of R " + form);
            }
        }
        assertTrue(same >= 10, "only " + same); // of 11
    }

    @Test
    void asManyDifferencesAreNeededAsRSays() {
        for (String series : REFERENCE.keySet()) {
            int needed = REFERENCE.get(series).get("").get("differences").get(0).intValue();
            assertEquals(needed, Differences.needed(values(series), 2), series);
        }
    }
}
