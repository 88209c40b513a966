package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextsTest {

    @ParameterizedTest
    @CsvSource({
        // hours: two weeks and a month, and three weeks between: the root of 336 * 720 is 492, up to whole days 504
        "24, 720, 1, 8640, 336 504 720",
        // quarter hours: up to fifteen days; whole days from 336 on are 384, the root of 384 * 1440 is 743
        "96, 720, 1, 34560, 384 768 1440",
        // weeks: a sixth of 5000 - 13 is 831, whole years of it 780; the root of 364 * 780 is 533
        "52, 13, 1, 5000, 364 572 780",
        // minutes: a day, the most there is
        "1440, 60, 1, 50000, 1440",
        // a sixth of 3000 - 24 is 496, whole days of it 480
        "24, 24, 1, 3000, 336 480",
        // a sixth of 700 - 24 is 112, whole seasons of it 104
        "52, 24, 1, 700, 104",
        // a sixth of 84 - 12 is 12, but two seasons are wanted
        "12, 12, 1, 84, 24",
        // half of 50 - 12 is 19, which holds one season
        "12, 12, 1, 50, 12",
        // half of 30 - 12 is less than a season
        "12, 12, 1, 30, 9",
        // 400 such series carry more: half of 582
        "24, 48, 400, 630, 288",
        // nothing repeats
        "1, 10, 1, 5000, 96",
        "1, 6, 1, 20, 2",
        // too short for anything; the fit refuses it
        "12, 12, 1, 5, 2",
    })
    void theContextsFollowSeasonHorizonNumberAndLength(
            int season, int horizon, int series, int length, String contexts) {
        List<Integer> expected =
                Stream.of(contexts.split(" ")).map(Integer::parseInt).toList();
        assertEquals(
                expected,
                choice(RidgeConfig.defaults(), season, horizon, series, length).steps());
    }

    @Test
    void theConfigurationComesFirst() {
        Contexts choice = choice(RidgeConfig.defaults().withContexts(List.of(7, 9)), 24, 96, 1, 5000);
        assertEquals(new Contexts(List.of(7, 9), "contexts [7, 9], as configured"), choice);
        assertEquals(9, choice.longest());
    }

    @Test
    void wrongContextsAreRefused() {
        for (List<Integer> contexts : List.of(List.of(-1), List.of(1), List.of(3, 3), List.of(4, 3))) {
            var thrown = assertThrows(
                    IllegalArgumentException.class, () -> RidgeConfig.defaults().withContexts(contexts));
            assertEquals("contexts must be at least 2 and ascending, was " + contexts, thrown.getMessage());
        }
    }

    private static Contexts choice(RidgeConfig config, int season, int horizon, int series, int length) {
        var schema = new Schema(Frequency.parse("step"), List.of(season), List.of("y"), List.of());
        Channel channel = SeriesOf.channel(new double[length], length, 0, season);
        return Contexts.of(config, schema, horizon, Collections.nCopies(series, channel));
    }
}
