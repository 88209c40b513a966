/** Programs to copy from; compiled and run by the build. */
@NullMarked
package io.almanac.examples;

import org.jspecify.annotations.NullMarked;
