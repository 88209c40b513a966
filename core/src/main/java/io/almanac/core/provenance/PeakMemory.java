package io.almanac.core.provenance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that this process has used since it began.
 *
 * @param bytes above 0
 * @param what  what was measured: the whole process where the system tells, else Java's heap alone
 */
public record PeakMemory(long bytes, What what) {

    /** What the bytes are of. */
    public enum What {
        /** All resident memory, that of the native engine too: {@code VmHWM} on Linux. */
        PROCESS,
        /** The sum of the peaks of the heap's pools: an upper bound of the heap's own peak. */
        HEAP
    }

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KILO = 1024;

    /** The peak until now. */
    public static PeakMemory now() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    return new PeakMemory(Long.parseLong(line.replaceAll("\\D", "")) * KILO, What.PROCESS);
                }
            }
        } catch (IOException e) {
            // Not Linux, or a system that does not tell.
        }
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return new PeakMemory(heap, What.HEAP);
    }
}
