package io.almanac.datasets.calendar;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import java.util.Optional;

/** A future covariate that follows from the time of a step. */
interface CalendarCovariate {

    /** Its name, by which it can be made again, and its categories. */
    Covariate covariate();

    /** Why it says nothing about steps of a unit with dates, if so. */
    Optional<String> lacks(Frequency.Unit unit);

    /** The value at a step, which may lie outside the axis. */
    double value(TimeAxis axis, int step);
}
