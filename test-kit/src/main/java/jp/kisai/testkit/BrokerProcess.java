package jp.kisai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/// A Kafka broker in KRaft mode in a JVM of its own, with its data in a folder that is deleted with
/// it.
///
/// It is a separate process so that its threads, its heap and its logs stay out of the tests'.
final class BrokerProcess {

    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;

    private final Process process;
    private final Path folder;
    private final int port;

    private BrokerProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static BrokerProcess start() {
        try {
            Path folder = Files.createTempDirectory("kisai-broker");
            int port = freePort();
            int controllerPort = freePort();
            Path settings =
                    Files.write(
                            folder.resolve("server.properties"),
                            settings(folder.resolve("data"), port, controllerPort));
            format(folder, settings);
            Process broker = java(folder.resolve("broker.log"), "kafka.Kafka", settings.toString());
            return new BrokerProcess(broker, folder, port);
        } catch (IOException cause) {
            throw new UncheckedIOException("the embedded broker could not be started", cause);
        }
    }

    String bootstrapServers() {
        return HOST + ":" + port;
    }

    void stop() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        deleteFolder(folder);
    }

    private static void format(Path folder, Path settings) throws IOException {
        Process format =
                java(
                        folder.resolve("format.log"),
                        "kafka.tools.StorageTool",
                        "format",
                        "--standalone",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        settings.toString());
        try {
            if (format.waitFor() != 0) {
                throw new IOException(Files.readString(folder.resolve("format.log")));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static Process java(Path log, String... mainAndArguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static List<String> settings(Path data, int port, int controllerPort) {
        return List.of(
                "process.roles=broker,controller",
                "node.id=" + NODE,
                "listeners=PLAINTEXT://"
                        + HOST
                        + ":"
                        + port
                        + ",CONTROLLER://"
                        + HOST
                        + ":"
                        + controllerPort,
                "advertised.listeners=PLAINTEXT://" + HOST + ":" + port,
                "controller.listener.names=CONTROLLER",
                "controller.quorum.bootstrap.servers=" + HOST + ":" + controllerPort,
                "log.dirs=" + data,
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "share.coordinator.state.topic.num.partitions=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "num.network.threads=2",
                "num.io.threads=4");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void deleteFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.collect(Collectors.toList()).reversed()) {
                Files.delete(file);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("could not delete " + folder, cause);
        }
    }
}
