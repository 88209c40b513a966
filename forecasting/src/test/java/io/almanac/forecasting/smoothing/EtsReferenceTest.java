package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against ets.csv, which ets_reference.R made with R's forecast 8.20. */
class EtsReferenceTest {

    private static final Probabilities ASKED = new Probabilities(List.of(0.025, 0.1, 0.9, 0.975));
    private static final double[] NONE = {};

    /** A row of the file; no bounds where R draws them. */
    @SuppressWarnings("ArrayRecordComponent") // seen by nobody outside
    private record Row(
            String method,
            String series,
            String form,
            double criterion,
            int step,
            double forecast,
            double[] bounds,
            double[] parameters) {

        static Row of(String line) {
            String[] cells = line.split(",", -1);
            double[] bounds = cells[7].isEmpty()
                    ? NONE
                    : new double[] {number(cells[9]), number(cells[7]), number(cells[8]), number(cells[10])};
            double[] parameters = Arrays.stream(cells[11].split(" ", -1))
                    .mapToDouble(Row::number)
                    .toArray();
            return new Row(
                    cells[0],
                    cells[1],
                    cells[2],
                    number(cells[4]),
                    Integer.parseInt(cells[5]),
                    number(cells[6]),
                    bounds,
                    parameters);
        }

        private static double number(String cell) {
            return Double.parseDouble(cell);
        }

        String given() {
            return method.equals("ets") ? "ZZZ" : form;
        }

        int season() {
            return form.endsWith("N") ? 1 : Shapes.season(series);
        }
    }

    /** A fit in the unit in which methods see values. */
    @SuppressWarnings("ArrayRecordComponent") // seen by nobody outside
    private record Fitted(EtsFit fit, double[] values, double unit) {

        static Fitted of(Row row) throws IOException {
            double[] values = Shapes.named(row.series());
            double unit = Math.scalb(
                    1.0,
                    Math.getExponent(
                            Arrays.stream(values).map(Math::abs).average().orElseThrow()));
            double[] scaled = Arrays.stream(values).map(y -> y / unit).toArray();
            int season = Shapes.season(row.series());
            var method = new EtsMethod(row.given(), season, InformationCriterion.AICC);
            return new Fitted((EtsFit) method.fit(scaled), scaled, unit);
        }

        double criterion() {
            return fit.criterion(InformationCriterion.AICC) + 2 * values.length * Math.log(unit);
        }
    }

    private static List<Row> rows() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(EtsReferenceTest.class.getResourceAsStream("ets.csv")),
                StandardCharsets.UTF_8))) {
            return in.lines().skip(2).map(Row::of).toList();
        }
    }

    @Test
    void withTheParametersOfRTheCriterionForecastsAndIntervalsAreThose() throws IOException {
        for (Row row : rows()) {
            double[] values = Shapes.named(row.series());
            EtsForm form = EtsForm.matching(row.form(), row.season()).get(0);
            EtsState start = EtsState.of(row.parameters(), 0);
            var filter = new EtsFilter(form, values);
            double cost = filter.run(start);
            double variance = filter.squares() / (values.length - form.parameters() + 1);
            EtsFit fit = new EtsFit(form, start, variance, cost, values.length, 0);
            LocalForecast forecast = fit.forecast(values, 0, row.step(), ASKED);
            int last = row.step() - 1;
            double deviation = forecast.deviations()[last];

            assertEquals(row.criterion(), fit.criterion(InformationCriterion.AICC), 1e-6, row.toString());
            // Under a multiplicative season R gives the mean beyond the first season, which is a little above the
            // point, and
            // damps from the second step on only; a multiplicative trend it damps by phi twice, phi, phi²...
            boolean other = (row.form().endsWith("M") && (form.damped() || row.step() > row.season()))
                    || row.form().contains("Md");
            assertEquals(0, (forecast.points()[last] - row.forecast()) / deviation, other ? 0.1 : 1e-8, row.toString());
            // R renews an additive index a step too early, in the season's last step: its own sampled paths give our
            // intervals.
            boolean early = row.form().matches("M..?A")
                    ? row.step() >= row.season()
                    : row.form().matches("A..?A") && row.step() % row.season() == 0;
            for (int q = 0; q < row.bounds().length && !early; q++) {
                double distance = forecast.quantiles()[q][last] - row.bounds()[q];
                assertEquals(0, distance / deviation, other ? 0.1 : 1e-8, row + ", bound " + q);
            }
        }
    }

    @Test
    void likelihoodsAreNoWorseThanThoseOfR() throws IOException {
        List<Row> fits = rows().stream().filter(row -> row.step() == 1).toList();
        int better = 0;
        for (Row row : fits) {
            double worse = Fitted.of(row).criterion() - row.criterion();
            assertTrue(worse < 0.005, row + " but " + worse);
            better += worse < -0.1 ? 1 : 0;
        }
        assertEquals(148, fits.size());
        assertTrue(better > 70, better + " are better"); // R's simplex often stops before the maximum
    }

    @Test
    void theChoiceAmongAllFormsIsNeverWorseThanTheBestOfThemAlone() throws IOException {
        double[] values = Shapes.named("quarterly");
        EtsFit chosen = (EtsFit) new EtsMethod("ZZZ", 4, InformationCriterion.AICC).fit(values);
        for (EtsForm form : EtsForm.matching("ZZZ", 4)) {
            String pattern = form.toString().replaceAll("ETS|[(),]", "");
            EtsFit alone = (EtsFit) new EtsMethod(pattern, 4, InformationCriterion.AICC).fit(values);
            assertTrue(
                    chosen.criterion(InformationCriterion.AICC) <= alone.criterion(InformationCriterion.AICC), pattern);
        }
    }
}
