package io.almanac.datasets.tsf;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.MessageText;
import io.almanac.datasets.rows.NumberParser;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.PlainBytes;
import io.almanac.datasets.rows.RowIntake;
import io.almanac.datasets.rows.TableOptions;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads series from a {@code .tsf} file, the format of the Monash forecasting archive, plain or gzip.
 *
 * <p>A line is a series: its attributes, each followed by a colon, then its values, separated by commas, {@code ?} for a
 * missing one. Steps follow the first time, {@code 1979-01-01 00-00-00}, at the file's frequency. Without the attribute
 * {@code start_timestamp} steps count from 1 and the season is that of the frequency. The id is the attribute
 * {@code series_name}, or all that are strings where there is none, joined by colons. Other attributes become
 * static covariates where the options name them so.
 *
 * <p>Source: Godahewa, Bergmeir, Webb, Hyndman and Montero-Manso 2021, "Monash Time Series Forecasting Archive".
 */
public final class TsfReader {

    private static final String ID = "series_name";
    private static final String START = "start_timestamp";
    private static final String VALUE = "y";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH-mm-ss", Locale.ROOT);

    private final String file;
    private final TsfText text;
    private final TsfHeader header;
    private final TableOptions options;
    private final Optional<Frequency> frequency;
    private final RowIntake intake;
    private final List<String> columns;
    private final NumberParser numbers = new NumberParser('.');

    private TsfReader(String file, TsfText text, TableOptions given) throws IOException {
        this.file = file;
        this.text = text;
        this.header = TsfHeader.read(file, text);
        this.frequency = given.frequency().or(header::frequency);
        this.columns = columns();
        this.options = options(given);
        Origin origin = Origin.ofLines(file);
        header.horizon().ifPresent(steps -> origin.note("horizon " + steps + " as stated"));
        this.intake = new RowIntake(origin, options, file);
        intake.columns(columns, file);
    }

    /**
     * Reads a file.
     *
     * @param options the frequency, the zone, the seasons and the static covariates count; the rest is for tables
     * @throws DataException if its content can't be understood
     * @throws IOException   if it can't be read
     */
    public static Dataset read(Path file, TableOptions options) throws IOException {
        try (var in = PlainBytes.of(Files.newInputStream(file))) {
            var reader = new TsfReader(file.toString(), new TsfText(in), options);
            reader.readSeries();
            return reader.intake.dataset();
        } catch (ZipException | EOFException e) {
            throw new DataException(
                    DataError.DAMAGED_GZIP, file + " is a damaged or unfinished gzip file: " + e.getMessage(), e);
        }
    }

    /** The id, the time, the value, and the attributes that are neither. */
    private List<String> columns() {
        List<String> names = new ArrayList<>(List.of(ID, START, VALUE));
        header.attributes().stream()
                .map(TsfHeader.Attribute::name)
                .filter(name -> !name.equals(ID) && !name.equals(START))
                .forEach(names::add);
        return names;
    }

    private TableOptions options(TableOptions given) {
        List<String> fixed = new ArrayList<>();
        for (Covariate covariate : given.covariates().columns()) {
            if (covariate.kind() != Covariate.Kind.STATIC) {
                throw new DataException(
                        DataError.NO_SUCH_COLUMN,
                        file + ": " + MessageText.of(covariate.name()) + " can't be a "
                                + covariate.kind().name().toLowerCase(Locale.ROOT)
                                + " covariate; a .tsf file has static ones only");
            }
            fixed.add(covariate.name());
        }
        TableOptions result = given.withColumns(ID, START, VALUE)
                .withLayout(TableOptions.Layout.LONG)
                .withIgnore(columns.stream()
                        .skip(3)
                        .filter(name -> !fixed.contains(name))
                        .toList());
        if (hasTimes()) {
            return result.withFrequency(frequency.orElseThrow(() ->
                    new DataException(DataError.NO_FREQUENCY, file + " has no line @frequency; give the frequency")));
        }
        return result.withFrequency(Frequency.of(Frequency.Unit.STEP))
                .withSeasons(
                        given.seasons().isEmpty() && frequency.isPresent()
                                ? List.of(frequency.get().season())
                                : given.seasons());
    }

    /** Whether steps have times, not positions. */
    private boolean hasTimes() {
        return header.indexOf(START) >= 0
                && !frequency.map(Frequency::isInteger).orElse(false);
    }

