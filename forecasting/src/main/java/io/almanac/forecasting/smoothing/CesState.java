package io.almanac.forecasting.smoothing;

/**
 * The recursion of complex exponential smoothing, step after step. Mutable.
 *
 * <p>A component is a pair of numbers, a level l and an information potential c. A step with the error e takes them, by the
 * complex parameter α0 + iα1, to
 *
 * <pre>
 * l' = l - (1 - α1) c + (α0 - α1) e
 * c' = l + (1 - α0) c + (α0 + α1) e
 * </pre>
 *
 * and the mean of a step is the sum of the levels of its components, which {@link CesForm} lists. Source: Svetunkov, Kourentzes
 * and Ord 2022, "Complex exponential smoothing", Naval Research Logistics 69; for the seasonal forms Svetunkov and Kourentzes
 * 2018, "Complex Exponential Smoothing for Seasonal Time Series", Lancaster University.
 */
final class CesState {

    /** What a potential is at first, as part of its level. */
    private static final double POTENTIAL = 1 / 1.1;

    private static final double[] MISSING = {Double.NaN};

    private final CesForm form;
    private final int season;

    private double level;
    private double potential;
    private final double[] levels; // by place in the season
    private final double[] potentials;
    private int place;

    private double real;
    private double imaginary;
    private double seasonReal;
    private double seasonImaginary;

    /** All 0, at the first place of the season. */
    CesState(CesForm form, int season) {
        this.form = form;
        this.season = form.seasonal() ? season : 1;
        levels = new double[this.season];
        potentials = new double[this.season];
    }

    /** @param parameters α0, α1, and β0, β1 where the form has them */
    void parameters(double[] parameters) {
        real = parameters[0];
        imaginary = parameters[1];
        // In the simple form those of the level are those of the season.
        seasonReal = form.parameters() > 2 ? parameters[2] : real;
        seasonImaginary = form.parameters() > 3 ? parameters[3] : imaginary;
    }

    /** The components, shaped (2 + 2 season): level, potential, the levels by place and their potentials. */
    double[] components() {
        double[] components = new double[2 + 2 * season];
        components[0] = level;
        components[1] = potential;
        System.arraycopy(levels, 0, components, 2, season);
        System.arraycopy(potentials, 0, components, 2 + season, season);
        return components;
    }

    /** @param components as {@link #components} gave them, of a state at the same place */
    void components(double[] components) {
        level = components[0];
        potential = components[1];
        System.arraycopy(components, 2, levels, 0, season);
        System.arraycopy(components, 2 + season, potentials, 0, season);
    }

    /** Sets the level that all steps share, and the potential that goes with it. */
    void start(double value) {
        level = value;
        potential = POTENTIAL * value;
    }

    /** Sets the level of a place, and the potential that goes with it. */
    void start(int at, double value) {
        levels[at] = value;
        potentials[at] = POTENTIAL * value;
    }

    /** The level of a place. */
    double levelAt(int at) {
        return levels[at];
    }

    /** The place of the next step, in [0, season). */
    int place() {
        return place;
    }

    /** Makes the next step one of another place. */
    void place(int step) {
        place = Math.floorMod(step, season);
    }

    /** The mean of the next step. */
    double next() {
        return level + levels[place];
    }

    /** Goes on by a step that is not observed. */
    void skip() {
        run(MISSING, 1);
    }

    /** Goes on over all values, of which a missing one has no error, and gives the sum of the squared errors. */
    double filter(double[] values) {
        return run(values, 1);
    }

    /**
     * Filters forth and back, so that the state before the first value comes from all of them. What is carried over each end is
     * every component one step of its own further.
     */
    void backcast(double[] values) {
        run(values, 1);
        turn();
        run(values, -1);
        turn();
    }

    private void turn() {
        if (form.levelled()) {
            double before = level;
            level += (imaginary - 1) * potential;
            potential = before + (1 - real) * potential;
        }
        if (form == CesForm.SIMPLE || form == CesForm.FULL) {
            for (int at = 0; at < season; at++) {
                double before = levels[at];
                levels[at] += (seasonImaginary - 1) * potentials[at];
                potentials[at] = before + (1 - seasonReal) * potentials[at];
            }
        }
    }

    /** Forwards (1) or backwards (-1) over all values. Nearly all the time of a fit passes here, so everything is local. */
    private double run(double[] values, int direction) {
        boolean levelled = form.levelled();
        boolean seasonal = form.seasonal();
        boolean complex = form != CesForm.PARTIAL;
        double levelByPotential = imaginary - 1;
        double levelByError = real - imaginary;
        double potentialByPotential = 1 - real;
        double potentialByError = real + imaginary;
        double seasonByPotential = seasonImaginary - 1;
        double seasonByError = complex ? seasonReal - seasonImaginary : seasonReal;
        double seasonPotentialByPotential = 1 - seasonReal;
        double seasonPotentialByError = seasonReal + seasonImaginary;
        double l = level;
        double c = potential;
        int at = place;
        int t = direction > 0 ? 0 : values.length - 1;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (direction < 0 && --at < 0) {
                at = season - 1;
            }
            double s = levels[at];
            double error = values[t] - (l + s);
            error = Double.isNaN(error) ? 0 : error;
            sum += error * error;
            if (levelled) {
                double before = l;
                l += levelByPotential * c + levelByError * error;
                c = before + potentialByPotential * c + potentialByError * error;
            }
            if (seasonal && complex) {
                double p = potentials[at];
                levels[at] = s + seasonByPotential * p + seasonByError * error;
                potentials[at] = s + seasonPotentialByPotential * p + seasonPotentialByError * error;
            } else if (seasonal) {
                levels[at] = s + seasonByError * error;
            }
            if (direction > 0 && ++at == season) {
                at = 0;
            }
            t += direction;
        }
        level = l;
        potential = c;
        place = at;
        return sum;
    }
}
