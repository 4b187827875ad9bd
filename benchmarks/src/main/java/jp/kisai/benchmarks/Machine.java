package jp.kisai.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the numbers were measured on.
///
/// @param cores processors that this process may use
/// @param memoryGib main memory in GiB
/// @param processor the model as the kernel names it
/// @param disk file system and device of the data folder
/// @param loadAverage of the last minute before the run: other work on the machine spoils numbers
record Machine(int cores, long memoryGib, String processor, String disk, double loadAverage) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int GIB_BITS = 30;

    static Machine here(Path data) throws IOException {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        FileStore store = Files.getFileStore(data);
        return new Machine(
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1L << GIB_BITS)),
                processorModel(),
                store.type() + " on " + store.name(),
                system.getSystemLoadAverage());
    }

    private static String processorModel() throws IOException {
        if (!Files.exists(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
