package io.almanac.forecasting.neural.recurrent;

/**
 * The layers of cells.
 *
 * @param width   numbers in the state of a cell; 0 = chosen from the number of windows
 * @param layers  one above the other
 * @param dropout rate between layers and on the last state of the topmost; not from step to step
 */
public record RecurrentConfig(int width, int layers, double dropout) {

    public RecurrentConfig {
        if (width < 0) {
            throw new IllegalArgumentException("width must be at least 0, was " + width);
        }
        if (layers < 1) {
            throw new IllegalArgumentException("layers must be at least 1, was " + layers);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
        }
    }

    public static RecurrentConfig defaults() {
        return new RecurrentConfig(0, 1, 0.1);
    }

    RecurrentConfig withWidth(int newWidth) {
        return new RecurrentConfig(newWidth, layers, dropout);
    }
}
