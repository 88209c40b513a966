/**
 * Parquet files, databases of DuckDB and the answers to SQL, read through DuckDB where its jar is on the class path.
 * Nothing here needs it to be there before something is to be read.
 */
@NullMarked
package io.almanac.datasets.duckdb;

import org.jspecify.annotations.NullMarked;
