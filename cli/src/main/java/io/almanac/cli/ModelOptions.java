package io.almanac.cli;

import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Levels;
import io.almanac.forecasting.conformal.ConformalConfig;
import io.almanac.forecasting.conformal.ConformalForecaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which forecasters run, and how. */
final class ModelOptions {

    /** The ids on the class path that are ready to use, for the help. */
    static final class Ids implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Forecasters.all().values().stream()
                    .filter(ForecasterProvider::ready)
                    .map(ForecasterProvider::id)
                    .iterator();
        }
    }

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]+");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--models",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "[LABEL=]ID,…",
            completionCandidates = Ids.class,
            description = {
                "Forecasters: ${COMPLETION-CANDIDATES}.",
                "LABEL=ID runs one id under several names.",
                "Or a YAML file with lines LABEL: {forecaster: ID, OPTION: VALUE}."
            })
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "LABEL.OPTION=VALUE",
            description = {
                "An option of a forecaster: --set transformer.layers=2. A wrong name lists all.",
                "Of the forecaster within a conformal one: --set LABEL.settings.OPTION=VALUE."
            })
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--levels",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "PERCENT,…",
            description = "Levels of the intervals (default: 80,95).")
    private List<Integer> levels = new ArrayList<>(Levels.DEFAULT);

    @Option(
            names = "--intervals",
            paramLabel = "WHOSE",
            defaultValue = "own",
            description = "own: each forecaster's own; conformal: around every forecaster, from the errors of its"
                    + " earlier forecasts (default: ${DEFAULT-VALUE}).")
    private String intervals;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "DEVICE",
            description = "cpu or gpu:N (default: ${DEFAULT-VALUE}).")
    private String device;

    /** Whether the user chose the forecasters. */
    boolean given() {
        return !models.isEmpty();
    }

    long seed() {
        return seed;
    }

    String device() {
        return device;
    }

    /** The levels, checked. */
    List<Integer> levels() {
        try {
            Levels.quantiles(levels);
        } catch (IllegalArgumentException e) {
            throw wrong("--levels: " + e.getMessage());
        }
        return levels;
    }

    /** The forecasters by label, in the order of the command line. */
    Map<String, Forecaster> forecasters(List<String> defaults) {
        Map<String, String> ids = new LinkedHashMap<>();
        Map<String, Map<String, String>> byLabel = new LinkedHashMap<>();
        for (String model : models.isEmpty() ? defaults : models) {
            if (ModelsFile.isOne(model)) {
                ModelsFile file = file(model);
                file.ids().forEach((label, id) -> add(ids, label, id));
                file.settings().forEach((label, options) -> byLabel.put(label, new LinkedHashMap<>(options)));
                continue;
            }
            int equals = model.indexOf('=');
            String label = model.substring(0, Math.max(0, equals)).strip();
            String id = model.substring(equals + 1).strip();
            add(ids, equals < 0 ? id : label, id);
        }
        addSettings(ids, byLabel);
        boolean conformal = conformal();
        Map<String, Forecaster> forecasters = new LinkedHashMap<>();
        ids.forEach((label, id) -> {
            Map<String, String> options = byLabel.getOrDefault(label, Map.of());
            try {
                forecasters.put(
                        label,
                        conformal && !id.equals(ConformalForecaster.ID)
                                ? new ConformalForecaster(ConformalConfig.around(id, options))
                                : Forecasters.create(id, options));
            } catch (IllegalArgumentException e) {
                throw wrong(label + ": " + e.getMessage());
            }
        });
        return forecasters;
    }

    /** Whether every forecaster gets conformal intervals; one that is conformal by itself stays as it is. */
    private boolean conformal() {
        return switch (intervals.toLowerCase(Locale.ROOT)) {
            case "own" -> false;
            case "conformal" -> true;
            default -> throw wrong("--intervals must be own or conformal, was \"" + intervals + "\"");
        };
    }

    private void add(Map<String, String> ids, String label, String id) {
        if (!LABEL.matcher(label).matches()) {
            throw wrong("--models: a label has letters, digits, '.', '_' and '-', was \"" + label + "\"");
        }
        if (ids.putIfAbsent(label, id) != null) {
            throw wrong("--models: " + label + " stands twice; give labels: a=" + id + ",b=" + id);
        }
    }

    private ModelsFile file(String name) {
        try {
            return ModelsFile.read(Path.of(name));
        } catch (IllegalArgumentException e) {
            throw wrong("--models: " + e.getMessage());
        } catch (IOException e) {
            throw wrong("--models: can't read the file " + e.getMessage());
        }
    }

    private void addSettings(Map<String, String> ids, Map<String, Map<String, String>> byLabel) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (setting.lastIndexOf('.', Math.max(0, equals)) < 1) {
                throw wrong("--set wants LABEL.OPTION=VALUE, was \"" + setting + "\"");
            }
            // Labels and options may have dots both: c.settings.layers is an option of c, unless c.settings is a label.
            String label = ids.keySet().stream()
                    .filter(one -> setting.startsWith(one + "."))
                    .max(Comparator.comparingInt(String::length))
                    .orElseThrow(() -> wrong("--set " + setting + ": no forecaster bears the label "
                            + setting.substring(0, setting.indexOf('.')) + "; there are " + List.copyOf(ids.keySet())));
            byLabel.computeIfAbsent(label, name -> new LinkedHashMap<>())
                    .put(setting.substring(label.length() + 1, equals), setting.substring(equals + 1));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
