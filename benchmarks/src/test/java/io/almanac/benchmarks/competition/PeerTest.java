package io.almanac.benchmarks.competition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTest {

    /** Answers two lines and ends. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws IOException {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("version " + arguments[0]);
            for (int i = 1; i < 3 && in.readLine() != null; i++) {
                System.out.println(i + 0.5);
            }
        }
    }

    @Test
    void eachLineIsARun() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-cp", System.getProperty("java.class.path"), Other.class.getName(), "3");
        try (Peer peer = Peer.start(command)) {
            assertEquals("version 3", peer.versions());
            assertEquals(1.5, peer.seconds());
            assertEquals(2.5, peer.seconds());
            assertThrows(IOException.class, peer::seconds);
        }
    }
}
