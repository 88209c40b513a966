package io.almanac.forecasting.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which of some candidates are averaged: the one with the least mean loss over blocks, and each whose mean loss exceeds
 * that by less than one standard error of the difference, block by block. Less than that is no reason to prefer one. The
 * standard error is what Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning", section 7.10, use
 * to take the simplest such candidate; here they are averaged.
 *
 * @param shares of the candidates, equal where not 0; they sum to 1
 * @param best   the candidate with the least mean
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Selection(double[] shares, int best) {

    /** A relative difference below this one is none, however sure it is. */
    private static final double MATERIAL = 0.01;

    /**
     * Selects by losses.
     *
     * @param raw    (candidate, block); a block where one is NaN does not count. Their logarithms are compared,
     *               so that a block counts as much as any other, however hard it is. Without blocks the first candidate is
     *               taken, with one the best
     */
    static Selection of(double[][] raw) {
        return of(raw, MATERIAL);
    }

    /** The same with another relative difference below which there is none. */
    static Selection of(double[][] raw, double material) {
        double[][] losses = Arrays.stream(raw)
                .map(row -> Arrays.stream(row)
                        .map(loss -> Math.log(Math.max(loss, Double.MIN_NORMAL)))
                        .toArray())
                .toArray(double[][]::new);
        int candidates = losses.length;
        int[] blocks = IntStream.range(0, losses[0].length)
                .filter(b -> Arrays.stream(losses).noneMatch(row -> Double.isNaN(row[b])))
                .toArray();
        double[] means = Arrays.stream(losses)
                .mapToDouble(row ->
                        Arrays.stream(blocks).mapToDouble(b -> row[b]).average().orElse(Double.NaN))
                .toArray();
        int best = 0;
        for (int i = 1; i < candidates; i++) {
            best = means[i] < means[best] ? i : best;
        }
        double[] shares = new double[candidates];
        for (int i = 0; i < candidates; i++) {
            double mean = means[i] - means[best];
            double squares = 0;
            for (int b : blocks) {
                double difference = losses[i][b] - losses[best][b] - mean;
                squares += difference * difference;
            }
            double error = blocks.length < 2 ? 0 : Math.sqrt(squares / (blocks.length - 1) / blocks.length);
            shares[i] = i == best || mean < Math.max(error, material) ? 1 : 0;
        }
        double chosen = Arrays.stream(shares).sum();
        return new Selection(Arrays.stream(shares).map(s -> s / chosen).toArray(), best);
    }
}
