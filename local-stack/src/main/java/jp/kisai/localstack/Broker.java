package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import jp.kisai.contracts.Topics;
import jp.kisai.localstack.process.BrokerMain;
import jp.kisai.localstack.process.ChildProcess;
import jp.kisai.localstack.process.Java;
import jp.kisai.localstack.process.Ports;
import jp.kisai.localstack.process.Sockets;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/// A real Kafka broker (KRaft, one node) in a JVM of its own, with every topic of the suite.
///
/// Ready means: every partition has a leader, so the first record is taken. Topics are never
/// created by being written to; a misspelt name is an error.
public final class Broker extends Part {

    private static final int PARTITIONS = 8;
    private static final short REPLICAS = 1;
    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int ASK_TIMEOUT_MS = 2_000;

    private static final Map<String, String> LOGGING =
            Map.of(
                    "handlers", "java.util.logging.ConsoleHandler",
                    ".level", "WARNING",
                    "kafka.server.KafkaRaftServer.level", "INFO",
                    "java.util.logging.SimpleFormatter.format",
                            "%1$tFT%1$tT.%1$tL %4$-7s %3$s %5$s%6$s%n");

    private final Path folder;
    private final int port;
    private final int controllerPort;

    private Broker(Path folder, Ports ports) {
        this.folder = folder;
        this.port = ports.of("broker");
        this.controllerPort = ports.of("broker-controller");
    }

    /// A broker with its data below this folder; it remembers its ports there.
    public static Broker in(Path data) {
        return in(data, Ports.rememberedIn(data));
    }

    static Broker in(Path data, Ports ports) {
        return new Broker(data.toAbsolutePath().resolve("broker"), ports);
    }

    /// What clients call `bootstrap.servers`.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public String address() {
        return bootstrapServers();
    }

    @Override
    ChildProcess launch() {
        var properties = write("server.properties", settings());
        var logging = write("logging.properties", LOGGING);
        return ChildProcess.start(
                name(),
                List.of(
                        Java.program(),
                        "-Xmx640m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.config.file=" + logging,
                        "-cp",
                        Java.classPath(),
                        BrokerMain.class.getName(),
                        properties.toString()),
                Map.of(),
                folder.resolveSibling("logs").resolve("kafka.log"));
    }

    @Override
    void awaitReady(ChildProcess launched) {
        launched.awaitReady(() -> Sockets.listening(port), PAUSE, START_DEADLINE);
        try (var admin = admin()) {
            launched.awaitReady(() -> topicsExist(admin), PAUSE, START_DEADLINE);
        }
    }

    /// An administration client that gives up quickly; the caller closes it.
    public Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        // The default spins on a processor while the broker does not answer.
                        "metadata.recovery.strategy",
                        "none",
                        "reconnect.backoff.ms",
                        20,
                        "reconnect.backoff.max.ms",
                        100,
                        "retry.backoff.ms",
                        20,
                        "retry.backoff.max.ms",
                        100,
                        "request.timeout.ms",
                        ASK_TIMEOUT_MS,
                        "default.api.timeout.ms",
                        ASK_TIMEOUT_MS));
    }

    private boolean topicsExist(Admin admin) {
        var wanted =
                Topics.ALL.stream().flatMap(t -> Stream.of(t, Topics.deadLetterOf(t))).toList();
        try {
            var present = admin.listTopics().names().get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            var missing = wanted.stream().filter(topic -> !present.contains(topic)).toList();
            if (!missing.isEmpty()) {
                admin.createTopics(
                                missing.stream()
                                        .map(topic -> new NewTopic(topic, PARTITIONS, REPLICAS))
                                        .toList())
                        .all()
                        .get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            }
            return admin
                    .describeTopics(wanted)
                    .allTopicNames()
                    .get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .allMatch(Broker::hasLeaders);
        } catch (ExecutionException | TimeoutException _) {
            // Not listening yet, or not yet a member of its own cluster: asked again until the
            // deadline.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was starting.", e);
        }
    }

    private static boolean hasLeaders(TopicDescription topic) {
        return topic.partitions().stream()
                .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
    }

    private Path write(String name, Map<String, String> entries) {
        var file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            var properties = new Properties();
            properties.putAll(entries);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Written anew at every start.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private Map<String, String> settings() {
        var controller = "127.0.0.1:" + controllerPort;
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("listeners", "PLAINTEXT://" + address() + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + address()),
                Map.entry(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.bootstrap.servers", controller),
                Map.entry("log.dirs", folder.resolve("log").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("num.partitions", Integer.toString(PARTITIONS)),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // After a kill the old registration must expire before the broker may come back.
                Map.entry("broker.session.timeout.ms", "1500"),
                Map.entry("broker.heartbeat.interval.ms", "300"),
                Map.entry("log.cleaner.enable", "true"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));
    }
}
