package io.almanac.forecasting.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the provenance says of fits: which forms were chosen how often, and what could not be fitted. */
final class FitNotes {

    private static final int FORMS = 12;
    private static final int EXAMPLES = 3;

    private FitNotes() {}

    static List<String> of(Map<String, ChannelFit[]> fits, List<String> channels) {
        Map<String, Integer> forms = new TreeMap<>();
        List<String> unfit = new ArrayList<>();
        fits.forEach((id, ofSeries) -> {
            for (int channel = 0; channel < ofSeries.length; channel++) {
                if (ofSeries[channel] instanceof ChannelFit.Unfit one) {
                    unfit.add(id + " (" + channels.get(channel) + "): " + one.reason());
                } else if (ofSeries[channel] instanceof ChannelFit.Fitted fitted
                        && !fitted.fit().chosen().isEmpty()) {
                    forms.merge(fitted.fit().chosen(), 1, Integer::sum);
                }
            }
        });
        List<String> notes = new ArrayList<>();
        if (!forms.isEmpty()
                && forms.size() <= FORMS + fits.size() / 2) { // else nearly each series has a form of its own
            notes.add("chosen: " + counted(forms));
        }
        if (!unfit.isEmpty()) {
            String more = unfit.size() > EXAMPLES ? "; and " + (unfit.size() - EXAMPLES) + " more" : "";
            notes.add("not fitted, " + unfit.size() + " of " + fits.size() + " series: "
                    + String.join("; ", unfit.subList(0, Math.min(EXAMPLES, unfit.size()))) + more);
        }
        return notes;
    }

    /** The most frequent forms with their counts, and how many others there are. */
    private static String counted(Map<String, Integer> forms) {
        if (forms.size() == 1) {
            return forms.keySet().iterator().next();
        }
        List<String> most = forms.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(FORMS)
                .map(form -> form.getKey() + " " + form.getValue() + " times")
                .toList();
        String others = forms.size() > FORMS ? ", and " + (forms.size() - FORMS) + " other forms" : "";
        return String.join(", ", most) + others;
    }
}
