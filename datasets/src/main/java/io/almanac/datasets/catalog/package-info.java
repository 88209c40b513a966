/** Data by name: files, bundled series, and public sets that are fetched when the user asks for it. */
@NullMarked
package io.almanac.datasets.catalog;

import org.jspecify.annotations.NullMarked;
