package io.almanac.datasets.jdbc;

import static io.almanac.datasets.Refused.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.SeriesSet;
import io.almanac.datasets.DataError;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultSetReaderTest {

    private static SeriesSet read(List<Rows.Column> columns, @Nullable Object[]... rows)
            throws SQLException, IOException {
        return ResultSetReader.read("q", Rows.of(columns, rows), TableOptions.defaults())
                .inMemory();
    }

    private static @Nullable Object[] row(@Nullable Object... fields) {
        return fields;
    }

    private static final Rows.Column DAY = new Rows.Column("ds", Types.DATE, "date", Date.class);
    private static final Rows.Column Y = new Rows.Column("y", Types.DOUBLE, "float8", Double.class);

    @Test
    void numbersOfEachTypeAreValues() throws SQLException, IOException {
        SeriesSet set = read(
                List.of(
                        DAY,
                        new Rows.Column("int", Types.INTEGER, "int4", Integer.class),
                        new Rows.Column("decimal", Types.NUMERIC, "numeric", BigDecimal.class),
                        new Rows.Column("flag", Types.BIT, "bool", Boolean.class),
                        new Rows.Column("text", Types.VARCHAR, "text", String.class),
                        new Rows.Column("huge", Types.OTHER, "hugeint", java.math.BigInteger.class)),
                row(Date.valueOf("2024-01-01"), 5, new BigDecimal("12345678901234567.89"), true, " 7.5", null),
                row(Date.valueOf("2024-01-02"), null, null, null, null, java.math.BigInteger.TEN));
        double[] first = {5, Double.parseDouble("12345678901234567.89"), 1, 7.5, Double.NaN};
        double[] second = {Double.NaN, Double.NaN, Double.NaN, Double.NaN, 10};
        for (int channel = 0; channel < first.length; channel++) {
            assertEquals(first[channel], set.get(0).value(channel, 0));
            assertEquals(second[channel], set.get(0).value(channel, 1));
        }
    }

    /** At 2011-12-30 the clocks of Apia, the tests' zone, skipped a day: a detour by java.sql.Timestamp would move it. */
    @Test
    void timestampsKeepTheirWallClock() throws SQLException, IOException {
        Rows.Column time = new Rows.Column("ds", Types.TIMESTAMP, "timestamp", Timestamp.class);
        SeriesSet set = read(
                List.of(time, Y),
                row(LocalDateTime.parse("2011-12-30T01:00"), 1.0),
                row(LocalDateTime.parse("2011-12-30T02:00"), 2.0));
        assertEquals(
                "2 steps of h from 2011-12-30T01:00:00 to 2011-12-30T02:00:00",
                set.get(0).axis().toString());
    }

    @Test
    void driversWithoutTheNewTypesAreReadToo() throws SQLException, IOException {
        Rows.Column time = new Rows.Column("ds", Types.TIMESTAMP, "datetime", Timestamp.class);
        SeriesSet set = read(
                List.of(time, Y),
                row(Timestamp.valueOf("2024-01-01 01:00:00"), 1.0),
                row(Timestamp.valueOf("2024-01-01 02:00:00"), 2.0));
        assertEquals(
                "2 steps of h from 2024-01-01T01:00:00 to 2024-01-01T02:00:00",
                set.get(0).axis().toString());
    }

    @Test
    void timestampsWithAZoneAreUtcWhateverTheDriverCallsThem() throws SQLException, IOException {
        for (Rows.Column time : List.of(
                new Rows.Column("ds", Types.TIMESTAMP_WITH_TIMEZONE, "x", OffsetDateTime.class),
                new Rows.Column("ds", Types.TIMESTAMP, "timestamptz", Timestamp.class),
                new Rows.Column("ds", -155, "datetimeoffset", Object.class),
                new Rows.Column("ds", -102, "TIMESTAMP WITH LOCAL TIME ZONE", Object.class))) {
            SeriesSet set = read(
                    List.of(time, Y),
                    row(OffsetDateTime.parse("2024-01-01T01:00:00+02:00"), 1.0),
                    row(OffsetDateTime.parse("2024-01-01T01:00:00+01:00"), 2.0));
            assertEquals("2023-12-31T23:00:00Z", set.get(0).axis().text(0));
        }
    }

    @Test
    void idsAreTextOrIntegersOrUuids() throws SQLException, IOException {
        UUID uuid = new UUID(1, 2);
        for (Object id : List.of("a", 9007199254740993L, uuid)) {
            int type = id instanceof Long ? Types.BIGINT : id instanceof String ? Types.VARCHAR : Types.OTHER;
            Rows.Column column = new Rows.Column("unique_id", type, "x", id.getClass());
            SeriesSet set = read(
                    List.of(column, DAY, Y),
                    row(id, Date.valueOf("2024-01-01"), 1.0),
                    row(id, Date.valueOf("2024-01-02"), 1.0));
            assertEquals(id.toString(), set.get(0).id());
        }
    }

    @Test
    void otherTypesAreRefusedUnlessIgnored() throws SQLException, IOException {
        Rows.Column tags = new Rows.Column("tags", Types.ARRAY, "_text", java.sql.Array.class);
        assertRefused(
                DataError.UNSUPPORTED_TYPE,
                "q: column \"tags\" has the type _text, which is no number, time or text; write CAST(tags AS DOUBLE"
                        + " PRECISION) or AS VARCHAR in the query, or ignore the column",
                () -> read(List.of(DAY, Y, tags)));
        var rows = Rows.of(
                List.of(DAY, Y, tags),
                row(Date.valueOf("2024-01-01"), 1.0, null),
                row(Date.valueOf("2024-01-02"), 1.0, null));
        assertEquals(
                2,
                ResultSetReader.read("q", rows, TableOptions.defaults().withIgnore(List.of("tags")))
                        .report()
                        .rows());
    }

    @Test
    void troubleNamesTheRowAndFailuresOfTheDatabasePass() {
        assertRefused(
                DataError.REPEATED_TIME,
                "q, rows 2 and 3: two rows of series q have the time 2024-01-02…",
                () -> read(
                        List.of(DAY, Y),
                        row(Date.valueOf("2024-01-01"), 1.0),
                        row(Date.valueOf("2024-01-02"), 1.0),
                        row(Date.valueOf("2024-01-02"), 1.0)));
        assertRefused(
                DataError.NO_SUCH_COLUMN,
                "q: there is no column \"t\" (times); the columns are ds, y",
                () -> ResultSetReader.read(
                        "q", Rows.of(List.of(DAY, Y)), TableOptions.defaults().withTime("t")));
        SQLException broken = assertThrows(
                SQLException.class, () -> read(List.of(DAY, Y), row(Date.valueOf("2024-01-01"), "no number")));
        assertTrue(String.valueOf(broken.getMessage()).contains("no number"));
    }
}
