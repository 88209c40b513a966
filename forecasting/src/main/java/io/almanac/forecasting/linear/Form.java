package io.almanac.forecasting.linear;

/** What is taken off a window before it is regressed, and added to the forecast after. */
enum Form {
    /** The mean of the context. */
    MEAN("centred on the mean"),
    /** The mean seasonal profile of the training part, and then the mean of the context. */
    PROFILE("centred on the mean, less the seasonal profile"),
    /** The last value of the context. */
    LAST("centred on the last value"),
    /** The last value, and nothing is regressed: that value is the forecast. */
    NAIVE("the last value repeated");

    private final String text;

    Form(String text) {
        this.text = text;
    }

    /** Whether the last value of the context is its centre, and not the mean. */
    boolean last() {
        return this == LAST || this == NAIVE;
    }

    @Override
    public String toString() {
        return text;
    }
}
