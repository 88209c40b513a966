package io.almanac.datasets.duckdb;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.MessageText;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.RowIntake;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads series from Parquet files, from the answer to SQL and from databases of DuckDB. The layouts and the series are
 * those of a CSV file with the same table.
 *
 * <p>Numbers and booleans (1 and 0) are values; dates, timestamps, integers and text are times, a timestamp with a time
 * zone in UTC; text, numbers and UUIDs are ids and categories; NULL is missing. Columns of other types are an error if
 * they are not ignored.
 *
 * <p>DuckDB is a jar of its own, {@code org.duckdb:duckdb_jdbc}, that is looked for when something is to be read. It runs
 * in this process with one thread, so that the same query gives the same bits; it installs and loads no extensions, so
 * that nothing is fetched from a network; it takes half of the memory that the heap leaves, and a temporary folder after
 * that.
 */
public final class DuckDbReader {

    private DuckDbReader() {}

    /**
     * Reads Parquet files as one table. All have the same columns; columns that their folders name, such as
     * {@code store=7/}, count among them. In the long layout a series may go on from file to file; in the wide layout each
     * file is a series.
     *
     * @param name   of all of them, for the report
     * @param folder below which the files lie: in the wide layout a series is named after its path from there
     * @param files  at least one
     * @throws DataException if DuckDB is missing, or the files can't be read or understood
     */
    public static Dataset parquet(String name, Path folder, List<Path> files, TableOptions options) throws IOException {
        Origin origin = Origin.ofRows(name);
        var intake = new RowIntake(origin, options, name);
        try (DuckDb duck = DuckDb.open(name, Optional.empty(), files, options.zone())) {
            long rows = 0;
            for (Path file : files) {
                if (files.size() > 1) {
                    origin.file(file.toString(), rows);
                }
                intake.wideId(
                        folder.relativize(file).toString().replace('\\', '/').replaceFirst("\\.(parquet|pq)$", ""));
                String select = "SELECT * FROM read_parquet(" + DuckDb.literal(file) + ")";
                rows = duck.read(file.toString(), DataError.UNREADABLE, select, intake, rows);
            }
        }
        return intake.dataset();
    }

    /**
     * Reads the answer to a query. It may name files: {@code SELECT … FROM 'data/*.parquet'}.
     *
     * @param name stands in messages and the report; in the wide layout the series is {@code sql}
     * @param sql  one SELECT
     * @throws DataException if DuckDB is missing or refuses the query, or its answer can't be understood
     */
    public static Dataset query(String name, String sql, TableOptions options) throws IOException {
        var intake = new RowIntake(Origin.ofRows(name), options, "sql");
        try (DuckDb duck = DuckDb.open(name, Optional.empty(), List.of(), options.zone())) {
            duck.read(name, DataError.QUERY_FAILED, sql.strip().replaceFirst(";$", ""), intake, 0);
        }
        return intake.dataset();
    }

    /**
     * Reads a table or view of a database.
     *
     * @param table which; may be left out if there is one only
     * @throws DataException if DuckDB is missing, or the table can't be read or understood
     */
    public static Dataset database(Path file, Optional<String> table, TableOptions options) throws IOException {
        String name = file.toString();
        try (DuckDb duck = DuckDb.open(name, Optional.of(file), List.of(), options.zone())) {
            List<String> tables = duck.tables(name);
            String one = table.orElse(tables.size() == 1 ? tables.get(0) : "");
            if (!tables.contains(one)) {
                throw new DataException(DataError.NO_SUCH_TABLE, name + noTable(name, table, tables));
            }
            var intake = new RowIntake(Origin.ofRows(name + "#" + one), options, one);
            duck.read(name + "#" + one, DataError.UNREADABLE, "SELECT * FROM " + DuckDb.quoted(one), intake, 0);
            return intake.dataset();
        }
    }

    private static String noTable(String name, Optional<String> wanted, List<String> tables) {
        if (tables.isEmpty()) {
            return " has no tables";
        }
        return (wanted.isPresent() ? ": there is no table \"" + wanted.get() + "\"" : " has several tables")
                + "; write one of "
                + MessageText.list(
                        tables.stream().map(table -> name + "#" + table).toList());
    }
}
