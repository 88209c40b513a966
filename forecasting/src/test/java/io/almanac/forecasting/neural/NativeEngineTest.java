package io.almanac.forecasting.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeEngineTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, osx-aarch64",
        "Windows 11, amd64, win-x86_64",
        "AIX, ppc64, aix-ppc64"
    })
    void aPlatformIsNamedAsTheEngineDoes(String os, String arch, String platform) {
        assertEquals(platform, NativeLibrary.platform(os, arch));
    }

    /** The class path without the native library. */
    private static final class Without extends ClassLoader {

        private final String hidden;

        Without(String hidden) {
            super(NativeEngine.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        @SuppressWarnings("NullAway") // null is what a class loader returns for what it does not find
        public URL getResource(String name) {
            return name.startsWith(hidden) ? null : super.getResource(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith(hidden) ? Collections.emptyEnumeration() : super.getResources(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"native/lib", "jnilib"})
    void aMissingLibraryNamesTheDependenciesToAdd(String hidden) {
        var loader = new Without(hidden);

        var e = assertThrows(NativeEngineException.class, () -> NativeLibrary.find(loader, "Linux", "amd64"));

        assertTrue(
                String.valueOf(e.getMessage()).contains("ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64"),
                e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("ai.djl.pytorch:pytorch-jni:2.7.1-0.36.0"), e.getMessage());
    }

    @Test
    void aPlatformWithoutAnEngineSaysSo() {
        var e = assertThrows(
                NativeEngineException.class,
                () -> NativeLibrary.find(NativeEngine.class.getClassLoader(), "Mac OS X", "x86_64"));

        assertEquals(
                "there is no native PyTorch 2.7.1 for osx-x86_64, so neural forecasters don't work here; all others do",
                e.getMessage());
    }

    @Test
    void aCacheFolderThatCanNotBeWrittenSaysHowToChooseAnother(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        var library = new NativeLibrary("linux-x86_64", file.resolve("pytorch").resolve("2.7.1-cpu-linux-x86_64"));

        var e = assertThrows(NativeEngineException.class, library::checkWritable);

        assertFalse(library.unpacked());
        assertTrue(String.valueOf(e.getMessage())
                .contains(file + "/pytorch can't be written".replace("/", java.io.File.separator)));
        assertTrue(String.valueOf(e.getMessage()).contains("DJL_CACHE_DIR"), e.getMessage());
    }

    @Test
    void aCacheFolderIsMadeWhereItIsMissing(@TempDir Path folder) {
        var library = new NativeLibrary("linux-x86_64", folder.resolve("new").resolve("2.7.1-cpu-linux-x86_64"));

        library.checkWritable();

        assertTrue(Files.isDirectory(folder.resolve("new")));
    }

    @Test
    void theDeviceIsTheProcessorOrANumberedGpu() {
        NativeEngine engine = NativeEngine.start();

        assertEquals(Device.cpu(), engine.device("cpu"));
        assertEquals(
                "device must be cpu or gpu:N, was \"CUDA\"",
                assertThrows(IllegalArgumentException.class, () -> engine.device("CUDA"))
                        .getMessage());
        var e = assertThrows(IllegalArgumentException.class, () -> engine.device("gpu:999"));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("there is no device gpu:999: the engine sees "),
                e.getMessage());
    }

    @Test
    void theFactsNameVersionsThreadsAndInstructions() {
        var facts = NativeEngine.start().facts();

        assertEquals(Set.of("name", "version", "djl", "threads", "instructions"), facts.keySet());
        assertEquals("PyTorch", facts.get("name"));
        assertEquals("1", facts.get("threads")); // as the tests are run
        assertTrue(facts.getOrDefault("instructions", "").startsWith(System.getProperty("os.arch")));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "8, 4", "64, 4"})
    void byDefaultHalfTheProcessorsAreUsedUpToFour(int processors, int threads) {
        assertEquals(threads, NativeEngine.defaultThreads(processors));
    }

    @Test
    void aSecondTrainingWaitsForTheFirst() throws Exception {
        NativeEngine engine = NativeEngine.start();
        var second = Executors.newSingleThreadExecutor();
        try {
            var began = new CountDownLatch(1);
            CompletableFuture<Boolean> trained;
            try (NativeEngine.Training lock = engine.training()) {
                lock.reseed(1, 1);
                trained = CompletableFuture.supplyAsync(
                        () -> {
                            began.countDown();
                            try (NativeEngine.Training other = engine.training()) {
                                other.reseed(2, 1);
                                return true;
                            }
                        },
                        second);
                began.await();
                assertFalse(trained.isDone());
            }
            assertTrue(trained.get());
        } finally {
            second.shutdown();
        }
    }

    @Test
    void aFreshThreadRecordsGradientsOnlyWhereItIsNotToldOtherwise() {
        NativeEngine.start();
        var modes = CompletableFuture.supplyAsync(
                        () -> {
                            JniUtils.setGradMode(true);
                            boolean inside = NativeEngine.withoutGradients(JniUtils::isGradMode);
                            return Set.of("inside " + inside, "after " + JniUtils.isGradMode());
                        },
                        runnable -> new Thread(runnable).start())
                .join();

        assertEquals(Set.of("inside false", "after true"), modes);
    }
}