    private void readSeries() throws IOException {
        String[] attributes = new String[header.attributes().size()];
        while (text.toLine()) {
            for (int i = 0; i < attributes.length; i++) {
                boolean whole = text.token(':', ':');
                if (!whole || !text.endedBy(':')) {
                    throw bad("a colon is missing; a line has " + attributes.length
                            + " attributes, each followed by a colon, and then values");
                }
                attributes[i] = text.text();
            }
            readValues(attributes);
        }
    }

    private void readValues(String[] attributes) throws IOException {
        int before = intake.series();
        String id = id(attributes, before);
        @Nullable TimeAxis axis = hasTimes() ? axis(attributes[header.indexOf(START)]) : null;
        boolean utc = axis != null && axis.zone().isPresent() && isElapsed(axis.frequency());
        int step = 0;
        do {
            boolean whole = text.token(',', ':');
            intake.begin(text.line());
            intake.text(0, id);
            if (axis == null) {
                intake.position(1, step + 1);
            } else {
                intake.time(1, axis.tick(step), utc);
            }
            intake.number(2, value(whole));
            if (step == 0) {
                handStatics(attributes);
            }
            intake.end();
            if (step == 0 && intake.series() == before) {
                throw new DataException(
                        DataError.REPEATED_SERIES,
                        file + ", line " + text.line() + ": there was a series " + MessageText.of(id)
                                + " before; give each series a name of its own");
            }
            step = Math.incrementExact(step);
        } while (text.endedBy(','));
    }

    private static boolean isElapsed(Frequency frequency) {
        return switch (frequency.unit()) {
            case SECOND, MINUTE, HOUR -> true;
            default -> false;
        };
    }

    private String id(String[] attributes, int number) {
        int name = header.indexOf(ID);
        if (name >= 0) {
            return attributes[name];
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < attributes.length; i++) {
            if (header.attributes().get(i).type() == TsfHeader.Type.STRING) {
                strings.add(attributes[i]);
            }
        }
        return strings.isEmpty() ? String.valueOf(number + 1) : String.join(":", strings);
    }

    private void handStatics(String[] attributes) {
        for (int column = 3; column < columns.size(); column++) {
            if (intake.isRead(column)) {
                String value = attributes[header.indexOf(columns.get(column))];
                intake.text(column, value.equals("?") ? "" : value);
            }
        }
    }

    private TimeAxis axis(String start) {
        try {
            LocalDateTime time = LocalDateTime.parse(start, TIME);
            Frequency steps = frequency.orElseThrow();
            return options.zone().isPresent()
                    ? TimeAxis.of(steps, time.atZone(options.zone().get()), 1)
                    : TimeAxis.of(steps, time, 1);
        } catch (DateTimeException e) {
            throw new DataException(
                    DataError.BAD_TIME,
                    file + ", line " + text.line() + ", attribute \"" + START + "\": \"" + MessageText.of(start)
                            + "\" is not a time such as 1979-01-01 00-00-00",
                    e);
        } catch (IllegalArgumentException e) {
            throw new DataException(DataError.OFF_GRID, file + ", line " + text.line() + ": " + e.getMessage(), e);
        }
    }

    private double value(boolean whole) {
        if (!whole || text.endedBy(':')) {
            throw bad("there are more colons than the " + header.attributes().size() + " attributes need");
        }
        char[] characters = text.characters();
        int length = text.length();
        if (length == 1 && characters[0] == '?') {
            return Double.NaN;
        }
        NumberParser.Result result = numbers.parse(characters, 0, length);
        if (length == 0 || result == NumberParser.Result.NONE) {
            throw new DataException(
                    DataError.BAD_NUMBER,
                    place() + ": \"" + MessageText.of(text.text()) + "\" is not a number; a missing value is ?");
        }
        if (result == NumberParser.Result.INFINITE) {
            throw new DataException(
                    DataError.INFINITE_NUMBER,
                    place() + ": \"" + MessageText.of(text.text()) + "\" is infinite; a missing value is ?");
        }
        return numbers.value();
    }

    private DataException bad(String problem) {
        return new DataException(DataError.BAD_TSF, place() + ": " + problem);
    }

    private String place() {
        return file + ", line " + text.line() + ", character " + text.column();
    }
}
