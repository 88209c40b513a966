package io.almanac.forecasting.smoothing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** The series of theta_ces_reference.py, made by the same formulas. */
final class Shapes {

    private static final Path BUNDLED = Path.of("..", "datasets", "src/main/resources/io/almanac/datasets/catalog");

    private interface Shape {
        double at(int t, double noise);
    }

    private Shapes() {}

    /** Steps of the season. */
    static int season(String name) {
        return switch (name) {
            case "trend", "short", "curve" -> 1;
            case "quarterly", "season-walk" -> 4;
            case "hourly" -> 24;
            default -> 12;
        };
    }

    static double[] named(String name) throws IOException {
        return switch (name) {
            case "air-passengers" -> bundled("air-passengers.csv");
            case "trend" -> values(40, (t, e) -> 50 + 2 * t + 5 * e);
            case "short" -> values(14, (t, e) -> 30 + t + 4 * e);
            case "curve" -> values(60, (t, e) -> 100 * Math.exp(0.03 * t) * (1 + 0.05 * e));
            case "quarterly" -> values(44, (t, e) -> (80 + t) * (1 + 0.2 * season(t, 4) + 0.05 * e));
            case "monthly" -> values(100, (t, e) -> (200 + 1.5 * t) * (1 + 0.3 * season(t, 12) + 0.04 * e));
            case "monthly-additive" -> values(120, (t, e) -> 20 * season(t, 12) + 0.1 * t + 4 * e);
            case "monthly-noise" -> values(72, (t, e) -> 500 + 80 * e);
            case "hourly" -> values(24 * 14, (t, e) -> 1000 + 300 * season(t, 24) + 60 * season(t, 168) + 40 * e);
            case "walk" -> walk(90, 300, 8, 1, 0);
            case "season-walk" -> walk(60, 100, 3, 4, 5);
            default -> throw new IllegalArgumentException("no series " + name);
        };
    }

    private static double[] bundled(String file) throws IOException {
        return Files.readAllLines(BUNDLED.resolve(file)).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .toArray();
    }

    private static double season(int t, int steps) {
        return Math.sin(2 * Math.PI * t / steps);
    }

    private static double[] values(int length, Shape shape) {
        DoubleSupplier noise = noise();
        return IntStream.range(0, length)
                .mapToDouble(t -> shape.at(t, noise.getAsDouble()))
                .toArray();
    }

    private static double[] walk(int length, double start, double scale, int steps, double amplitude) {
        double[] sum = {0};
        return values(length, (t, e) -> {
            sum[0] += scale * e;
            return start + sum[0] + amplitude * season(t, steps);
        });
    }

    /** The linear congruential generator of the script, in [-1, 1). */
    private static DoubleSupplier noise() {
        long[] state = {1};
        return () -> {
            state[0] = (1103515245 * state[0] + 12345) % (1L << 31);
            return state[0] / (double) (1 << 30) - 1;
        };
    }
}
