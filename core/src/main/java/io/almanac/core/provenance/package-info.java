/** Where a result comes from, and records of plain values as JSON. */
@NullMarked
package io.almanac.core.provenance;

import org.jspecify.annotations.NullMarked;
