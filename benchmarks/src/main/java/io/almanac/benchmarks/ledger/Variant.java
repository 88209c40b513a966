package io.almanac.benchmarks.ledger;

import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A forecaster under a name: one row or column of a table.
 *
 * @param label    unique in a run
 * @param id       of the forecaster
 * @param settings options that differ from the defaults
 */
public record Variant(String label, String id, Map<String, String> settings) {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]+");

    public Variant {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("label must have letters, digits, _ and - only, was \"" + label + "\"");
        }
        settings = Map.copyOf(settings);
    }

    /**
     * Reads {@code [LABEL=]ID} and {@code LABEL.OPTION=VALUE}.
     *
     * @throws IllegalArgumentException if a text has another form, a label stands twice or a setting has no label
     */
    public static List<Variant> parse(List<String> models, List<String> settings) {
        List<String> left = new ArrayList<>(settings);
        List<Variant> variants = new ArrayList<>();
        var labels = new HashSet<String>();
        for (String model : models) {
            int equals = model.indexOf('=');
            String id = model.substring(equals + 1);
            String label = equals < 0 ? id : model.substring(0, equals);
            if (!labels.add(label)) {
                throw new IllegalArgumentException("labels must be unique, " + label + " stands twice");
            }
            Map<String, String> own = new LinkedHashMap<>();
            for (String setting : settings) {
                int value = setting.indexOf('=');
                if (value > 0 && setting.startsWith(label + ".")) {
                    own.put(setting.substring(label.length() + 1, value), setting.substring(value + 1));
                    left.remove(setting);
                }
            }
            variants.add(new Variant(label, id, own));
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("settings must be LABEL.OPTION=VALUE with a label of "
                    + labels.stream().sorted().collect(Collectors.joining(", ")) + ", were " + left);
        }
        return variants;
    }

    /** The forecaster. */
    public Forecaster forecaster() {
        return Forecasters.create(id, settings);
    }
}
