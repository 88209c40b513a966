package io.almanac.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command within this virtual machine. */
record Run(int exitCode, String out, String err) {

    static Run of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Run(code, out.toString(), err.toString());
    }
}
