package jp.kisai.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import jp.kisai.contracts.Topics;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerTest {

    private static final Duration POLL = Duration.ofSeconds(10);

    private Broker broker;

    @BeforeAll
    void start(@TempDir Path data) {
        broker = Broker.in(data);
        broker.start();
    }

    @AfterAll
    void stop() {
        broker.stop();
    }

    @Test
    void hasEveryTopicAndItsDeadLettersWithEightPartitions() throws Exception {
        try (var admin = broker.admin()) {
            var names = new ArrayList<String>(Topics.ALL);
            Topics.ALL.forEach(topic -> names.add(Topics.deadLetterOf(topic)));

            var topics = admin.describeTopics(names).allTopicNames().get(10, TimeUnit.SECONDS);

            assertEquals(names.size(), topics.size());
            topics.values().forEach(topic -> assertEquals(8, topic.partitions().size()));
        }
    }

    @Test
    void keepsItsRecordsAndItsAddressWhenKilled() throws Exception {
        var address = broker.bootstrapServers();
        long before = broker.pid();
        send(Topics.NOTICE_SENT, "taken before the kill");

        broker.kill();
        boolean ranAfterTheKill = broker.running();
        broker.start();

        assertFalse(ranAfterTheKill);
        assertTrue(before != broker.pid());
        assertEquals(address, broker.bootstrapServers());
        assertEquals(List.of("taken before the kill"), valuesOf(Topics.NOTICE_SENT));
    }

    @Test
    void doesNotInventATopicThatSomebodyMisspelt() {
        var failure =
                assertThrows(ExecutionException.class, () -> send("resident.chnaged.v1", "value"));

        assertTrue(failure.getCause() instanceof TimeoutException, failure.toString());
    }

    private void send(String topic, String value) throws Exception {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(), "max.block.ms", "3000");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "key", value)).get(10, TimeUnit.SECONDS);
        }
    }

    private List<String> valuesOf(String topic) {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "auto.offset.reset",
                        "earliest");
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            var values = new ArrayList<String>();
            consumer.poll(POLL).forEach(record -> values.add(record.value()));
            return values;
        }
    }
}
