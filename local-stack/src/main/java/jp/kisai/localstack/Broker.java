package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
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
///
/// It has two doors. The services come in by the one that asks for a certificate, and may do there
/// what the page on rights grants them and nothing else. The other is open to this machine alone:
/// whoever comes in by it is the administrator, as in a cluster its operator is.
public final class Broker extends Part {

    /// What every topic of the suite has beside its partitions. The time of a record is when the
    /// broker had it: no sender's clock decides how long it is kept, or how old it seems.
    public static final Map<String, String> TOPIC_CONFIG =
            Map.of("message.timestamp.type", "LogAppendTime");

    private static final int PARTITIONS = 8;
    private static final short REPLICAS = 1;
    private static final String HOST = "127.0.0.1";
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
    private final int servicesPort;
    private final int controllerPort;
    private final KafkaRights rights;
    private final KafkaCertificates certificates;

    private Broker(Path folder, Ports ports) {
        this.folder = folder;
        this.rights = KafkaRights.onThePage();
        this.certificates = new KafkaCertificates(folder.resolve("certificates"));
        this.port = ports.of("broker");
        this.servicesPort = ports.of("broker-services");
        this.controllerPort = ports.of("broker-controller");
    }

    /// A broker with its data below this folder; it remembers its ports there.
    public static Broker in(Path data) {
        return in(data, Ports.rememberedIn(data));
    }

    static Broker in(Path data, Ports ports) {
        return new Broker(data.toAbsolutePath().resolve("broker"), ports);
    }

    /// What clients of the open door call `bootstrap.servers`.
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /// What a client needs to come in by the services' door as this principal: a Kafka client's
    /// settings, with files that belong to this object.
    public Map<String, String> settingsOf(String principal) {
        var settings = new TreeMap<>(certificates.clientSettings(principal));
        settings.put("bootstrap.servers", HOST + ":" + servicesPort);
        return settings;
    }

    /// The same as a service's environment says it.
    Map<String, String> environmentOf(String service) {
        var environment = new TreeMap<String, String>();
        settingsOf(service)
                .forEach(
                        (name, value) ->
                                environment.put(
                                        "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT),
                                        value));
        return environment;
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
        launched.awaitReady(
                () -> Sockets.listening(port) && Sockets.listening(servicesPort),
                PAUSE,
                START_DEADLINE);
        try (var admin = admin()) {
            launched.awaitReady(
                    () -> ask(() -> rights.given(admin) && topicsExist(admin)),
                    PAUSE,
                    START_DEADLINE);
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

    /// A question to a broker that may not be listening yet, or not yet be a member of its own
    /// cluster: no answer is a no, and it is asked again until the deadline.
    private interface Question {
        boolean answer() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static boolean ask(Question question) {
        try {
            return question.answer();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was starting.", e);
        }
    }

    private static boolean topicsExist(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        var wanted =
                Topics.ALL.stream().flatMap(t -> Stream.of(t, Topics.deadLetterOf(t))).toList();
        var present = admin.listTopics().names().get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        var missing = wanted.stream().filter(topic -> !present.contains(topic)).toList();
        if (!missing.isEmpty()) {
            admin.createTopics(
                            missing.stream()
                                    .map(
                                            topic ->
                                                    new NewTopic(topic, PARTITIONS, REPLICAS)
                                                            .configs(TOPIC_CONFIG))
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
        var settings = doors();
        settings.putAll(
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
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
                        // After a kill the old registration must expire before the broker may come
                        // back.
                        Map.entry("broker.session.timeout.ms", "1500"),
                        Map.entry("broker.heartbeat.interval.ms", "300"),
                        Map.entry("log.cleaner.enable", "true"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "4194304")));
        return settings;
    }

    /// Who comes in where. Without a certificate one is nobody, and nobody is the administrator.
    private Map<String, String> doors() {
        var controller = HOST + ":" + controllerPort;
        var doors = "PLAINTEXT://" + address() + ",SERVICES://" + HOST + ":" + servicesPort;
        var settings = new TreeMap<String, String>();
        settings.put("listeners", doors + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", doors);
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SERVICES:SSL,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.bootstrap.servers", controller);
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("super.users", "User:ANONYMOUS");
        certificates
                .brokerSettings(HOST)
                .forEach((name, value) -> settings.put("listener.name.services." + name, value));
        return settings;
    }
}
