package io.almanac.datasets.rows;

import io.almanac.core.series.Covariate;
import io.almanac.datasets.DataError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads the cells of one covariate. Whether they are numbers or categories is known when the first cell that is not
 * empty has been read. While the file is read categories are numbered as they come; {@link #encode} turns that into
 * the order that they have in the end, so that no order of rows makes a difference.
 */
final class CovariateColumn {

    /** What the cells are. */
    private enum Type {
        UNKNOWN,
        REAL,
        CATEGORICAL
    }

    private final Covariate given;
    private final int slot;
    private final Map<String, Integer> allowed = new HashMap<>(); // empty: all are
    private final IdTable texts = new IdTable();
    private Type type;
    private int[] codes = {};
    private double value;
    private DataError error = DataError.BAD_NUMBER;
    private String problem = "";

    /**
     * A column.
     *
     * @param given       the covariate as the options name it
     * @param slot        where its value stands in a row: after the channels, or among the static ones
     * @param categorical whether the values are names even if they are numbers
     */
    private CovariateColumn(Covariate given, int slot, boolean categorical) {
        this.given = given;
        this.slot = slot;
        for (String category : given.categories()) {
            allowed.put(category, allowed.size());
        }
        this.type = categorical || given.categorical() ? Type.CATEGORICAL : Type.UNKNOWN;
    }

    /**
     * The columns of some covariates, in their order.
     *
     * @param channels the values that come before them in a row
     */
    static List<CovariateColumn> of(CovariateOptions options, int channels) {
        var columns = new ArrayList<CovariateColumn>();
        int next = channels;
        int nextStatic = 0;
        for (Covariate covariate : options.columns()) {
            int slot = covariate.kind() == Covariate.Kind.STATIC ? nextStatic++ : next++;
            columns.add(
                    new CovariateColumn(covariate, slot, options.categorical().contains(covariate.name())));
        }
        return List.copyOf(columns);
    }

    /** Where its value stands in a row, or among the static values of a series. */
    int slot() {
        return slot;
    }

    boolean isStatic() {
        return given.kind() == Covariate.Kind.STATIC;
    }

    Covariate.Kind kind() {
        return given.kind();
    }

    /** The number or the category read last, as it came; NaN if it was missing. */
    double value() {
        return value;
    }

    /** Which kind of trouble {@link #problem} is. */
    DataError error() {
        return error;
    }

    /** What is wrong with the text read last, if {@link #parse} returned false; goes on the text itself. */
    String problem() {
        return problem;
    }

    /** Reads {@code buffer[from, to)}; false if that can't be a value of this covariate. */
    boolean parse(char[] buffer, int from, int to, NumberParser numbers) {
        NumberParser.Result result = numbers.parse(buffer, from, to);
        value = Double.NaN;
        if (result == NumberParser.Result.MISSING) {
            return true;
        }
        if (type == Type.UNKNOWN) {
            type = result == NumberParser.Result.NONE ? Type.CATEGORICAL : Type.REAL;
        }
        if (type == Type.CATEGORICAL) {
            return category(buffer, from, to);
        }
        value = numbers.value();
        error = result == NumberParser.Result.INFINITE ? DataError.INFINITE_NUMBER : DataError.BAD_NUMBER;
        problem = result == NumberParser.Result.INFINITE
                ? "is infinite; leave missing values empty"
                : "is not a number, as the values before it are; name the covariate as categorical if they all are names";
        return result == NumberParser.Result.NUMBER;
    }

    /**
     * Takes a number that is known already, NaN where it is missing.
     *
     * @return false if the values are categories: then the number is to be read as text
     */
    boolean take(double number) {
        if (!Double.isNaN(number) && type == Type.UNKNOWN) {
            type = Type.REAL;
        }
        value = number;
        return Double.isNaN(number) || (type == Type.REAL && !Double.isInfinite(number));
    }

    private boolean category(char[] buffer, int from, int to) {
        int number = texts.numberOf(buffer, from, to);
        if (!allowed.isEmpty() && !allowed.containsKey(texts.id(number))) {
            error = DataError.BAD_CATEGORY;
            problem = "is none of the categories " + MessageText.list(given.categories());
            return false;
        }
        value = number;
        return true;
    }

    /** A value as the file has it. */
    String text(double read) {
        String number = String.valueOf(read);
        return type == Type.CATEGORICAL
                ? texts.id((int) read)
                : number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    /** The covariate, when all cells were read. */
    Covariate covariate() {
        if (type != Type.CATEGORICAL || given.categorical()) {
            codes = IntStream.range(0, texts.size())
                    .map(number -> allowed.get(texts.id(number)))
                    .toArray();
            return given;
        }
        List<Integer> sorted = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparing(texts::id))
                .toList();
        codes = new int[sorted.size()];
        for (int code = 0; code < sorted.size(); code++) {
            codes[sorted.get(code)] = code;
        }
        return new Covariate(
                given.name(), given.kind(), sorted.stream().map(texts::id).toList());
    }

    /** Replaces categories as they came by their positions in {@link #covariate}. */
    void encode(double[] read) {
        if (type == Type.CATEGORICAL) {
            Arrays.setAll(read, i -> Double.isNaN(read[i]) ? read[i] : codes[(int) read[i]]);
        }
    }
}
