package jp.kisai.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// A Kafka broker and controller in one JVM; formats its folder the first time.
///
/// The argument is the server's properties file.
public final class BrokerMain {

    private static final String LOGS = "log.dirs";

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var logs = Path.of(properties.getProperty(LOGS));
        if (!Files.exists(logs)) {
            format(logs, properties, file);
        }
        Kafka.main(arguments);
    }

    /// Formats a folder beside the real one and renames it: a broker killed here starts anew.
    private static void format(Path logs, Properties properties, Path file) throws IOException {
        var fresh = logs.resolveSibling(logs.getFileName() + ".formatting");
        Folders.delete(fresh);
        Files.createDirectories(fresh);
        var formatting = new Properties();
        formatting.putAll(properties);
        formatting.setProperty(LOGS, fresh.toString());
        var settings = file.resolveSibling("formatting.properties");
        try (var writer = Files.newBufferedWriter(settings)) {
            formatting.store(writer, null);
        }
        String[] command = {
            "format",
            "--standalone",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            settings.toString()
        };
        int code = StorageTool.execute(command, System.out);
        if (code != 0) {
            throw new IOException("Kafka's storage tool ended with code " + code);
        }
        Files.delete(settings);
        Files.move(fresh, logs, StandardCopyOption.ATOMIC_MOVE);
    }
}
