/** Where a result comes from. */
@NullMarked
package io.almanac.core.provenance;

import org.jspecify.annotations.NullMarked;
