package io.almanac.forecasting.neural;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The native engine, PyTorch through DJL: the only door to it. {@link #start} looks for the native library before it
 * touches the engine, so that nothing is ever downloaded, and keeps the engine from calling home.
 *
 * <p>The engine allows one training at a time in a virtual machine, and has one random generator: {@link #training}
 * takes the lock for both. Forecasting needs no lock.
 */
public final class NativeEngine {

    private static final System.Logger LOG = System.getLogger(NativeEngine.class.getName());
    private static final String THREADS = "ai.djl.pytorch.num_threads";
    private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");

    /** One for the whole virtual machine, because the engine's gradient collector and generator are. */
    private static final ReentrantLock TRAINING = new ReentrantLock(true);

    private final Engine engine;

    private NativeEngine(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts the engine, or gives the running one. The first start on a machine unpacks the library to the cache
     * folder, which takes seconds and is logged.
     *
     * @throws NativeEngineException if this machine has no engine, with what to do about it
     */
    public static synchronized NativeEngine start() {
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("ai.djl.offline", "true");
        if (System.getenv("OMP_NUM_THREADS") == null) {
            setDefault(
                    THREADS,
                    Integer.toString(defaultThreads(Runtime.getRuntime().availableProcessors())));
        }
        library().filter(library -> !library.unpacked()).ifPresent(library -> {
            library.checkWritable();
            LOG.log(System.Logger.Level.INFO, "unpacking the engine once to {0}", library.folder());
        });
        try {
            return new NativeEngine(Engine.getEngine("PyTorch"));
        } catch (EngineException | LinkageError e) {
            throw new NativeEngineException("the native engine does not start: " + rootMessage(e), e);
        }
    }

    /** Why this machine has no engine; empty if it has one. Starts nothing. */
    public static Optional<String> missing() {
        try {
            library();
            return Optional.empty();
        } catch (NativeEngineException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** The library on the class path; empty where a user points to one of his own and so has chosen. */
    private static Optional<NativeLibrary> library() {
        return System.getenv("PYTORCH_LIBRARY_PATH") == null
                ? Optional.of(NativeLibrary.find(
                        Engine.class.getClassLoader(), System.getProperty("os.name"), System.getProperty("os.arch")))
                : Optional.empty();
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Half the processors, one to four: the engine's own default takes all, and then every operation waits for the
     * one thread whose core is busy with something else (measured: ten times slower on a loaded machine).
     */
    static int defaultThreads(int processors) {
        return Math.max(1, Math.min(4, processors / 2));
    }

    /**
     * The device of a name.
     *
     * @param name {@code cpu} or {@code gpu:N}
     * @throws IllegalArgumentException if the name is none or this machine has no such device
     */
    public Device device(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        Matcher matcher = GPU.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("device must be cpu or gpu:N, was \"" + name + "\"");
        }
        int index = Integer.parseInt(matcher.group(1));
        int count = engine.getGpuCount();
        if (index >= count) {
            throw new IllegalArgumentException("there is no device " + name + ": the engine sees "
                    + (count == 0 ? "no GPU" : count + " GPUs, numbered from 0"));
        }
        return Device.gpu(index);
    }

    /** A manager whose arrays live until it is closed. */
    public NDManager newManager(Device device) {
        return engine.newBaseManager(device);
    }

    /** What can change a bit of a result: for {@link io.almanac.core.provenance.Environment#withEngine}. */
    public Map<String, String> facts() {
        var facts = new TreeMap<String, String>();
        facts.put("name", engine.getEngineName());
        facts.put("version", engine.getVersion());
        facts.put("djl", Engine.getDjlVersion());
        facts.put("threads", Integer.toString(threads()));
        facts.put("instructions", instructions());
        return facts;
    }

    /** How many threads one operation is spread over. */
    public int threads() {
        return JniUtils.getNumThreads();
    }

    /** What the engine may choose its kernels by: the architecture, and on Linux the flags of the processor. */
    private static String instructions() {
        var found = new TreeSet<String>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("flags") || line.startsWith("Features")) {
                    for (String flag : line.substring(line.indexOf(':') + 1).split("\\s+", -1)) {
                        if (flag.matches("avx2|fma|avx512(f|bw|vl|dq|_vnni|_bf16)|amx_(tile|bf16)|asimd|sve|bf16")) {
                            found.add(flag);
                        }
                    }
                    break;
                }
            }
        } catch (IOException | SecurityException e) {
            found.clear(); // not Linux: the architecture must do
        }
        String chosen = System.getenv("ATEN_CPU_CAPABILITY");
        return System.getProperty("os.arch")
                + (found.isEmpty() ? "" : " " + String.join(" ", found))
                + (chosen == null ? "" : ", ATEN_CPU_CAPABILITY=" + chosen);
    }

    /**
     * Takes the training lock, waiting for another training in this virtual machine to end.
     *
     * @return to be closed by the same thread
     */
    public Training training() {
        if (!TRAINING.tryLock()) {
            LOG.log(System.Logger.Level.INFO, "waiting: the engine trains one model at a time in a virtual machine");
            TRAINING.lock();
        }
        return new Training(engine);
    }

    /** The right to train, for the thread that took it. */
    public static final class Training implements AutoCloseable {

        private final Engine engine;

        private Training(Engine engine) {
            this.engine = engine;
        }

        /** Restarts the engine's random generator, so that an epoch's numbers do not depend on those before it. */
        public void reseed(long seed, int epoch) {
            long mixed = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * epoch).nextLong();
            engine.setRandomSeed((int) (mixed >>> 32));
        }

        /** Records gradients in this thread until closed. */
        public GradientCollector collector() {
            return engine.newGradientCollector();
        }

        @Override
        public void close() {
            TRAINING.unlock();
        }
    }

    /**
     * Runs something in this thread without recording gradients. The engine's mode is per thread, and a fresh thread
     * records.
     */
    public static <T> T withoutGradients(Supplier<T> work) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** Writes values into an array in place, without recording that. */
    public static void write(float[] values, NDArray target) {
        try (NDManager scope = target.getManager().newSubManager()) {
            copy(scope.create(values, target.getShape()), target);
        }
    }

    /** Copies the values of an array into another one in place, on their device and without recording that. */
    public static void copy(NDArray source, NDArray target) {
        withoutGradients(() -> {
            // Neither NDArray.set(float[]) nor copyTo: in this version of the engine they print a warning.
            target.set(new NDIndex(":"), source);
            return target;
        });
    }
}
