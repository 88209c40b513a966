/** The command almanac: reads arguments, calls the library, prints. */
@NullMarked
package io.almanac.cli;

import org.jspecify.annotations.NullMarked;
