package io.almanac.forecasting.ensemble;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The options of {@code average} and {@code combination}: which forecasters are averaged, how, and what is set in each.
 *
 * <p>On the command line {@code --set average.members.a=transformer --set average.members.b=transformer
 * --set average.settings.b.context=168}. The first member in the order of labels is fitted with the seed of the fit,
 * the next with that plus 1, and so on: two equal members differ in their seed.
 *
 * @param rule     how the forecasts of members become one
 * @param members  ids by label, in the order of labels; a label has letters, digits, '_' and '-'
 * @param settings the members' options as on the command line, {@code LABEL.OPTION} to a text; what is not named keeps
 *                 its default
 */
public record AverageConfig(Rule rule, Map<String, String> members, Map<String, String> settings) {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    public AverageConfig {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        for (String label : members.keySet()) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException(
                        "a label of members must have 1 to 100 letters, digits, '_' and '-', was \"" + label + "\"");
            }
        }
        for (String key : settings.keySet()) {
            if (!members.containsKey(key.substring(0, Math.max(0, key.indexOf('.'))))) {
                throw new IllegalArgumentException("settings." + key
                        + " must be settings.LABEL.OPTION with one of the labels " + members.keySet());
            }
        }
    }
}
