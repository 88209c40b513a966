package io.almanac.forecasting.transform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reference values: rows of {@code series,what,step,value}, comments after {@code #}. Steps ascend from 1; those left out are
 * NaN.
 */
public final class ReferenceTable {

    private final String resource;
    private final Map<String, Map<String, double[]>> values = new LinkedHashMap<>();

    /** Reads a resource beside a class. */
    public ReferenceTable(Class<?> beside, String resource) {
        this.resource = resource;
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(beside.getResourceAsStream(resource), resource), StandardCharsets.UTF_8))) {
            in.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("series,"))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] cells = line.split(",", -1);
        Map<String, double[]> ofSeries = values.computeIfAbsent(cells[0], series -> new LinkedHashMap<>());
        int step = Integer.parseInt(cells[2]);
        double[] before = ofSeries.getOrDefault(cells[1], new double[0]);
        double[] now = Arrays.copyOf(before, step);
        Arrays.fill(now, before.length, step, Double.NaN);
        now[step - 1] = cells[3].equals("NA") ? Double.NaN : Double.parseDouble(cells[3]);
        ofSeries.put(cells[1], now);
    }

    public double[] get(String series, String what) {
        double[] found = values.getOrDefault(series, Map.of()).get(what);
        if (found == null) {
            throw new IllegalArgumentException(resource + " has no " + what + " of " + series);
        }
        return found.clone();
    }

    public double number(String series, String what) {
        return get(series, what)[0];
    }
}
