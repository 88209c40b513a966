package io.almanac.datasets.duckdb;

import com.sun.management.OperatingSystemMXBean;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.RowIntake;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/** DuckDB as a reader: one thread, bounded memory, no extensions, and nothing but what is to be read. */
final class DuckDb implements AutoCloseable {

    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final String ARTIFACT = "org.duckdb:duckdb_jdbc:2.0.0.1";

    /** The folder whose jars the launcher puts on the class path. */
    private static final String PLUGINS = "almanac.plugins";

    private static final long MEGABYTE = 1 << 20;
    private static final long LEAST_MEMORY = 256 * MEGABYTE;

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    /**
     * Starts DuckDB.
     *
     * @param source   what is to be read, for messages
     * @param database to be opened; else an empty one in memory
     * @param files    the only ones that may be read; if there are none and no database, all
     * @param zone     of dates that a query makes of instants; UTC if there is none
     */
    static DuckDb open(String source, Optional<Path> database, List<Path> files, Optional<ZoneId> zone) {
        return open(DuckDb.class.getClassLoader(), source, database, files, zone, System.getProperty(PLUGINS, ""));
    }

    static DuckDb open(
            ClassLoader loader,
            String source,
            Optional<Path> database,
            List<Path> files,
            Optional<ZoneId> zone,
            String plugins) {
        Driver driver = driver(loader, source, plugins);
        try {
            Connection connection = driver.connect(
                    "jdbc:duckdb:" + database.map(Path::toString).orElse(""), properties(database.isPresent()));
            var duck = new DuckDb(connection);
            duck.execute("SET TimeZone = " + literal(zone.map(ZoneId::getId).orElse("UTC")));
            if (!files.isEmpty()) {
                duck.execute("SET allowed_paths = ["
                        + files.stream().map(DuckDb::literal).collect(Collectors.joining(", ")) + "]");
            }
            if (database.isPresent() || !files.isEmpty()) {
                duck.execute("SET enable_external_access = false");
            }
            duck.execute("SET lock_configuration = true");
            return duck;
        } catch (SQLException e) {
            throw database.isPresent()
                    ? failed(source, DataError.UNREADABLE, e)
                    : unusable(source, "does not start: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw doesNotRun(source, e);
        }
    }

    private static Driver driver(ClassLoader loader, String source, String plugins) {
        try {
            return Class.forName(DRIVER, true, loader)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw new DataException(
                    DataError.DUCKDB_MISSING,
                    source + " is read by DuckDB, which is not there; " + howToAdd(plugins),
                    e);
        } catch (ReflectiveOperationException e) {
            throw unusable(source, "has no driver that can be used: " + e, e);
        } catch (LinkageError e) {
            throw doesNotRun(source, e);
        }
    }

    private static String howToAdd(String plugins) {
        return plugins.isEmpty()
                ? "add the dependency " + ARTIFACT
                        + " (80 MB; Maven: groupId:artifactId:version; Gradle: runtimeOnly(\"" + ARTIFACT + "\"))"
                : "add it once (80 MB): mvn -N dependency:copy -Dartifact=" + ARTIFACT + " -DoutputDirectory=" + plugins
                        + " (in a program: the dependency " + ARTIFACT + ")";
    }

    private static DataException doesNotRun(String source, LinkageError e) {
        return unusable(
                source,
                "does not run on " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ": "
                        + Optional.ofNullable(e.getCause()).orElse(e).getMessage(),
                e);
    }

    private static DataException unusable(String source, String problem, Throwable cause) {
        return new DataException(
                DataError.DUCKDB_UNUSABLE,
                source + " is read by DuckDB, which " + problem + "; this needs " + ARTIFACT + " or newer",
                cause);
    }

    private static Properties properties(boolean readOnly) {
        var properties = new Properties();
        properties.setProperty("duckdb.read_only", Boolean.toString(readOnly));
        properties.setProperty("threads", "1");
        properties.setProperty("memory_limit", memory() / MEGABYTE + "MiB");
        properties.setProperty(
                "temp_directory",
                Path.of(System.getProperty("java.io.tmpdir"), "almanac-duckdb-" + UUID.randomUUID())
                        .toString());
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        return properties;
    }

    /** Half of what the heap leaves of the machine's or the container's memory, in bytes. */
    private static long memory() {
        long all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Math.max(LEAST_MEMORY, (all - Runtime.getRuntime().maxMemory()) / 2);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The names of tables and views. */
    List<String> tables(String source) {
        return query(source, DataError.UNREADABLE, "SELECT table_name FROM information_schema.tables ORDER BY ALL")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** The rows of a short answer as text. */
    List<List<String>> query(String source, DataError error, String sql) {
        List<List<String>> answer = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                answer.add(row);
            }
        } catch (SQLException e) {
            throw failed(source, error, e);
        }
        return answer;
    }

    /**
     * Hands the rows of a query on, in their order.
     *
     * @param source for messages
     * @param error  what it is if the query fails
     * @param select one SELECT
     * @param before the place of the last row before
     * @return the place of the last row
     */
    long read(String source, DataError error, String select, RowIntake intake, long before) throws IOException {
        List<List<String>> described = query(source, error, "DESCRIBE (" + select + "\n)");
        intake.columns(described.stream().map(column -> column.get(0)).toList(), source);
        List<DuckColumn> columns = new ArrayList<>();
        for (int i = 0; i < described.size(); i++) {
            if (intake.isRead(i)) {
                columns.add(DuckColumn.of(
                        source, i, described.get(i).get(0), described.get(i).get(1), intake.takesNumbers(i)));
            }
        }
        String sql = DuckRows.sql(columns, select);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                DuckRows rows = DuckRows.of(statement, columns)) {
            long last = rows.handTo(intake, before);
            if (!rows.isComplete()) {
                explain(sql);
                throw new IOException(
                        source + ": DuckDB stopped after " + (last - before) + " rows and does not say why");
            }
            return last;
        } catch (SQLException e) {
            throw failed(source, error, e);
        } catch (DuckVectors.TooOldException e) {
            throw unusable(source, "is older than 2.0", e);
        }
    }

    /**
     * Throws what ends a query early. When chunks are fetched, the driver takes an error for the end of the rows (seen with
     * 2.0.0.1); fetching row by row it throws.
     */
    private void explain(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                // to the error
            }
        }
    }

    private static DataException failed(String source, DataError error, SQLException e) {
        // The first paragraph; the others show the query, which is not the one that the user wrote.
        String said = String.valueOf(e.getMessage()).strip().split("\n\n", 2)[0];
        return new DataException(
                error,
                source + ": DuckDB says: " + said.lines().map(String::strip).collect(Collectors.joining(" ")),
                e);
    }

    /** A file in SQL. Signs of patterns in its name do no harm: a file that exists is taken for itself. */
    static String literal(Path file) {
        return literal(file.toAbsolutePath().toString());
    }

    /** Text in SQL. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name in SQL. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB can't be closed", e);
        }
    }
}
