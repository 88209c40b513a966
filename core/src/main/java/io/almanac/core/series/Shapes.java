package io.almanac.core.series;

/** What the rows of a {@link TimeSeries} must be like. */
final class Shapes {

    private Shapes() {}

    /** How many values a covariate has. */
    static int steps(Covariate covariate, int length, int ahead) {
        return switch (covariate.kind()) {
            case PAST -> length;
            case FUTURE -> length + ahead;
            case STATIC -> 1;
        };
    }

    static void checkRows(String id, String what, double[][] rows, int expected) {
        if (rows.length != expected) {
            throw new IllegalArgumentException(
                    "series " + id + ": the schema has " + expected + " " + what + ", got " + rows.length);
        }
    }

    static void checkRow(String id, String name, double[] row, int expected) {
        if (row.length != expected) {
            throw new IllegalArgumentException(
                    "series " + id + ": " + name + " must have " + expected + " values, has " + row.length);
        }
        for (int i = 0; i < row.length; i++) {
            if (Double.isInfinite(row[i])) {
                throw new IllegalArgumentException(
                        "series " + id + ": " + name + " is " + row[i] + " at step " + i + "; NaN stands for missing");
            }
        }
    }

    static void checkCategories(String id, Covariate covariate, double[] row) {
        int count = covariate.categories().size();
        if (count == 0) {
            return;
        }
        for (double value : row) {
            if (!Double.isNaN(value) && !(value >= 0 && value < count && value == Math.rint(value))) {
                throw new IllegalArgumentException("series " + id + ": " + covariate.name()
                        + " must be a whole number in [0, " + count + "), was " + value);
            }
        }
    }
}
