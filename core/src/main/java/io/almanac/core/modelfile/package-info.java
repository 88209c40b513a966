/** The file format of a saved model: a zip with a manifest, tensors and checksums. */
@NullMarked
package io.almanac.core.modelfile;

import org.jspecify.annotations.NullMarked;
