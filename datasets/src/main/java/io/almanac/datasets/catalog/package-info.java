/** Data by name: files, bundled series. */
@NullMarked
package io.almanac.datasets.catalog;

import org.jspecify.annotations.NullMarked;
