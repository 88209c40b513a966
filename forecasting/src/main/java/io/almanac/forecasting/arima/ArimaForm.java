package io.almanac.forecasting.arima;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ARIMA model: with backward shift B, season m, value y and independent errors e,
 *
 * <pre>φ(B) Φ(B^m) (w - μ) = θ(B) Θ(B^m) e,   w = (1 - B)^d (1 - B^m)^D y</pre>
 *
 * where φ(B) = 1 - φ1 B - … and θ(B) = 1 + θ1 B + …, as in Box and Jenkins 1976 but for the signs of θ, which are R's.
 *
 * @param p        degree of φ, at least 0
 * @param d        differences, at least 0
 * @param q        degree of θ, at least 0
 * @param seasonal degrees and differences of the seasonal part
 * @param season   m, at least 1; 1 = no seasonal part
 * @param constant whether there is a μ other than 0. It is the mean of y without differences, and its drift, the mean
 *                 change in a step, with one (a season's change is m μ, then); with more there can be none
 */
record ArimaForm(int p, int d, int q, Seasonal seasonal, int season, boolean constant) {

    /** Degrees of the fixed forms: enough for all that is in use, and small enough for a search of roots. */
    static final int MOST = 9;

    private static final Pattern TEXT = Pattern.compile(
            "\\((\\d),(\\d),(\\d)\\)(?:\\((\\d),(\\d),(\\d)\\))?(?:\\[\\d+])?( with (?:drift|non-zero mean))?");

    /**
     * The seasonal part.
     *
     * @param p degree of Φ, at least 0
     * @param d seasonal differences, at least 0
     * @param q degree of Θ, at least 0
     */
    record Seasonal(int p, int d, int q) {

        static final Seasonal NONE = new Seasonal(0, 0, 0);

        Seasonal {
            degree("P", p);
            degree("D", d);
            degree("Q", q);
        }
    }

    ArimaForm {
        degree("p", p);
        degree("d", d);
        degree("q", q);
        if (season < 1) {
            throw new IllegalArgumentException("season must be at least 1, was " + season);
        }
        if (season == 1 && !seasonal.equals(Seasonal.NONE)) {
            throw new IllegalArgumentException("a seasonal part needs a season of at least 2, was 1");
        }
        if (constant && d + seasonal.d() > 1) {
            throw new IllegalArgumentException("a constant needs at most one difference, were " + (d + seasonal.d()));
        }
    }

    private static void degree(String name, int value) {
        if (value < 0 || value > MOST) {
            throw new IllegalArgumentException(name + " must be in 0 to " + MOST + ", was " + value);
        }
    }

    /**
     * The form that a text names: {@code (1,1,1)}, {@code (0,1,1)(0,1,1)}, {@code (0,1,1) with drift},
     * {@code (1,0,0) with non-zero mean}.
     *
     * @param season of a text with a seasonal part; unused without
     * @throws IllegalArgumentException if the text names none
     */
    static ArimaForm parse(String text, int season) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "orders must be auto or like (0,1,1), (0,1,1)(0,1,1), (0,1,1) with drift,"
                            + " (1,0,0) with non-zero mean, was " + text);
        }
        int[] numbers = new int[6];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = matcher.group(i + 1) == null ? 0 : Integer.parseInt(matcher.group(i + 1));
        }
        var seasonal = new Seasonal(numbers[3], numbers[4], numbers[5]);
        boolean constant = matcher.group(7) != null;
        var form = new ArimaForm(
                numbers[0], numbers[1], numbers[2], seasonal, seasonal.equals(Seasonal.NONE) ? 1 : season, constant);
        if (constant && text.endsWith("drift") != (form.differences() == 1)) {
            throw new IllegalArgumentException("a drift needs one difference, a mean none: " + text);
        }
        return form;
    }

    /** The form with other degrees. */
    ArimaForm with(int newP, int newQ, int newSeasonalP, int newSeasonalQ, boolean newConstant) {
        return new ArimaForm(
                newP, d, newQ, new Seasonal(newSeasonalP, seasonal.d(), newSeasonalQ), season, newConstant);
    }

    /** Differences of both kinds. */
    int differences() {
        return d + seasonal.d();
    }

    /** First values that the differences use up. */
    int lost() {
        return d + season * seasonal.d();
    }

    /** Coefficients of φ, θ, Φ and Θ, in this order everywhere. */
    int coefficients() {
        return p + q + seasonal.p() + seasonal.q();
    }

    /** All that is estimated: coefficients, constant and the variance of e. */
    int parameters() {
        return coefficients() + (constant ? 1 : 0) + 1;
    }

    /** Degree of φ(B) Φ(B^m). */
    int arDegree() {
        return p + season * seasonal.p();
    }

    /** Degree of θ(B) Θ(B^m). */
    int maDegree() {
        return q + season * seasonal.q();
    }

    /** As the literature writes it: {@code ARIMA(2,1,1)(0,1,1)[12] with drift}. */
    @Override
    public String toString() {
        String text = "ARIMA(" + p + "," + d + "," + q + ")";
        if (season > 1) {
            text += "(" + seasonal.p() + "," + seasonal.d() + "," + seasonal.q() + ")[" + season + "]";
        }
        if (constant) {
            text += differences() == 1 ? " with drift" : " with non-zero mean";
        }
        return text;
    }
}
