package io.almanac.core.backtest;

import io.almanac.core.files.Folder;
import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A folder through which the forecasts of a backtest stream. What a fit gave is found again by a later run of the same
 * forecaster, configuration, plan, seed, data and version of Almanac, so that a backtest which was killed goes on where
 * it was; what is damaged is computed anew. A forecaster that trains long keeps its state here until the fit is filed.
 *
 * <p>A fit has one file for each {@link ForecastPiece} and, written last, one that says that it is whole.
 */
public final class ForecastArchive {

    private static final int VERSION = 2;

    /** So many numbers of each label are in memory at a time: 4 MB. */
    private static final int NUMBERS_PER_PIECE = 500_000;

    private final Path folder;
    private final boolean kept;

    private ForecastArchive(Path folder, boolean kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** An archive in a folder, which need not exist yet. */
    public static ForecastArchive at(Path folder) {
        return new ForecastArchive(folder, true);
    }

    /** An archive in a folder that no later run will find. */
    static ForecastArchive passing(Path folder) {
        return new ForecastArchive(folder, false);
    }

    /** Deletes all that the archive holds, and its folder. */
    public void delete() throws IOException {
        Folder.delete(folder);
    }

    /**
     * Everything on which the forecasts of one fit depend.
     *
     * @param part which series were fitted
     * @param fold the first fold that the fit serves
     */
    record Key(
            String almanac,
            String forecaster,
            Record config,
            BacktestPlan plan,
            String repair,
            List<Double> quantiles,
            long seed,
            String device,
            String dataHash,
            String part,
            int fold) {}

    /**
     * A fit whose forecasts are all on disk.
     *
     * @param quantiles of its forecasts; empty if they are points only, or all are refused
     * @param pieces    how many each chunk of series has
     */
    record Filed(String name, FitRecord record, List<Double> quantiles, List<Integer> pieces) {}

    /** What the file of a whole fit says. */
    private record State(
            List<FitProgress> curve,
            double fitSeconds,
            double forecastSeconds,
            List<Double> quantiles,
            List<Integer> pieces) {}

    /** A fit of an earlier run, if all of it is there and undamaged. */
    Optional<Filed> find(Key key) throws IOException {
        String name = name(key);
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ModelReader reader = ModelReader.open(file);
            State state = reader.state(VERSION, State.class);
            ModelProvenance provenance =
                    reader.provenance(ModelProvenance.class, key.config().getClass());
            for (int chunk = 0; chunk < state.pieces().size(); chunk++) {
                for (int piece = 0; piece < state.pieces().get(chunk); piece++) {
                    ForecastPiece.open(piece(name, chunk, piece));
                }
            }
            var record = new FitRecord(provenance, state.curve(), state.fitSeconds(), state.forecastSeconds());
            return Optional.of(new Filed(name, record, state.quantiles(), state.pieces()));
        } catch (ModelFileException e) {
            return Optional.empty();
        }
    }

    /** Where a fit may keep its state until its forecasts are filed; empty if nobody would come back to it. */
    Optional<Path> checkpoints(Key key) {
        return kept ? Optional.of(training(name(key))) : Optional.empty();
    }

    /** Takes in the forecasts of a fit. */
    Filing begin(Key key) throws IOException {
        Files.createDirectories(folder);
        return new Filing(key, name(key));
    }

    /** A fit whose forecasts come in, piece by piece, in the order of chunks. */
    final class Filing {

        private final Key key;
        private final String name;
        private final List<Integer> pieces = new ArrayList<>();
        private Optional<List<Double>> quantiles = Optional.empty();

        private Filing(Key key, String name) {
            this.key = key;
            this.name = name;
        }

        /** What follows belongs to the next chunk of series. */
        void nextChunk() {
            pieces.add(0);
        }

        void add(List<Outcome> outcomes) throws IOException {
            int numbers =
                    outcomes.stream().mapToInt(ForecastPiece::numbers).max().orElse(1);
            int size = Math.max(1, NUMBERS_PER_PIECE / numbers);
            for (int from = 0; from < outcomes.size(); from += size) {
                addPiece(outcomes.subList(from, Math.min(outcomes.size(), from + size)));
            }
        }

        private void addPiece(List<Outcome> outcomes) throws IOException {
            int chunk = pieces.size() - 1;
            var piece = new ForecastPiece(outcomes);
            piece.quantiles().ifPresent(found -> {
                if (!quantiles.orElse(found).equals(found)) {
                    throw new IllegalStateException(key.forecaster() + " gave forecasts with the quantiles "
                            + quantiles.get() + " and " + found);
                }
                quantiles = Optional.of(found);
            });
            piece.write(piece(name, chunk, pieces.get(chunk)));
            pieces.set(chunk, pieces.get(chunk) + 1);
        }

        /** Says that the fit is whole; the state of its training is not needed any more. */
        Filed finish(FitRecord record) throws IOException {
            var writer = new ModelWriter();
            writer.header(key.forecaster(), record.provenance());
            List<Double> probabilities = quantiles.orElse(List.of());
            writer.state(
                    VERSION,
                    new State(record.curve(), record.fitSeconds(), record.forecastSeconds(), probabilities, pieces));
            writer.writeTo(file(name));
            Folder.delete(training(name));
            return new Filed(name, record, probabilities, List.copyOf(pieces));
        }
    }

    /** Reads the outcomes of one chunk of a fit in the order in which they were added; the next place asks for each. */
    Outcomes outcomes(Filed fit, int chunk) {
        return new Outcomes(fit, chunk);
    }

    /** Stands before an outcome; holds one piece in memory. */
    final class Outcomes {

        private final Filed fit;
        private final int chunk;
        private int next;
        private ForecastPiece.Reader piece = ForecastPiece.Reader.EMPTY;

        private Outcomes(Filed fit, int chunk) {
            this.fit = fit;
            this.chunk = chunk;
        }

        Outcome next(Folds.Place place) throws IOException {
            while (!piece.hasNext()) {
                piece = ForecastPiece.open(piece(fit.name(), chunk, next++));
            }
            return piece.next(place);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".fit");
    }

    private Path training(String name) {
        return folder.resolve(name + ".training");
    }

    private Path piece(String name, int chunk, int piece) {
        return folder.resolve(name + "-" + chunk + "-" + piece + ".forecasts");
    }

    private static String name(Key key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(RecordJson.write(key).getBytes(StandardCharsets.UTF_8));
            return key.forecaster() + "-" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
