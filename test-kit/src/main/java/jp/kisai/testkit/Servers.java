package jp.kisai.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import jp.kisai.contracts.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// The one broker and the one database server of a test JVM, started with the first test class that
/// wants them.
///
/// Quarkus loads the tests of one module through several class loaders, so what is running is noted
/// in system properties and not in static fields. Both servers die with the JVM.
///
/// @param bootstrapServers of the broker
/// @param postgresPort on the local host
record Servers(String bootstrapServers, int postgresPort) {

    /// Which broker the tests want: `container`, `embedded`, or whichever is possible if unset.
    static final String BROKER_CHOICE = "kisai.tests.broker";

    static final String BOOTSTRAP_SERVERS = "kisai.tests.bootstrap-servers";
    private static final String POSTGRES_PORT = "kisai.tests.postgres-port";

    /// The broker's image; [the build script](test-kit/containers/build-broker-image) makes one
    /// where none can be pulled.
    static final DockerImageName BROKER_IMAGE = DockerImageName.parse("apache/kafka:4.1.1");

    private static final int PARTITIONS = 4;
    private static final Duration BROKER_START = Duration.ofSeconds(60);

    static Servers running() {
        synchronized (System.getProperties()) {
            String known = System.getProperty(BOOTSTRAP_SERVERS);
            if (known != null) {
                return new Servers(known, Integer.getInteger(POSTGRES_PORT, 0));
            }
            Servers started = new Servers(startBroker(), startPostgres());
            createTopics(started.bootstrapServers);
            System.setProperty(BOOTSTRAP_SERVERS, started.bootstrapServers);
            System.setProperty(POSTGRES_PORT, String.valueOf(started.postgresPort));
            return started;
        }
    }

    private static String startBroker() {
        String choice = System.getProperty(BROKER_CHOICE, "any").toLowerCase(Locale.ROOT);
        if (choice.equals("embedded")) {
            return startEmbeddedBroker("as asked for by " + BROKER_CHOICE);
        }
        if (!engineAnswers()) {
            if (choice.equals("container")) {
                throw new IllegalStateException(
                        BROKER_CHOICE + "=container, but no Docker engine answers");
            }
            return startEmbeddedBroker("no Docker engine answers");
        }
        try {
            return startContainer();
        } catch (ContainerFetchException noImage) {
            if (choice.equals("container")) {
                throw noImage;
            }
            return startEmbeddedBroker("a Docker engine answers, but has no image " + BROKER_IMAGE);
        }
    }

    /// Testcontainers reports a missing engine at length, so it is only asked where one could be.
    private static boolean engineAnswers() {
        boolean possible =
                System.getenv("DOCKER_HOST") != null
                        || Files.exists(Path.of("/var/run/docker.sock"))
                        || Files.exists(
                                Path.of(
                                        System.getProperty("user.home"),
                                        ".testcontainers.properties"));
        return possible && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    private static String startContainer() {
        KafkaContainer container =
                new KafkaContainer(BROKER_IMAGE)
                        .withEnv(
                                Map.of(
                                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE",
                                        "false",
                                        "KAFKA_HEAP_OPTS",
                                        "-Xmx384m"))
                        .withStartupTimeout(BROKER_START);
        container.start();
        atExit(container::stop);
        say("Kafka in a container (" + BROKER_IMAGE + ") at " + container.getBootstrapServers());
        return container.getBootstrapServers();
    }

    private static String startEmbeddedBroker(String why) {
        BrokerProcess broker = BrokerProcess.start();
        atExit(broker::stop);
        say("Kafka embedded (" + why + ") at " + broker.bootstrapServers());
        return broker.bootstrapServers();
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    private static int startPostgres() {
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
            say("PostgreSQL embedded at port " + postgres.getPort());
            return postgres.getPort();
        } catch (IOException cause) {
            throw new UncheckedIOException("the embedded PostgreSQL could not be started", cause);
        }
    }

    private static void createTopics(String bootstrapServers) {
        List<NewTopic> topics =
                Topics.ALL.stream()
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetterOf(topic)))
                        .map(
                                topic ->
                                        new NewTopic(
                                                topic, Optional.of(PARTITIONS), Optional.empty()))
                        .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get(BROKER_START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException cause) {
            throw new IllegalStateException(
                    "the broker at " + bootstrapServers + " did not create the topics", cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static void atExit(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "kisai-tests-stop"));
    }

    /// One line that shows which way the tests of this run went.
    private static void say(String line) {
        System.getLogger("jp.kisai.testkit").log(System.Logger.Level.INFO, line);
    }
}
