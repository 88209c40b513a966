package io.almanac.forecasting.arima;

import io.almanac.forecasting.local.InformationCriterion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the form with the least information criterion among those with given differences: Hyndman and Khandakar 2008,
 * section 3.2, with the neighbours, their order and the limits of {@code auto.arima} of R's package forecast 8.20. Not
 * for many threads.
 */
final class Search {

    /** Degrees of φ and θ at most, and of Φ and Θ. */
    static final int MOST = 5;

    static final int MOST_SEASONAL = 2;

    /** The most coefficients of a form that is tried. */
    static final int MOST_COEFFICIENTS = 2 * (MOST + MOST_SEASONAL);

    private static final int MOST_TOGETHER = 5; // in the search of all forms
    private static final int FORMS = 94; // that the stepwise search estimates at most

    /** Changes of p, q, P and Q to a neighbour. */
    private static final int[][] MOVES = {
        {0, 0, -1, 0}, {0, 0, 0, -1}, {0, 0, 1, 0}, {0, 0, 0, 1},
        {0, 0, -1, -1}, {0, 0, -1, 1}, {0, 0, 1, -1}, {0, 0, 1, 1},
        {-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0},
        {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0},
    };

    private final Estimator estimator;
    private final ArimaForm none; // with the differences, without coefficients and constant
    private final InformationCriterion criterion;
    private final boolean approximate; // forms are compared roughly, and only the best is estimated well
    private final int mostAr;
    private final int mostMa;
    private final int mostSeasonal;
    private final boolean few;
    private int most = Integer.MAX_VALUE; // forms to estimate

    private record Candidate(Estimate estimate, double value) {}

    private final Set<ArimaForm> tried = new HashSet<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private double best = Double.POSITIVE_INFINITY;

    /**
     * A search among forms with the differences and the season of one.
     *
     * @param observed values of the series that are not missing
     */
    Search(Estimator estimator, ArimaForm differences, int observed, InformationCriterion criterion) {
        this.estimator = estimator;
        this.none = differences.with(0, 0, 0, 0, false);
        this.criterion = criterion;
        int season = none.season();
        int degree = Math.min(MOST, observed / 3);
        mostAr = season > 1 ? Math.min(degree, season - 1) : degree;
        mostMa = mostAr;
        mostSeasonal = season > 1 ? Math.min(MOST_SEASONAL, observed / 3 / season) : 0;
        approximate = estimator.isLong(none.with(mostAr, mostMa, mostSeasonal, mostSeasonal, false));
        few = observed < 10;
    }

    /** From four forms to ever better neighbours. */
    Estimate stepwise() {
        most = FORMS;
        boolean constant = none.differences() <= 1;
        int start = Math.min(few ? 1 : 2, mostAr);
        int seasonal = few ? 0 : Math.min(1, mostSeasonal);
        int one = Math.min(1, mostAr);
        int seasonalOne = Math.min(1, mostSeasonal);
        ArimaForm centre = none.with(start, start, seasonal, seasonal, constant);
        tries(centre);
        List<ArimaForm> others = List.of(
                none.with(0, 0, 0, 0, constant),
                none.with(one, 0, seasonalOne, 0, constant),
                none.with(0, one, 0, seasonalOne, constant));
        for (ArimaForm other : others) {
            centre = tries(other) ? other : centre;
        }
        if (tries(none)) {
            // Its neighbours are those with a constant, as in R.
            centre = none.with(0, 0, 0, 0, constant);
        }
        Optional<ArimaForm> better = Optional.of(centre);
        while (better.isPresent()) {
            centre = better.get();
            better = betterNeighbour(centre);
        }
        return chosen();
    }

    private Optional<ArimaForm> betterNeighbour(ArimaForm centre) {
        for (int[] move : MOVES) {
            int p = centre.p() + move[0];
            int q = centre.q() + move[1];
            int seasonalP = centre.seasonal().p() + move[2];
            int seasonalQ = centre.seasonal().q() + move[3];
            if (within(p, mostAr)
                    && within(q, mostMa)
                    && within(seasonalP, mostSeasonal)
                    && within(seasonalQ, mostSeasonal)) {
                ArimaForm neighbour = none.with(p, q, seasonalP, seasonalQ, centre.constant());
                if (tries(neighbour)) {
                    return Optional.of(neighbour);
                }
            }
        }
        if (none.differences() <= 1) {
            ArimaForm other = none.with(
                    centre.p(),
                    centre.q(),
                    centre.seasonal().p(),
                    centre.seasonal().q(),
                    !centre.constant());
            if (tries(other)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static boolean within(int degree, int most) {
        return degree >= 0 && degree <= most;
    }

    /** All forms with no more than {@value #MOST_TOGETHER} coefficients. */
    Estimate exhaustive() {
        for (int p = 0; p <= mostAr; p++) {
            for (int q = 0; q <= mostMa; q++) {
                for (int seasonalP = 0; seasonalP <= mostSeasonal; seasonalP++) {
                    for (int seasonalQ = 0; seasonalQ <= mostSeasonal; seasonalQ++) {
                        if (p + q + seasonalP + seasonalQ <= MOST_TOGETHER) {
                            tries(none.with(p, q, seasonalP, seasonalQ, false));
                            if (none.differences() <= 1) {
                                tries(none.with(p, q, seasonalP, seasonalQ, true));
                            }
                        }
                    }
                }
            }
        }
        return chosen();
    }

    /** Estimates a form unless that was done, and says whether it is better than all before. */
    private boolean tries(ArimaForm form) {
        if (tried.size() >= most || !tried.add(form)) {
            return false;
        }
        Estimate estimate = approximate ? estimator.rough(form) : estimator.exact(form);
        double value = value(estimate);
        if (value < Double.POSITIVE_INFINITY) {
            candidates.add(new Candidate(estimate, value));
        }
        boolean better = value < best;
        best = better ? value : best;
        return better;
    }

    /** The criterion; infinite for what must not be chosen. */
    private double value(Estimate estimate) {
        double value = estimate.criterion(criterion);
        return value < Double.POSITIVE_INFINITY && estimate.clear() ? value : Double.POSITIVE_INFINITY;
    }

    /** The best candidate; where none may be chosen, the form without coefficients. */
    private Estimate chosen() {
        candidates.sort(Comparator.comparingDouble(Candidate::value));
        for (Candidate candidate : candidates) {
            Estimate estimate =
                    approximate ? estimator.exact(candidate.estimate().form()) : candidate.estimate();
            if (value(estimate) < Double.POSITIVE_INFINITY) {
                return estimate;
            }
        }
        return estimator.exact(none);
    }
}
