package io.almanac.datasets.synthetic;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.util.Locale;
import java.util.Set;

/**
 * A made-up load of an electric grid in MW, hourly over 2023 and 2024, with the temperature in °C and the holidays that
 * drive it, both known a week ahead. No grid has had it: every number comes from the formulas below and a fixed seed,
 * so that the effects are known.
 *
 * <p>{@code load = BASE (1 + GROWTH years + dayShape(hour, kind of day)) + HEATING max(0, 15 - temperature)
 * + COOLING max(0, temperature - 21) + noise}, where the noise is an AR(1) process. The temperature is a yearly and a
 * daily wave and an AR(1) process for the weather. All numbers are rounded to a tenth.
 */
public final class SyntheticLoad {

    /** MW, the mean over a week at the beginning without heating and cooling, about. */
    static final double BASE = 1_000;

    /** Share of the base that a year adds. */
    static final double GROWTH = 0.02;

    /** MW for each degree below 15. */
    static final double HEATING = 14;

    /** MW for each degree above 21. */
    static final double COOLING = 22;

    static final double NOISE_AR = 0.85;
    static final double NOISE_MW = 9; // of the shocks

    static final LocalDateTime START = LocalDateTime.of(2023, 1, 1, 0, 0);
    static final int STEPS = (365 + 366) * 24;
    static final int AHEAD = 168;

    private static final long SEED = 20_230_101;

    private static final Set<MonthDay> HOLIDAYS = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(1, 6),
            MonthDay.of(5, 1),
            MonthDay.of(6, 21),
            MonthDay.of(8, 15),
            MonthDay.of(11, 1),
            MonthDay.of(12, 25),
            MonthDay.of(12, 26));

    private static final double YEAR = 365.25 * 24;

    private SyntheticLoad() {}

    /**
     * The table {@code ds,load,temperature,holiday} as UTF-8, a row an hour. The last {@value #AHEAD} rows have no load.
     */
    public static byte[] csv() {
        var random = Draws.of(SEED, 0);
        var text = new StringBuilder("ds,load,temperature,holiday\n");
        double weather = 0;
        double noise = random.normal(NOISE_MW / Math.sqrt(1 - NOISE_AR * NOISE_AR));
        for (int step = 0; step < STEPS + AHEAD; step++) {
            LocalDateTime time = START.plusHours(step);
            weather = 0.985 * weather + random.normal(0.6); // passes in some days, deviation 3.5 °C
            noise = NOISE_AR * noise + random.normal(NOISE_MW);
            double temperature = tenth(climate(step) + weather);
            text.append(time).append(":00,");
            if (step < STEPS) {
                text.append(decimal(signal(time, step, temperature) + noise));
            }
            text.append(',').append(decimal(temperature)).append(',');
            text.append(holiday(time) ? 1 : 0).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The mean temperature of an hour: coldest on 20 January and at 5 in the morning. */
    private static double climate(int step) {
        return 11
                - 9.5 * StrictMath.cos(2 * Math.PI * (step - 19 * 24) / YEAR)
                - 3.5 * StrictMath.cos(2 * Math.PI * (step - 5) / 24);
    }

    /** The load without noise. */
    static double signal(LocalDateTime time, int step, double temperature) {
        return BASE * (1 + GROWTH * step / YEAR + dayShape(time))
                + HEATING * Math.max(0, 15 - temperature)
                + COOLING * Math.max(0, temperature - 21);
    }

    static boolean holiday(LocalDateTime time) {
        return HOLIDAYS.contains(MonthDay.from(time));
    }

    /** A low at 4, a plateau from 9 to 17 on working days, a peak at 19; Saturdays and free days are lower. */
    private static double dayShape(LocalDateTime time) {
        int hour = time.getHour();
        double work = time.getDayOfWeek() == DayOfWeek.SUNDAY || holiday(time)
                ? 0.02
                : time.getDayOfWeek() == DayOfWeek.SATURDAY ? 0.1 : 0.28;
        return -0.2 - 0.1 * bump(hour, 4, 3) + work * bump(hour, 12.5, 4.5) + 0.22 * bump(hour, 19, 2.2);
    }

    /** A bell of height 1 on the circle of the day. */
    private static double bump(int hour, double centre, double width) {
        double distance = Math.abs(hour - centre);
        distance = Math.min(distance, 24 - distance) / width;
        return StrictMath.exp(-0.5 * distance * distance);
    }

    private static double tenth(double value) {
        return Math.rint(value * 10) / 10;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
