package io.almanac.datasets.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.RowIntake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Hands the fields of a table on as the CSV parser finds them. The first record is the header. */
final class RowHandler extends AbstractBaseCsvCallbackHandler<RowHandler> {

    private final Origin origin;
    private final RowIntake intake;
    private final List<String> header = new ArrayList<>();
    private boolean begun; // whether the header is known
    private final int before;
    private int line;
    private boolean emptyLine;

    /**
     * A handler.
     *
     * @param before the lines of the files before this one
     */
    RowHandler(Origin origin, RowIntake intake, int before) {
        this.origin = origin;
        this.intake = intake;
        this.before = before;
        this.line = before;
    }

    /** The place of the line read last; empty if there was none. */
    OptionalInt lastPlace() {
        return begun ? OptionalInt.of(line) : OptionalInt.empty();
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = Math.toIntExact(before + startingLine);
        emptyLine = false;
        intake.begin(line);
    }

    @Override
    protected void handleEmpty() {
        emptyLine = true;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        if (begun) {
            intake.text(column, buffer, offset, offset + length);
        } else {
            header.add(String.valueOf(buffer, offset, length).strip());
        }
    }

    @Override
    protected RowHandler buildRecord() {
        if (emptyLine) {
            return this;
        }
        if (!begun) {
            intake.columns(header, origin.at(line));
            begun = true;
            return this;
        }
        if (getFieldCount() != header.size()) {
            throw new DataException(
                    DataError.RAGGED_ROW,
                    origin.at(line) + ": the row has " + getFieldCount() + (getFieldCount() == 1 ? " field" : " fields")
                            + ", the header has " + header.size());
        }
        try {
            intake.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
