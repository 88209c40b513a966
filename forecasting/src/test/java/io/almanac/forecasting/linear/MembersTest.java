package io.almanac.forecasting.linear;

import static io.almanac.forecasting.linear.SeriesOf.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final int HORIZON = 5;
    private static final int SEASON = 4;
    private static final double PENALTY = 0.1;
    private static final double STIFFNESS = 0.5;
    private static final List<Integer> CONTEXTS = List.of(3, 6);
    private static final Map<Form, Double> FORMS =
            new EnumMap<>(Map.of(Form.MEAN, 0.4, Form.PROFILE, 0.3, Form.LAST, 0.2, Form.NAIVE, 0.1));

    private final List<Channel> channels = new ArrayList<>();

    MembersTest() {
        var random = new Random(1);
        for (int c = 0; c < 2; c++) {
            double[] values = new double[80];
            for (int t = 0; t < 80; t++) {
                values[t] = random.nextGaussian() + (t * (c + 1) % SEASON) / 2.0;
            }
            values[20 + c] = NAN;
            channels.add(SeriesOf.channel(values, 70, c, SEASON));
        }
    }

    @Test
    void theEnsembleForecastsTheAverageOfMembersThatAreFittedOneByOne() {
        for (double deviation : new double[] {0, 0.5, 1}) {
            Ensemble ensemble = new Members(choices(FORMS, deviation, 0), channels, CONTEXTS, HORIZON, () -> {}).fit();
            for (int c = 0; c < 2; c++) {
                for (int cutoff = 72; cutoff < 75; cutoff++) { // each at another place in the season
                    double[] expected = new double[HORIZON];
                    for (Map.Entry<Form, Double> form : FORMS.entrySet()) {
                        for (int context : CONTEXTS) {
                            double[] member = member(form.getKey(), context, c, cutoff, deviation);
                            for (int h = 0; h < HORIZON; h++) {
                                expected[h] += form.getValue() / 2 * member[h];
                            }
                        }
                    }
                    var trial = new Trials.Trial(c, cutoff, 0, 80);
                    double[] errors = ensemble.errors(List.of(trial), channels, HORIZON, false)[0];
                    for (int h = 0; h < HORIZON; h++) {
                        assertEquals(expected[h], channels.get(c).values()[cutoff + h] - errors[h], 1e-10);
                    }
                }
            }
        }
    }

    @Test
    void strangersAreServedByTheCommonMapsWithoutProfiles() {
        Ensemble ensemble = new Members(choices(FORMS, 1, 0), channels, CONTEXTS, HORIZON, () -> {}).fit();
        Map<Form, Double> raw = new EnumMap<>(Map.of(Form.MEAN, 4 / 7.0, Form.LAST, 2 / 7.0, Form.NAIVE, 1 / 7.0));
        Ensemble common = new Members(choices(raw, 0, 0), channels, CONTEXTS, HORIZON, () -> {}).fit();
        assertEquals(0, ensemble.map(-1));
        assertArrayEquals(weights(common, common.map(0)), weights(ensemble, 0), 1e-12);
        assertArrayEquals(weights(common, common.map(0)), weights(common, 0), 1e-12);
        assertEquals(0, common.offsets().length);
    }

    @Test
    void errorsCountInUnitsOfTheWindow() {
        Ensemble ensemble = new Members(choices(FORMS, 0, 0), channels, CONTEXTS, HORIZON, () -> {}).fit();
        List<Trials.Trial> trials = List.of(new Trials.Trial(0, 70, 71, 80), new Trials.Trial(1, 71, 0, 73));
        double[][] plain = ensemble.errors(trials, channels, HORIZON, false);
        double[][] inUnits = ensemble.errors(trials, channels, HORIZON, true);
        double unit = ContextWindow.before(channels.get(1).values(), 71, 6).unit(1);
        assertEquals(plain[1][1], unit * inUnits[1][1], 1e-12);
        assertEquals(NAN, plain[0][0]);
        assertEquals(NAN, plain[1][2]);
        assertEquals(NAN, ensemble.errors(List.of(new Trials.Trial(0, 2, 0, 80)), channels, HORIZON, false)[0][0]);
    }

    @Test
    void theCorrectionTowardsHubersLossIsFittedToWhatTheEnsembleLeavesOver() {
        Ensemble plain = new Members(choices(FORMS, 0, 0), channels, CONTEXTS, HORIZON, () -> {}).fit();
        Ensemble corrected = new Members(choices(FORMS, 0, 1), channels, CONTEXTS, HORIZON, () -> {}).fit();
        List<Trials.Trial> training = Trials.training(channels, 6, HORIZON, 10_000);
        double before = loss(plain.errors(training, channels, HORIZON, false));
        double after = loss(corrected.errors(training, channels, HORIZON, false));
        assertEquals(true, after < before, before + " " + after);
    }

    private static double loss(double[][] errors) {
        return Arrays.stream(errors)
                .flatMapToDouble(Arrays::stream)
                .map(e -> Math.abs(e) < Huber.DELTA ? e * e / 2 : Huber.DELTA * (Math.abs(e) - Huber.DELTA / 2))
                .sum();
    }

    private static double[] weights(Ensemble ensemble, int map) {
        return ensemble.maps().get(map).weights().toArray();
    }

    private static Choices choices(Map<Form, Double> forms, double deviation, double huber) {
        Map<Form, Double> penalties = new EnumMap<>(Form.class);
        forms.keySet().forEach(form -> penalties.put(form, PENALTY));
        return new Choices(forms, List.of(penalties, penalties), deviation, STIFFNESS, huber, List.of());
    }

    /** Its windows are really made, and the profile is taken off and added step by step. */
    private double[] member(Form form, int context, int place, int cutoff, double deviation) {
        NormalEquations all = equations(form, context, channels);
        double[][] common = form == Form.NAIVE ? new double[context][HORIZON] : all.solve(PENALTY);
        double[][] own = form == Form.NAIVE
                ? common
                : equations(form, context, List.of(channels.get(place))).solve(STIFFNESS, common);
        Channel channel = channels.get(place);
        double[] profile = form == Form.PROFILE ? profile(channel) : new double[SEASON];
        double[] window = window(channel, profile, cutoff - context, context);
        double centre = centre(form, window, context);
        double[] points = new double[HORIZON];
        for (int h = 0; h < HORIZON; h++) {
            points[h] = centre + profile[channel.phase(cutoff + h)];
            for (int i = 0; i < context; i++) {
                points[h] += (common[i][h] + deviation * (own[i][h] - common[i][h])) * (window[i] - centre);
            }
        }
        return points;
    }

    private static NormalEquations equations(Form form, int context, List<Channel> some) {
        double[][] gram = new double[context][context];
        double[][] cross = new double[context][HORIZON];
        for (Channel channel : some) {
            double[] profile = form == Form.PROFILE ? profile(channel) : new double[SEASON];
            for (int t = 0; t + context + HORIZON <= channel.trained(); t++) {
                double[] window = window(channel, profile, t, context + HORIZON);
                if (Arrays.stream(window).noneMatch(Double::isNaN)) {
                    double centre = centre(form, window, context);
                    for (int i = 0; i < context; i++) {
                        for (int j = 0; j < context + HORIZON; j++) {
                            double product = (window[i] - centre) * (window[j] - centre);
                            if (j < context) {
                                gram[i][j] += product;
                            } else {
                                cross[i][j - context] += product;
                            }
                        }
                    }
                }
            }
        }
        return new NormalEquations(gram, cross);
    }

    private static double[] window(Channel channel, double[] profile, int from, int length) {
        double[] window = new double[length];
        Arrays.setAll(window, i -> channel.values()[from + i] - profile[channel.phase(from + i)]);
        return window;
    }

    private static double centre(Form form, double[] window, int context) {
        return form.last()
                ? window[context - 1]
                : Arrays.stream(window, 0, context).average().orElseThrow();
    }

    /** Means by place in the season, and these less their mean. */
    private static double[] profile(Channel channel) {
        double[] profile = new double[SEASON];
        for (int place = 0; place < SEASON; place++) {
            double sum = 0;
            int count = 0;
            for (int t = 0; t < channel.trained(); t++) {
                if (channel.phase(t) == place && !Double.isNaN(channel.values()[t])) {
                    sum += channel.values()[t];
                    count++;
                }
            }
            profile[place] = sum / count;
        }
        double mean = Arrays.stream(profile).average().orElseThrow();
        return Arrays.stream(profile).map(value -> value - mean).toArray();
    }
}
