/** The bridge to Tribuo, both ways. Filled by a later change; its dependency rule stands already. */
@NullMarked
package io.almanac.tribuo;

import org.jspecify.annotations.NullMarked;
