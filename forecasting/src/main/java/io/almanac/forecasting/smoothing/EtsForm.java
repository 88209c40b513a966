package io.almanac.forecasting.smoothing;

import java.util.ArrayList;
import java.util.List;

/**
 * One form of exponential smoothing in state-space form: error, trend and season, each additive or multiplicative, trend and
 * season perhaps absent. Source: Hyndman, Koehler, Ord and Snyder 2008, "Forecasting with Exponential Smoothing", chapter 2.
 *
 * <p>Left out are the forms whose forecasts have no finite variance, or whose filter divides by what may be zero (the same
 * book, chapter 15): an additive error with anything multiplicative, and a multiplicative trend with an additive season.
 * So whatever is multiplicative has a multiplicative error too, and needs values above 0.
 *
 * @param relative whether the error is multiplicative: {@code y = forecast (1 + e)}
 * @param damped   whether the trend fades by a factor each step; false without a trend
 * @param period   steps of the season, 1 without one
 */
record EtsForm(boolean relative, Part trend, boolean damped, Part season, int period) {

    /** How a trend or a season enters the forecast. */
    enum Part {
        NONE('N'),
        ADDED('A'),
        MULTIPLIED('M');

        private final char letter;

        Part(char letter) {
            this.letter = letter;
        }

        static Part of(int letter) {
            for (Part part : values()) {
                if (part.letter == letter) {
                    return part;
                }
            }
            throw new IllegalArgumentException("a part must be N, A or M, was " + (char) letter);
        }

        char letter() {
            return letter;
        }
    }

    static final EtsForm SIMPLE = new EtsForm(false, Part.NONE, false, Part.NONE, 1);

    EtsForm {
        if (damped && trend == Part.NONE) {
            throw new IllegalArgumentException("damped must be false without a trend");
        }
        if (season == Part.NONE ? period != 1 : period < 2) {
            throw new IllegalArgumentException("period must be 1 without a season, at least 2 with one, was " + period);
        }
        if (!finite(relative, trend, season)) {
            throw new IllegalArgumentException(
                    "form must have a finite variance, was " + name(relative, trend, damped, season));
        }
    }

    /** Whether forecasts have a finite variance, and the filter divides by nothing that may be 0. */
    private static boolean finite(boolean relative, Part trend, Part season) {
        if (trend == Part.MULTIPLIED) {
            return relative && season != Part.ADDED;
        }
        return relative || season != Part.MULTIPLIED;
    }

    boolean trending() {
        return trend != Part.NONE;
    }

    boolean seasonal() {
        return season != Part.NONE;
    }

    /** How many smoothing parameters there are: alpha, and where they have a part beta, gamma and phi. */
    int weights() {
        return 1 + (trending() ? 1 : 0) + (seasonal() ? 1 : 0) + (damped ? 1 : 0);
    }

    /** How many initial states are free: level, slope, and all but one of the season, which has a fixed sum. */
    int states() {
        return 1 + (trending() ? 1 : 0) + period - 1;
    }

    /** How many numbers are estimated, the variance included. */
    int parameters() {
        return weights() + states() + 1;
    }

    /** The form that asks for less: without the season, else without damping, else without the trend. */
    EtsForm simpler() {
        if (seasonal()) {
            return new EtsForm(relative, trend, damped, Part.NONE, 1);
        }
        return new EtsForm(relative, damped ? trend : Part.NONE, false, Part.NONE, 1);
    }

    /** As the literature writes it: {@code ETS(M,Ad,M)}. */
    @Override
    public String toString() {
        return name(relative, trend, damped, season);
    }

    private static String name(boolean relative, Part trend, boolean damped, Part season) {
        return "ETS(" + (relative ? 'M' : 'A') + ',' + trend.letter() + (damped ? "d" : "") + ',' + season.letter()
                + ')';
    }

    /**
     * The forms that a pattern such as {@code ZZZ} or {@code MAdM} stands for, the smaller ones first: see {@link EtsConfig}.
     *
     * @param period of the season, 1 for none
     */
    static List<EtsForm> matching(String pattern, int period) {
        char error = pattern.charAt(0);
        char trend = pattern.charAt(1);
        char season = pattern.charAt(pattern.length() - 1);
        boolean damped = pattern.length() == 4;
        List<EtsForm> forms = new ArrayList<>();
        for (Part ofSeason : parts(period > 1 ? season : 'N', "NAM")) {
            for (Part ofTrend : parts(trend, "NA")) {
                for (boolean fading : new boolean[] {false, true}) {
                    for (boolean relative : new boolean[] {false, true}) {
                        boolean errorAsked = error == 'Z' || relative == (error == 'M');
                        boolean trendAsked = trend == 'Z' ? !fading || ofTrend != Part.NONE : fading == damped;
                        if (errorAsked && trendAsked && finite(relative, ofTrend, ofSeason)) {
                            int steps = ofSeason == Part.NONE ? 1 : period;
                            forms.add(new EtsForm(relative, ofTrend, fading, ofSeason, steps));
                        }
                    }
                }
            }
        }
        return forms;
    }

    private static List<Part> parts(char letter, String all) {
        return (letter == 'Z' ? all : String.valueOf(letter))
                .chars()
                .mapToObj(Part::of)
                .toList();
    }
}
