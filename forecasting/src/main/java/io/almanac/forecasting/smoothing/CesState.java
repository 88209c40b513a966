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

    /** What the information potential is before the first step, as part of the level: the authors' choice. */
    private static final double POTENTIAL = 1 / 1.1;

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

    /** All 0, at place 0. */
    CesState(CesForm form, int season) {
        this.form = form;
        this.season = form.seasonal() ? season : 1;
        levels = new double[this.season];
        potentials = new double[this.season];
    }

    /**
     * Sets the parameters.
     *
     * @param parameters α0, α1, then β0 and β1 where the form has them
     */
    void parameters(double[] parameters) {
        real = parameters[0];
        imaginary = parameters[1];
        seasonReal = form == CesForm.SIMPLE ? real : form.parameters() > 2 ? parameters[2] : 0;
        seasonImaginary = form == CesForm.SIMPLE ? imaginary : form.parameters() > 3 ? parameters[3] : 0;
    }

    /** What {@link #restore} needs: level, potential, the levels by place and their potentials, shaped (2 + 2 season). */
    double[] numbers() {
        double[] numbers = new double[2 + 2 * season];
        numbers[0] = level;
        numbers[1] = potential;
        System.arraycopy(levels, 0, numbers, 2, season);
        System.arraycopy(potentials, 0, numbers, 2 + season, season);
        return numbers;
    }

    /** The state with these numbers, at place 0. */
    void restore(double[] numbers) {
        level = numbers[0];
        potential = numbers[1];
        System.arraycopy(numbers, 2, levels, 0, season);
        System.arraycopy(numbers, 2 + season, potentials, 0, season);
        place = 0;
    }

    void level(double value) {
        level = value;
        potential = POTENTIAL * value;
    }

    void level(int ofPlace, double value) {
        levels[ofPlace] = value;
        potentials[ofPlace] = form == CesForm.PARTIAL ? 0 : POTENTIAL * value;
    }

    double level(int ofPlace) {
        return levels[ofPlace];
    }

    void place(int now) {
        place = Math.floorMod(now, season);
    }

    /** The mean of the next step. */
    double next() {
        return form.seasonal() ? level + levels[place] : level;
    }

    /** Goes on by one step. */
    void see(double error) {
        update(error);
        if (++place == season) {
            place = 0;
        }
    }

    /** Updates what belongs to the place. */
    private void update(double error) {
        if (form.levelled()) {
            double before = level;
            level += (imaginary - 1) * potential + (real - imaginary) * error;
            potential = before + (1 - real) * potential + (real + imaginary) * error;
        }
        if (form == CesForm.PARTIAL) {
            levels[place] += seasonReal * error;
        } else if (form.seasonal()) {
            season(place, error);
        }
    }

    private void season(int at, double error) {
        double before = levels[at];
        levels[at] += (seasonImaginary - 1) * potentials[at] + (seasonReal - seasonImaginary) * error;
        potentials[at] = before + (1 - seasonReal) * potentials[at] + (seasonReal + seasonImaginary) * error;
    }

    /** Goes over all values, of which a missing one has no error, and gives the sum of the squared errors. */
    double filter(double[] values) {
        return run(values, 0, 1);
    }

    /** Over all values from the one at first on, to either end; in local variables, because this is what a fit spends its time in. */
    private double run(double[] values, int first, int direction) {
        boolean levelled = form.levelled();
        boolean seasonal = form.seasonal();
        boolean complex = form != CesForm.PARTIAL;
        double levelByPotential = imaginary - 1;
        double levelByError = real - imaginary;
        double potentialByPotential = 1 - real;
        double potentialByError = real + imaginary;
        double seasonByPotential = seasonImaginary - 1;
        double seasonByError = complex ? seasonReal - seasonImaginary : seasonReal;
        double spByPotential = 1 - seasonReal;
        double spByError = seasonReal + seasonImaginary;
        double l = level;
        double c = potential;
        int at = place;
        double sum = 0;
        int t = first;
        for (int i = 0; i < values.length; i++) {
            if (direction < 0 && --at < 0) {
                at = season - 1;
            }
            double s = levels[at];
            double error = values[t] - (l + s);
            error = error == error ? error : 0;
            sum += error * error;
            if (levelled) {
                double before = l;
                l += levelByPotential * c + levelByError * error;
                c = before + potentialByPotential * c + potentialByError * error;
            }
            if (seasonal) {
                if (complex) {
                    double p = potentials[at];
                    levels[at] = s + (seasonByPotential * p + seasonByError * error);
                    potentials[at] = s + spByPotential * p + spByError * error;
                } else {
                    levels[at] = s + seasonByError * error;
                }
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

    private void back(double[] values) {
        run(values, values.length - 1, -1);
    }

    /** All components one step of theirs further, without an error. */
    private void turn() {
        if (form.levelled()) {
            double before = level;
            level += (imaginary - 1) * potential;
            potential = before + (1 - real) * potential;
        }
        if (form != CesForm.PARTIAL && form.seasonal()) {
            for (int at = 0; at < season; at++) {
                season(at, 0);
            }
        }
    }

    /**
     * Filters forth and back, so that the state before the first value comes from all of them. What goes on from each end is
     * the state one step further.
     */
    void backcast(double[] values) {
        filter(values);
        turn();
        back(values);
        turn();
    }
}
