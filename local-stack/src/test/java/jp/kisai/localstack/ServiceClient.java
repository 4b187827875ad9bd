package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Kafka clients with the very settings of a service: those that it is deployed with, and those of
/// its channels.
final class ServiceClient {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    /// The one setting that is not a service's: members hear of each other by a heartbeat.
    private static final int HEARTBEAT_MS = 50;

    private static final String INCOMING = "mp.messaging.incoming.";
    private static final String KAFKA = "kafka.";

    private final Service service;
    private final Map<String, String> settings;

    /// @param local where the files are here that a pod has in `/run/kisai/files`, and what it is
    ///     told besides: the broker's address and the password
    ServiceClient(Service service, Map<String, String> local) {
        this.service = service;
        var folder = service.module().replace("-service", "");
        var deployed = properties("deploy/k8s/base/" + folder + "/config/application.properties");
        settings = new TreeMap<>(local);
        settings.keySet().retainAll(List.of("bootstrap.servers", "ssl.keystore.password"));
        deployed.stringPropertyNames().stream()
                .filter(key -> key.startsWith(KAFKA))
                .forEach(
                        key -> {
                            var name = key.substring(KAFKA.length());
                            var value = deployed.getProperty(key);
                            settings.put(
                                    name,
                                    value.startsWith("/run/kisai/files/")
                                            ? Objects.requireNonNull(local.get(name), name)
                                            : value);
                        });
    }

    /// One `@Incoming`, as its consumer is configured.
    record Channel(String topic, Map<String, Object> settings) {}

    Map<String, String> settings() {
        return settings;
    }

    List<Channel> channels() {
        var built = properties(service.module() + "/src/main/resources/application.properties");
        var channels = new TreeMap<String, Map<String, Object>>();
        for (String key : built.stringPropertyNames()) {
            if (key.startsWith(INCOMING)) {
                var parts = key.substring(INCOMING.length()).split("\\.", 2);
                channels.computeIfAbsent(parts[0], _ -> new HashMap<>())
                        .put(parts[1], valueOf(built.getProperty(key)));
            }
        }
        return channels.values().stream().map(this::channel).toList();
    }

    private Channel channel(Map<String, Object> channel) {
        var topic = String.valueOf(channel.get("topic"));
        channel.keySet().retainAll(ConsumerConfig.configNames());
        channel.putAll(settings);
        channel.put("heartbeat.interval.ms", HEARTBEAT_MS);
        return new Channel(topic, channel);
    }

    /// Of what is set from outside, the channels only name the instance.
    private String valueOf(String property) {
        return property.replaceAll("\\$\\{kisai\\.instance-id(:[^}]*)?}", service.module() + "-0");
    }

    /// Every channel's consumer joins the group, gets a record and commits it. Each stays in the
    /// group until all have done so, since a member that is gone holds up the others.
    void takesARecordFromEach(List<Channel> channels) throws Exception {
        var waiting = new CountDownLatch(channels.size());
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var taken =
                    channels.stream()
                            .map(channel -> threads.submit(() -> takeARecord(channel, waiting)))
                            .toList();
            for (var one : taken) {
                one.get(2 * DEADLINE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static Void takeARecord(Channel channel, CountDownLatch waiting) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        boolean committed = false;
        try (var consumer =
                new KafkaConsumer<>(
                        channel.settings,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(channel.topic));
            boolean taken = false;
            while (waiting.getCount() > 0) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(channel.topic + ": committed " + committed);
                }
                taken |= !consumer.poll(POLL).isEmpty();
                if (taken && !committed) {
                    committed = commits(consumer);
                    if (committed) {
                        waiting.countDown();
                    }
                }
            }
        }
        return null;
    }

    /// Not while the others are joining; then it is tried again.
    private static boolean commits(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            consumer.commitSync(DEADLINE);
            return true;
        } catch (RebalanceInProgressException | CommitFailedException _) {
            return false;
        }
    }

    private static Properties properties(String file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Home.folder().resolve(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
