package io.almanac.forecasting.neural;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Where the engine's native library is: on the class path, and unpacked in the cache folder.
 *
 * @param platform operating system and architecture, {@code linux-x86_64}
 * @param folder   where the engine unpacks it, or has
 */
record NativeLibrary(String platform, Path folder) {

    private static final Set<String> PLATFORMS = Set.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");
    private static final String PROPERTIES = "native/lib/pytorch.properties";
    private static final String JNI_PROPERTIES = "jnilib/pytorch.properties";

    /**
     * Finds the library for this machine on the class path. The engine itself would go to the network where it is
     * missing, so this comes first.
     *
     * @throws NativeEngineException if it is not there; the message names what to add
     */
    static NativeLibrary find(ClassLoader loader, String osName, String osArch) {
        String platform = platform(osName, osArch);
        Properties engine = properties(loader.getResource("pytorch-engine.properties"));
        String version = engine.getProperty("pytorch_version", "");
        String djl = engine.getProperty("djl_version", "");
        if (!PLATFORMS.contains(platform)) {
            throw new NativeEngineException("there is no native PyTorch " + version + " for " + platform
                    + ", so neural forecasters don't work here; all others do");
        }
        Optional<Properties> library = forPlatform(loader, platform);
        Properties jni = properties(loader.getResource(JNI_PROPERTIES));
        String jniVersion = version + "-" + djl;
        if (library.isEmpty() || !jni.getProperty("jni_version", "").startsWith(jniVersion)) {
            throw new NativeEngineException("the native library of the neural forecasters is not on the class path;"
                    + " add these two dependencies (group:artifact:version[:classifier]): ai.djl.pytorch:pytorch-jni:"
                    + jniVersion + " and ai.djl.pytorch:pytorch-native-cpu:" + version + ":" + platform);
        }
        String name = library.get().getProperty("version") + "-" + library.get().getProperty("flavor", "cpu") + "-"
                + platform;
        return new NativeLibrary(
                platform, Utils.getEngineCacheDir("pytorch").resolve(name).toAbsolutePath());
    }

    /** The engine's name of a platform. */
    static String platform(String osName, String osArch) {
        String os = osName.startsWith("Windows")
                ? "win"
                : osName.startsWith("Mac")
                        ? "osx"
                        : osName.toLowerCase(Locale.ROOT).replace(' ', '-');
        return os + "-" + (osArch.equals("amd64") ? "x86_64" : osArch);
    }

    private static Optional<Properties> forPlatform(ClassLoader loader, String platform) {
        try {
            return Collections.list(loader.getResources(PROPERTIES)).stream()
                    .map(NativeLibrary::properties)
                    .filter(p -> p.getProperty("classifier", "").equals(platform))
                    .findFirst();
        } catch (IOException e) {
            throw new NativeEngineException("the class path can't be searched for " + PROPERTIES, e);
        }
    }

    private static Properties properties(@org.jspecify.annotations.Nullable URL url) {
        var properties = new Properties();
        if (url != null) {
            try (InputStream in = url.openStream()) {
                properties.load(in);
            } catch (IOException e) {
                throw new NativeEngineException(url + " can't be read", e);
            }
        }
        return properties;
    }

    /** Whether the library has been unpacked before. */
    boolean unpacked() {
        return Files.exists(folder.resolve(System.mapLibraryName("torch")));
    }

    /**
     * Makes sure that the cache folder can be written.
     *
     * @throws NativeEngineException if not; the message says how to choose another
     */
    void checkWritable() {
        Path cache = folder.getParent();
        try {
            Files.createDirectories(cache);
            Files.delete(Files.createTempFile(cache, "probe", ".tmp"));
        } catch (IOException e) {
            throw new NativeEngineException(
                    "the native engine must be unpacked once, but " + cache
                            + " can't be written; set the environment variable DJL_CACHE_DIR"
                            + " (or -DDJL_CACHE_DIR=…) to a folder with 500 MB of space",
                    e);
        }
    }
}
