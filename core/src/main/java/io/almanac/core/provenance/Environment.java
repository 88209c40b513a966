package io.almanac.core.provenance;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a result was computed with, as far as it can change a bit of it.
 *
 * @param almanac version of Almanac
 * @param java    version of the Java virtual machine
 * @param os      name and architecture of the operating system
 * @param engine  facts of the native engine (version, threads, instruction set); empty where none was used
 */
public record Environment(String almanac, String java, String os, Map<String, String> engine) {

    public Environment {
        engine = Map.copyOf(engine);
    }

    /** This virtual machine, without an engine. */
    public static Environment current() {
        String version = Environment.class.getPackage().getImplementationVersion();
        return new Environment(
                Objects.requireNonNullElse(version, "unpackaged"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Map.of());
    }

    /** The same with facts of an engine, in the order of their names. */
    public Environment withEngine(Map<String, String> facts) {
        return new Environment(almanac, java, os, new TreeMap<>(facts));
    }
}
