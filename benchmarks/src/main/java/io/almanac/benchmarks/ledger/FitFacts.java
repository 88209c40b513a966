package io.almanac.benchmarks.ledger;

import io.almanac.core.forecast.ModelProvenance;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a fit took and said.
 *
 * @param seconds       wall clock, all of the fit
 * @param epochs        that ran; 0 for a forecaster without epochs
 * @param epochSeconds  wall clock of an epoch, the mean; NaN without epochs
 * @param parameters    where the model's notes tell
 * @param engineThreads 0 for a forecaster that needs no native engine: it is taken for deterministic
 * @param notes         of the model's provenance, in one line
 */
public record FitFacts(
        double seconds, int epochs, double epochSeconds, OptionalLong parameters, int engineThreads, String notes) {

    private static final Pattern PARAMETERS = Pattern.compile("([\\d,]+) parameters\\b");

    /** With commas between thousands; a dash where the notes don't tell. */
    public String parametersText() {
        return parameters.isPresent() ? String.format(Locale.ROOT, "%,d", parameters.getAsLong()) : "-";
    }

    public static FitFacts of(ModelProvenance provenance, double seconds, EpochClock clock) {
        OptionalLong parameters = provenance.notes().stream()
                .flatMap(note -> PARAMETERS.matcher(note).results())
                .map(MatchResult::group)
                .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")))
                .findFirst();
        String threads = provenance.environment().engine().getOrDefault("threads", "0");
        return new FitFacts(
                seconds,
                clock.epochs(),
                clock.seconds(),
                parameters,
                Integer.parseInt(threads),
                String.join("; ", provenance.notes()));
    }
}
