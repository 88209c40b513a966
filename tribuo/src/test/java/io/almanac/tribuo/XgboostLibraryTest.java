package io.almanac.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XgboostLibraryTest {

    private static final String NATIVE = "ml.dmlc.xgboost4j.java.XGBoostJNI";
    private static final String PATH = "xgboostruntime.native.xgboost4j";

    /** The classes of the test's class path once more, untouched by other tests. */
    private static final class Apart extends URLClassLoader {

        Apart() {
            super(
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                            .map(Apart::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL url(String path) {
            try {
                return new File(path).toURI().toURL();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean hasTouchedTheLibrary() {
            return findLoadedClass(NATIVE) != null;
        }

        Object call(String type, String name, Object... arguments) throws ReflectiveOperationException {
            Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
            Method method = loadClass(type).getDeclaredMethod(name, types);
            method.setAccessible(true);
            return method.invoke(null, arguments);
        }
    }

    @Test
    void listingAndMakingForecastersDoesNotTouchTheLibrary() throws IOException, ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (var apart = new Apart()) {
            thread.setContextClassLoader(apart);
            Object all = apart.call("io.almanac.core.forecast.Forecasters", "all");
            assertTrue(assertInstanceOf(Map.class, all).containsKey("xgboost"));
            apart.call("io.almanac.core.forecast.Forecasters", "create", "xgboost");
            assertFalse(apart.hasTouchedTheLibrary());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aLibraryThatCanNotBeLoadedIsAnErrorThatSaysWhatToDo() throws IOException, ReflectiveOperationException {
        System.setProperty(PATH, "/nowhere/libxgboost4j.so");
        try (var apart = new Apart()) {
            for (int time = 1; time <= 2; time++) { // the second time Java only says that the class did not load
                Throwable failure = failure(apart);
                assertEquals(
                        "io.almanac.tribuo.XgboostException", failure.getClass().getName());
                String message = String.valueOf(failure.getMessage());
                assertTrue(message.contains("/nowhere/libxgboost4j.so was not found"), message);
                assertTrue(message.contains("All other forecasters run without it"), message);
            }
        } finally {
            System.clearProperty(PATH);
        }
    }

    private static Throwable failure(Apart apart) throws ReflectiveOperationException {
        try {
            apart.call("io.almanac.tribuo.XgboostLibrary", "start");
        } catch (InvocationTargetException e) {
            return e.getTargetException();
        }
        throw new AssertionError("the library was loaded from nowhere");
    }

    @Test
    void theMessageFitsTheSystem() {
        var missing = new UnsatisfiedLinkError("libgomp.so.1: cannot open shared object file");
        assertEquals(
                "XGBoost's native library can't be loaded on Linux amd64: libgomp.so.1: cannot open shared object file;"
                        + " on Linux it needs libgomp (Debian and Ubuntu: apt-get install libgomp1; Fedora: dnf install"
                        + " libgomp; Alpine has no glibc and can't run it). All other forecasters run without it",
                XgboostLibrary.message(new ExceptionInInitializerError(missing), "Linux", "amd64"));
        assertTrue(XgboostLibrary.message(missing, "Mac OS X", "aarch64").contains("brew install libomp"));
        assertTrue(XgboostLibrary.message(missing, "Windows 11", "amd64").contains("vcomp140.dll"));
        assertTrue(
                XgboostLibrary.message(missing, "AIX", "ppc64").contains("there is one for Linux, macOS and Windows"));
    }

    @Test
    void theProvenanceNamesTheVersion() {
        Map<String, String> facts = XgboostLibrary.start();
        assertEquals("XGBoost", facts.get("name"));
        assertEquals("3.4.0", facts.get("version"));
    }
}
