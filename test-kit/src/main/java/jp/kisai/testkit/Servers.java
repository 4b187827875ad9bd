package jp.kisai.testkit;

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
import java.util.function.Supplier;
import java.util.stream.Stream;
import jp.kisai.contracts.Topics;
import jp.kisai.localstack.Broker;
import jp.kisai.localstack.Database;
import jp.kisai.localstack.process.Folders;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// The one broker and the one database server of a test JVM, started with the first test class that
/// wants them.
///
/// Quarkus loads the tests of one module through several class loaders, so what is running is noted
/// in system properties and not in static fields. Both servers end with the JVM.
///
/// @param bootstrapServers of the broker
/// @param database the database server's `host:port`
record Servers(String bootstrapServers, String database) {

    /// Which broker the tests want: `container`, `embedded`, or whichever is possible if unset.
    static final String BROKER_CHOICE = "kisai.tests.broker";

    /// The broker's image. Where none can be pulled, `test-kit/containers/build-broker-image` makes
    /// one of this name from local parts.
    static final DockerImageName BROKER_IMAGE = DockerImageName.parse("apache/kafka:4.1.1");

    private static final String BOOTSTRAP_SERVERS = "kisai.tests.bootstrap-servers";
    private static final String DATABASE = "kisai.tests.database";
    private static final int PARTITIONS = 8;
    private static final Duration START_DEADLINE = Duration.ofMinutes(3);

    static Servers running() {
        synchronized (System.getProperties()) {
            String broker = System.getProperty(BOOTSTRAP_SERVERS);
            String database = System.getProperty(DATABASE);
            if (broker != null && database != null) {
                return new Servers(broker, database);
            }
            Servers started = withContextClassLoader(null, Servers::start);
            System.setProperty(BOOTSTRAP_SERVERS, started.bootstrapServers);
            System.setProperty(DATABASE, started.database);
            return started;
        }
    }

    /// Kafka's clients and Testcontainers look classes up through the thread's class loader, and
    /// Quarkus starts test resources on threads that have another than either. Kafka's clients fall
    /// back to their own where there is none.
    private static <T> T withContextClassLoader(@Nullable ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Servers start() {
        Path folder = newFolder();
        Started broker = startBroker(folder);
        registerDriver(Database.class.getClassLoader());
        Database database = Database.in(folder);
        database.start();
        say("PostgreSQL embedded at " + database.address());
        Runnable stop =
                () -> {
                    broker.stop.run();
                    database.kill();
                    delete(folder);
                };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "kisai-tests-stop"));
        return new Servers(broker.bootstrapServers, database.address());
    }

    /// DriverManager gives a class only the drivers of its own class loader, and looks for drivers
    /// by itself but once, in whichever class loader came first.
    private static void registerDriver(ClassLoader loader) {
        try {
            Class.forName("org.postgresql.Driver", true, loader);
        } catch (ClassNotFoundException cause) {
            throw new IllegalStateException("the PostgreSQL driver is missing", cause);
        }
    }

    private static Started startBroker(Path folder) {
        String choice = System.getProperty(BROKER_CHOICE, "any").toLowerCase(Locale.ROOT);
        if (choice.equals("embedded")) {
            return startEmbedded(folder, BROKER_CHOICE + "=embedded");
        }
        ClassLoader own = DockerClientFactory.class.getClassLoader();
        if (!withContextClassLoader(own, Servers::engineAnswers)) {
            if (choice.equals("container")) {
                throw new IllegalStateException(
                        BROKER_CHOICE + "=container, but no Docker engine answers");
            }
            return startEmbedded(folder, "no Docker engine answers");
        }
        try {
            KafkaContainer container = withContextClassLoader(own, Servers::startContainer);
            createTopics(container.getBootstrapServers());
            return new Started(container.getBootstrapServers(), container::stop);
        } catch (ContainerFetchException noImage) {
            if (choice.equals("container")) {
                throw noImage;
            }
            return startEmbedded(folder, "the Docker engine can get no " + BROKER_IMAGE);
        }
    }

    /// Testcontainers reports a missing engine at length, so it is asked only where one may be.
    private static boolean engineAnswers() {
        boolean possible =
                System.getenv("DOCKER_HOST") != null
                        || Files.exists(Path.of("/var/run/docker.sock"));
        return possible && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // stopped when the JVM ends
    private static KafkaContainer startContainer() {
        KafkaContainer container =
                new KafkaContainer(BROKER_IMAGE)
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                        .withEnv("KAFKA_HEAP_OPTS", "-Xmx512m")
                        .withStartupTimeout(START_DEADLINE);
        container.start();
        say("Kafka in a container of " + BROKER_IMAGE + " at " + container.getBootstrapServers());
        return container;
    }

    private static Started startEmbedded(Path folder, String why) {
        Broker broker = Broker.in(folder);
        broker.start();
        say("Kafka embedded (" + why + ") at " + broker.bootstrapServers());
        return new Started(broker.bootstrapServers(), broker::kill);
    }

    private static void createTopics(String bootstrapServers) {
        List<NewTopic> topics =
                Topics.ALL.stream()
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetterOf(topic)))
                        .map(
                                topic ->
                                        new NewTopic(
                                                        topic,
                                                        Optional.of(PARTITIONS),
                                                        Optional.empty())
                                                .configs(Broker.TOPIC_CONFIG))
                        .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException cause) {
            throw new IllegalStateException("the broker did not create the topics", cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("kisai-tests");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// One line that shows which way the tests of this run went.
    private static void say(String line) {
        System.getLogger("jp.kisai.testkit").log(System.Logger.Level.INFO, line);
    }

    private record Started(String bootstrapServers, Runnable stop) {}
}
