/**
 * Series whose truth is known: generators of many kinds, seeded, the same on every machine. {@code docs/synthetic.md}
 * has their formulas and priors.
 */
@NullMarked
package io.almanac.datasets.synthetic;

import org.jspecify.annotations.NullMarked;
