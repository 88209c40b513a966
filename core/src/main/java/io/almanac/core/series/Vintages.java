package io.almanac.core.series;

/**
 * The versions of one variable of one series: for each step, which values were published for it and when each was
 * known. Time counts in observed steps: a version with {@code known} 5 can be seen once five steps of the series have
 * been observed, so a comparison of two integers takes the place of calendars and zones. Immutable.
 */
final class Vintages {

    /** Of a variable that has one value for each step. */
    static final Vintages NONE = new Vintages(new int[] {0}, new int[] {}, new double[] {});

    private final int[] first; // of each step, the position of its oldest version; one more at the end
    private final int[] known; // ascending within a step
    private final double[] values;

    private Vintages(int[] first, int[] known, double[] values) {
        this.first = first;
        this.known = known;
        this.values = values;
    }

    /**
     * Takes the versions in the order of their steps, those of one step in the order in which they were published.
     *
     * @param name   of the variable, for messages
     * @param length steps that the variable has
     */
    static Vintages of(String name, int length, int[] steps, int[] known, double[] values) {
        if (steps.length != known.length || steps.length != values.length) {
            throw new IllegalArgumentException(name + ": vintages must have as many steps, known and values, were "
                    + steps.length + ", " + known.length + ", " + values.length);
        }
        int[] first = new int[length + 1];
        for (int i = 0; i < steps.length; i++) {
            boolean sameStep = i > 0 && steps[i] == steps[i - 1];
            if (steps[i] < 0 || steps[i] >= length || (i > 0 && steps[i] < steps[i - 1])) {
                throw new IllegalArgumentException(name + ": the steps of vintages must ascend within [0, " + length
                        + "), was " + steps[i] + " at position " + i);
            }
            if (known[i] < 0 || (sameStep && known[i] < known[i - 1])) {
                throw new IllegalArgumentException(name + ": the vintages of step " + steps[i]
                        + " must become known one after the other, was " + known[i] + " at position " + i);
            }
            first[steps[i] + 1] = i + 1;
        }
        for (int step = 0; step < length; step++) {
            first[step + 1] = Math.max(first[step], first[step + 1]);
        }
        return new Vintages(first, known.clone(), values.clone());
    }

    /** The newest version of a step's value that was known after {@code observed} steps; NaN if there was none. */
    double value(int step, int observed) {
        int low = first[step];
        int high = first[step + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (known[middle] <= observed) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == first[step] ? Double.NaN : values[low - 1];
    }

    /** The end of the steps in {@code [from, to)} of which a version was known; {@code from} if there is none. */
    int reach(int from, int to, int observed) {
        int end = to;
        while (end > from && !(first[end - 1] < first[end] && known[first[end - 1]] <= observed)) {
            end--;
        }
        return end;
    }

    /** Looks at the versions of the steps in {@code [from, to)}, in order. */
    void visit(int from, int to, Visitor visitor) {
        for (int step = from; step < Math.min(to, first.length - 1); step++) {
            for (int i = first[step]; i < first[step + 1]; i++) {
                visitor.visit(step, known[i], values[i]);
            }
        }
    }

    /** Looks at one version. */
    @FunctionalInterface
    interface Visitor {
        void visit(int step, int known, double value);
    }
}
