package io.almanac.datasets.synthetic;

/**
 * A short season times a long one: the hours of the day times the days of the week (24x7, 48x7, 96x7), the days of the
 * week times the days of the year (7x365), business days times weeks (5x52). Free days may have a shape of their own
 * and not only another height. Around it a slow level and AR(1) noise.
 *
 * <p>{@code season = short[phase] (1 + depth long[long phase]) + shift long[long phase]}, with the shape of free days
 * for {@code short} on the last two of seven days. The form is ours, after the products of ForecastPFN (Dooley et al.
 * 2023).
 */
final class CalendarProduct implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param shortSeason steps of it
     * @param block       steps for which the long profile stays: a day
     * @param longSeason  blocks of it
     */
    record Parameters(
            int shortSeason,
            int block,
            int longSeason,
            double amplitude,
            double depth,
            double shift,
            boolean freeDays,
            double levelShock,
            double ar,
            double noise) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            Cycles cycles = Cycles.of(setting.season());
            return new Parameters(
                    cycles.shortSeason,
                    cycles.block,
                    cycles.longSeason,
                    random.logUniform(0.5, 3),
                    random.uniform(0, 0.6),
                    random.uniform(0, 0.8),
                    cycles.longSeason == WEEK && random.chance(0.5),
                    random.chance(0.3) ? 0 : random.logUniform(0.05, 1) / Math.sqrt(setting.span()),
                    random.uniform(0.2, 0.97),
                    random.logUniform(0.01, 0.4));
        }
    }

    /** Which two go together. */
    private record Cycles(int shortSeason, int block, int longSeason) {

        static Cycles of(int season) {
            return switch (season) {
                case 24, 48, 96 -> new Cycles(season, season, WEEK);
                case 168, 336 -> new Cycles(season / WEEK, season / WEEK, WEEK);
                case 7 -> new Cycles(WEEK, 1, 365);
                case 5 -> new Cycles(5, 1, 260);
                case 1 -> new Cycles(1, 1, 1); // no season at all
                default -> new Cycles(season, 1, 8 * season); // years and a cycle of eight of them, say
            };
        }
    }

    private static final int WEEK = 7;

    private final Parameters parameters;
    private final SeasonProfile days;
    private final SeasonProfile freeDays;
    private final SeasonProfile cycle;
    private final double shock;
    private int phase;
    private int inBlock;
    private int longPhase;
    private double level;
    private double noise;

    private CalendarProduct(
            Parameters parameters,
            SeasonProfile days,
            SeasonProfile freeDays,
            SeasonProfile cycle,
            int at,
            double noise) {
        this.parameters = parameters;
        this.days = days;
        this.freeDays = freeDays;
        this.cycle = cycle;
        this.noise = noise;
        phase = at % parameters.shortSeason;
        inBlock = at % parameters.block;
        longPhase = at / parameters.block % parameters.longSeason;
        shock = parameters.noise * Math.sqrt(1 - parameters.ar * parameters.ar);
    }

    static CalendarProduct start(Draws random, Setting setting) {
        Parameters parameters = Parameters.draw(random, setting);
        SeasonProfile days = SeasonProfile.draw(random, parameters.shortSeason);
        SeasonProfile freeDays = parameters.freeDays ? SeasonProfile.draw(random, parameters.shortSeason) : days;
        SeasonProfile cycle = parameters.longSeason == WEEK
                ? SeasonProfile.draw(random, WEEK)
                : SeasonProfile.smooth(random, parameters.longSeason);
        return new CalendarProduct(parameters, days, freeDays, cycle, setting.phase(), random.normal(parameters.noise));
    }

    @Override
    public void write(Draws random, Latent into) {
        double slow = cycle.value(longPhase);
        SeasonProfile shape = longPhase >= parameters.longSeason - 2 ? freeDays : days;
        double season = shape.value(phase) * (1 + parameters.depth * slow) + parameters.shift * slow;
        into.set(level, parameters.amplitude * season, noise);
    }

    @Override
    public void advance(Draws random) {
        noise = parameters.ar * noise + random.normal(shock);
        if (parameters.levelShock > 0) {
            level += random.normal(parameters.levelShock);
        }
        phase = phase + 1 == parameters.shortSeason ? 0 : phase + 1;
        inBlock = inBlock + 1 == parameters.block ? 0 : inBlock + 1;
        if (inBlock == 0) {
            longPhase = longPhase + 1 == parameters.longSeason ? 0 : longPhase + 1;
        }
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
