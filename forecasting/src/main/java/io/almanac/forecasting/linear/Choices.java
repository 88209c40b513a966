package io.almanac.forecasting.linear;

import java.util.List;
import java.util.Map;

/**
 * What is fitted and averaged.
 *
 * @param forms     the share of each; they sum to 1
 * @param penalties of each form at each context, in their order
 * @param deviation the share of maps of each channel's own, in [0, 1]; the rest are common ones
 * @param stiffness the penalty on their distance from the common ones
 * @param huber     the share of the correction towards Huber's loss, in [0, 1]
 * @param notes     how it came to that
 */
record Choices(
        Map<Form, Double> forms,
        List<Map<Form, Double>> penalties,
        double deviation,
        double stiffness,
        double huber,
        List<String> notes) {

    /** The penalty of a form at the context with a place; that of another form where it has none of its own. */
    double penalty(int place, Form form) {
        Map<Form, Double> some = penalties.get(place);
        return some.getOrDefault(form, some.values().stream().findFirst().orElse(Blocks.DEFAULT_PENALTY));
    }
}
