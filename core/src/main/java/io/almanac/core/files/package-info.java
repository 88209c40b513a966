/** Files that are written whole or not at all. */
@NullMarked
package io.almanac.core.files;

import org.jspecify.annotations.NullMarked;
