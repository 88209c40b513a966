package io.almanac.benchmarks.competition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.benchmarks.ledger.Ledger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompetitionTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void withoutModelsThePageAloneIsWritten() throws IOException {
        Ledger.open(folder.resolve("cells.csv"), Cell.FORMAT)
                .append(Made.cell(
                        "m4-hourly", CompetitionSet.find("m4-hourly").groups().get(0), "mine", 10, 1));
        Path page = folder.resolve("page.md");
        Files.writeString(page, "prose\n<!-- competition: begin --><!-- competition: end -->\n");
        assertEquals(0, accuracy("--report", page.toString()), out::toString);
        assertTrue(Files.readString(page).startsWith("prose\n<!-- competition: begin -->\n\n### m4-hourly\n"));
    }

    @Test
    void wrongArgumentsAndMissingFilesAreToldWithTwo() {
        assertEquals(2, accuracy("--models", "naive", "--sets", "m1"));
        assertTrue(out.toString().contains("m1 is expected as m1/m1_yearly_train.csv.gz below " + folder));
        assertEquals(2, accuracy("--sets", "m2"));
        assertTrue(out.toString().contains("set must be one of m3, m1, m4-hourly, m4-weekly, was m2"));
        assertEquals(2, accuracy("--models", "naive", "--set", "naive.x=1"));
        assertTrue(out.toString().contains("naive: "), out::toString);
    }

    private int accuracy(String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "accuracy";
        arguments[1] = "--data";
        arguments[2] = folder.toString();
        arguments[3] = "--out";
        arguments[4] = folder.resolve("cells.csv").toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Competition.run(new PrintWriter(out, true), arguments);
    }
}
