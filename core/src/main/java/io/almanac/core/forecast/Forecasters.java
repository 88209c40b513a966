package io.almanac.core.forecast;

import io.almanac.core.files.RecordJson;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The forecasters on the class path, by id. */
public final class Forecasters {

    private Forecasters() {}

    /** All providers, by id. */
    public static SortedMap<String, ForecasterProvider<?>> all() {
        SortedMap<String, ForecasterProvider<?>> byId = new TreeMap<>();
        for (ForecasterProvider<?> provider : ServiceLoader.load(ForecasterProvider.class)) {
            ForecasterProvider<?> earlier = byId.put(provider.id(), provider);
            if (earlier != null) {
                throw new IllegalStateException("two providers of the forecaster " + provider.id() + ": "
                        + earlier.getClass().getName() + ", "
                        + provider.getClass().getName());
            }
        }
        return byId;
    }

    /**
     * The provider of an id.
     *
     * @throws IllegalArgumentException if there is none, with the ids that there are
     */
    public static ForecasterProvider<?> find(String id) {
        SortedMap<String, ForecasterProvider<?>> byId = all();
        ForecasterProvider<?> provider = byId.get(id);
        if (provider == null) {
            throw new IllegalArgumentException("no forecaster \"" + id + "\"; there are " + List.copyOf(byId.keySet()));
        }
        return provider;
    }

    /** A forecaster with its defaults. */
    public static Forecaster create(String id) {
        return create(id, Map.of());
    }

    /**
     * A forecaster with its defaults but for some options, as on a command line.
     *
     * @param settings texts by option: {@code layers} to {@code 2}
     * @throws IllegalArgumentException if the id or an option is unknown or a value does not fit
     */
    public static Forecaster create(String id, Map<String, String> settings) {
        return create(find(id), settings);
    }

    /**
     * A forecaster with a whole configuration.
     *
     * @throws IllegalArgumentException if the id is unknown or the configuration is of another forecaster
     */
    public static Forecaster create(String id, Record config) {
        return configured(find(id), config);
    }

    private static <C extends Record> Forecaster configured(ForecasterProvider<C> provider, Record config) {
        if (!provider.defaults().getClass().isInstance(config)) {
            throw new IllegalArgumentException(provider.id() + " can't have the configuration " + config);
        }
        @SuppressWarnings("unchecked") // a record class is final, so this is the class of the defaults
        C own = (C) config;
        return provider.create(own);
    }

    private static <C extends Record> Forecaster create(ForecasterProvider<C> provider, Map<String, String> settings) {
        try {
            return provider.create(RecordJson.with(provider.defaults(), settings));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(provider.id() + ": " + e.getMessage(), e);
        }
    }
}
