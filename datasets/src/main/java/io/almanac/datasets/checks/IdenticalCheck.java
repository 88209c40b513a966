package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.FindingKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Series with the same values at the same times under two ids, told by a hash of 64 bits. Series with a single value
 * throughout don't count. To bound the memory, the first {@value #MOST} series are kept in mind.
 */
final class IdenticalCheck implements Check {

    static final int MOST = 100_000;

    private final Map<Long, String> ids = new HashMap<>();
    private final Tally identical = new Tally();
    private long hash;
    private String id = "";
    private int left;
    private boolean varied;

    @Override
    public void series(TimeSeries series) {
        id = series.id();
        left = series.schema().channels().size();
        hash = mix(series.length() == 0 ? 0 : series.axis().instant(0), series.length());
        varied = false;
    }

    @Override
    public void channel(ChannelValues channel) {
        for (double value : channel.values()) {
            hash = mix(hash, Double.doubleToLongBits(value));
        }
        varied |= channel.present().length > 1 && !channel.isConstant();
        left--;
        if (left > 0 || !varied) {
            return;
        }
        String earlier = ids.get(hash);
        String later = id;
        if (earlier != null) {
            identical.add(1, () -> "series " + later + " is series " + earlier);
        } else if (ids.size() < MOST) {
            ids.put(hash, id);
        }
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014) on both. */
    private static long mix(long state, long value) {
        long z = (state ^ value) + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public List<Finding> findings() {
        return identical.isEmpty()
                ? List.of()
                : List.of(FindingKind.IDENTICAL_SERIES.finding(
                        identical.count(), identical.example(), "kept; they count twice in every score"));
    }
}
