package io.almanac.core.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordJsonTest {

    private enum Kind {
        LINEAR,
        INSIDE_OUT
    }

    private record Inner(int a, double b) {}

    private record Outer(String name, Record config) {}

    private record Empty() {}

    private record Options(
            int layers,
            long seed,
            double rate,
            boolean shared,
            Kind kind,
            String text,
            List<Integer> sizes,
            List<Kind> kinds,
            Optional<String> note,
            OptionalInt length,
            Inner inner,
            Map<String, Double> weights) {

        private Options {
            if (layers < 1) {
                throw new IllegalArgumentException("layers must be at least 1, was " + layers);
            }
        }
    }

    private static final Options OPTIONS = new Options(
            2,
            Long.MIN_VALUE,
            0.1 + 0.2,
            true,
            Kind.LINEAR,
            "ı \" \\ \n é",
            List.of(3, 4),
            List.of(Kind.INSIDE_OUT),
            Optional.of("x"),
            OptionalInt.of(7),
            new Inner(1, Double.MIN_VALUE),
            Map.of("b", Double.NaN, "a", -0.0));

    @Test
    void aRecordOfEveryKindOfValueComesBackEqual() {
        assertEquals(OPTIONS, RecordJson.read(RecordJson.write(OPTIONS), Options.class));
    }

    @Test
    void aTreeHasTheSameTextAsTheRecord() {
        assertEquals(RecordJson.write(OPTIONS), RecordJson.text(RecordJson.tree(OPTIONS)));
    }

    @Test
    void whatIsAbsentComesBackAbsent() {
        var options = new Options(
                1,
                0,
                0,
                false,
                Kind.LINEAR,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                new Inner(0, Double.POSITIVE_INFINITY),
                Map.of());
        assertEquals(options, RecordJson.read(RecordJson.write(options), Options.class));
    }

    @Test
    void aRecordWithoutComponentsIsAnEmptyObject() {
        assertEquals(new Empty(), RecordJson.read(RecordJson.write(new Empty()), Empty.class));
    }

    @Test
    void methodsBesideTheComponentsAreNotWritten() {
        // Frequency has a method isInteger(), which looks like a component of a bean.
        Schema schema = Schema.univariate(Frequency.parse("15min"));
        assertEquals(schema, RecordJson.read(RecordJson.write(schema), Schema.class));
    }

    @Test
    void aComponentDeclaredAsRecordIsReadAsTheTypeThatIsNamed() {
        var outer = new Outer("a", new Inner(1, 2));
        assertEquals(outer, RecordJson.read(RecordJson.write(outer), Outer.class, Inner.class));
    }

    @Test
    void theTextDoesNotDependOnTheOrderOfAMap() {
        var one = new java.util.LinkedHashMap<>(Map.of("a", 1.0));
        one.put("b", 2.0);
        var other = new java.util.LinkedHashMap<>(Map.of("b", 2.0));
        other.put("a", 1.0);
        record Weights(Map<String, Double> weights) {}
        assertEquals(RecordJson.write(new Weights(one)), RecordJson.write(new Weights(other)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1, "b": 2, "c": 3}  | no option "c"; there are [a, b]
            {"a": 1}                  | b is missing
            {"a": 1, "b": "x"}        | b must be a number, was "x"
            {"a": 1.5, "b": 2}        | a must be a whole number up to 2147483647, was "1.5"
            {"a": null, "b": 2}       | a must be a whole number up to 2147483647
            {"a": true, "b": 2}       | a must be a whole number up to 2147483647
            {"a": [1], "b": 2}        | a must be a whole number up to 2147483647
            [1, 2]                    | the text must be an object
            null                      | the text must be an object, was null
            ``                        | the text must be an object
            """)
    void textThatDoesNotFitIsRefusedWithTheComponent(String json, String message) {
        refused(message, () -> RecordJson.read(json, Inner.class));
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        var e = assertThrows(
                IllegalArgumentException.class, () -> RecordJson.read("{\"a\": 1,\n\"b\" 2}", Inner.class));
        assertTrue(String.valueOf(e.getMessage()).endsWith("(line 2, column 5)"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> RecordJson.read("{\"a\": 1, \"b\": 2} 3", Inner.class));
        assertThrows(IllegalArgumentException.class, () -> RecordJson.tree("{"));
    }

    @Test
    void settingsReplaceSomeComponentsAndKeepTheOthers() {
        Options changed = RecordJson.with(
                OPTIONS,
                Map.of("layers", " 5 ", "rate", "1e-3", "shared", "false", "kind", "inside_out", "sizes", "8, 16"));
        assertEquals(
                new Options(
                        5,
                        OPTIONS.seed,
                        0.001,
                        false,
                        Kind.INSIDE_OUT,
                        OPTIONS.text,
                        List.of(8, 16),
                        OPTIONS.kinds,
                        OPTIONS.note,
                        OPTIONS.length,
                        OPTIONS.inner,
                        OPTIONS.weights),
                changed);
    }

    @Test
    void settingsReachListsOfEnumsAndOptionalComponents() {
        Options changed = RecordJson.with(OPTIONS, Map.of("kinds", "linear,INSIDE_OUT", "length", "9", "note", "new"));
        assertEquals(List.of(Kind.LINEAR, Kind.INSIDE_OUT), changed.kinds());
        assertEquals(OptionalInt.of(9), changed.length());
        assertEquals(Optional.of("new"), changed.note());
    }

    @Test
    void settingsReachTheKeysOfAMap() {
        Options changed = RecordJson.with(OPTIONS, Map.of("weights.b", "2", "weights.c.d", "3"));
        assertEquals(Map.of("b", 2.0, "a", -0.0, "c.d", 3.0), changed.weights());
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            layers | 0    | layers must be at least 1, was 0
            layers | two  | layers must be a whole number up to 2147483647, was "two"
            layers | 2.5  | layers must be a whole number up to 2147483647, was "2.5"
            layers | ``   | layers must be a whole number up to 2147483647, was ""
            layers | null | layers must be a whole number up to 2147483647
            seed   | x    | seed must be a whole number, was "x"
            rate   | fast | rate must be a number, was "fast"
            rate   | ``   | rate must be a number, was ""
            rate   | 0,1  | rate must be a number, was "0,1"
            shared | yes  | shared must be true or false, was "yes"
            kind   | cube | kind must be one of [LINEAR, INSIDE_OUT], was "cube"
            kind   | 1    | kind must be one of [LINEAR, INSIDE_OUT], was "1"
            sizes  | 1,,2 | sizes must be a whole number up to 2147483647, was ""
            inner  | 3    | inner is set part by part: inner.a, inner.b
            weights | 3   | weights is set key by key: weights.KEY
            weights.b | x | b must be a number, was "x"
            layers.b | 3  | layers is one value, was set as layers.b
            """)
    void aSettingThatDoesNotFitIsRefused(String name, String text, String message) {
        refused(message, () -> RecordJson.with(OPTIONS, Map.of(name, text)));
    }

    @Test
    void anUnknownSettingIsRefusedWithTheKnownOnes() {
        refused("no option \"c\"; there are [a, b]", () -> RecordJson.with(new Inner(1, 2), Map.of("c", "3")));
        refused("no option \"c\"; there are none", () -> RecordJson.with(new Empty(), Map.of("c", "3")));
    }

    private record Part(int size, String kind) {}

    private record Whole(Part left, Part right, int count, Inner inner, Map<String, String> settings) {}

    @Test
    void aPartOfARecordWithinIsNamedByItsPathOrAloneWhereNoOtherHasItsName() {
        var whole = new Whole(new Part(1, "a"), new Part(2, "b"), 3, new Inner(4, 5), Map.of());

        Whole changed = RecordJson.with(
                whole, Map.of("left.size", "10", "right.kind", "z", "a", "7", "settings.part.deep", "x"));

        assertEquals(
                new Whole(new Part(10, "a"), new Part(2, "z"), 3, new Inner(7, 5), Map.of("part.deep", "x")), changed);
        refused(
                "option \"size\" may be any of [left.size, right.size]",
                () -> RecordJson.with(whole, Map.of("size", "1")));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
