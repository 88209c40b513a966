package io.almanac.datasets.duckdb;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A database of DuckDB that a test writes with. */
public final class Duck implements AutoCloseable {

    private static final Set<String> PLATFORMS =
            Set.of("linux amd64", "linux x86_64", "linux aarch64", "mac aarch64", "windows amd64");

    private final Connection connection;

    private Duck(Connection connection) {
        this.connection = connection;
    }

    /** Skips the test where DuckDB has no library for the machine. */
    public static void assumeThere() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ", 2)[0];
        String platform = system + " " + System.getProperty("os.arch");
        assumeTrue(PLATFORMS.contains(platform), "DuckDB has no library for " + platform);
    }

    /** Reads a Parquet file without the jar. */
    public static void readWithoutJar(String file) {
        open(ClassLoader.getPlatformClassLoader(), file);
    }

    /** Reads a Parquet file with a jar that can't be loaded. */
    public static void readWithBrokenJar(String file) {
        open(
                new ClassLoader() {
                    @Override
                    protected Class<?> findClass(String name) {
                        throw new UnsatisfiedLinkError("no duckdb_java in its jar");
                    }

                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        return name.startsWith("org.duckdb.") ? findClass(name) : super.loadClass(name, resolve);
                    }
                },
                file);
    }

    private static void open(ClassLoader loader, String file) {
        DuckDb.open(loader, file, Optional.empty(), List.of(), Optional.empty(), "")
                .close();
    }

    public static Duck inMemory() throws SQLException {
        return new Duck(DriverManager.getConnection("jdbc:duckdb:"));
    }

    public Connection connection() {
        return connection;
    }

    public Duck execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
