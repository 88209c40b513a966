package io.almanac.tribuo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostJNI;

/** XGBoost's native library: it lies in the jar, is copied to the folder for temporary files, and loaded from there. */
final class XgboostLibrary {

    private XgboostLibrary() {}

    /**
     * Loads the library, or finds it loaded, and says which it is.
     *
     * @throws XgboostException if it can't be loaded here, with what to do about it
     */
    static Map<String, String> start() {
        try {
            XGBoostJNI.XGBGetLastError(); // any call: the class loads the library when it is first touched
        } catch (LinkageError | RuntimeException e) {
            throw new XgboostException(message(e, System.getProperty("os.name"), System.getProperty("os.arch")), e);
        }
        return Map.of("name", "XGBoost", "version", version());
    }

    /** What failed, and what this machine lacks. */
    static String message(Throwable failure, String os, String architecture) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String name = os.toLowerCase(Locale.ROOT);
        String needs;
        if (name.contains("linux")) {
            needs = "on Linux it needs libgomp (Debian and Ubuntu: apt-get install libgomp1; Fedora: dnf install"
                    + " libgomp; Alpine has no glibc and can't run it)";
        } else if (name.contains("mac")) {
            needs = "on macOS it needs libomp (brew install libomp)";
        } else if (name.contains("win")) {
            needs = "on Windows it needs vcomp140.dll, of the Visual C++ Redistributable";
        } else {
            needs = "there is one for Linux, macOS and Windows";
        }
        return "XGBoost's native library can't be loaded on " + os + " " + architecture + ": " + root.getMessage()
                + "; " + needs + ". All other forecasters run without it";
    }

    /** The version that the jar states. */
    private static String version() {
        try (InputStream in = XGBoost.class.getClassLoader().getResourceAsStream("xgboost4j-version.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
