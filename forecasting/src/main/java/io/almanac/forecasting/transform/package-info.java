/** What is done to the values of a series before a method sees them, and undone on its forecast. */
@NullMarked
package io.almanac.forecasting.transform;

import org.jspecify.annotations.NullMarked;
