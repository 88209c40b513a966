package io.almanac.core.forecast;

/** Which value of the predictive distribution a point forecast is; the loss that made it decides. */
public enum PointKind {
    /** Best under squared error. */
    MEAN,
    /** Best under absolute error. */
    MEDIAN
}
