/**
 * What lies on disk: records as JSON, the file of a saved model, and files that are written whole or not at all.
 */
@NullMarked
package io.almanac.core.files;

import org.jspecify.annotations.NullMarked;
