package jp.kisai.localstack.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads along on every topic, from the moment it is opened, and tells each holder's story.
public final class TopicWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<HolderId, Story> stories = new ConcurrentHashMap<>();
    private final AtomicLong repeated = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Thread reader;

    public TopicWatch(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                20),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Topics.ALL.stream()
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetterOf(topic)))
                        .map(consumer::partitionsFor)
                        .flatMap(Collection::stream)
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader = Thread.ofPlatform().name("topic-watch").daemon().start(this::read);
    }

    public Story of(HolderId holder) {
        return stories.computeIfAbsent(holder, unknown -> new Story());
    }

    /// How many records were on their topic before: published, and published again.
    public long repeated() {
        return repeated.get();
    }

    /// Waits until the condition holds; false if it does not by then.
    public boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long nanosLeft = limit.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (nanosLeft <= 0) {
                    return false;
                }
                nanosLeft -=
                        TimeUnit.MILLISECONDS.toNanos(100)
                                - news.awaitNanos(
                                        Math.min(nanosLeft, TimeUnit.MILLISECONDS.toNanos(100)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::tell);
                lock.lock();
                try {
                    news.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (WakeupException closed) {
            // close() asks for this
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> message) {
        Header cause = message.headers().lastHeader(Headers.CAUSE);
        if (cause != null) {
            String origin = text(message.headers().lastHeader(Headers.ORIGIN).value());
            of(HolderId.of(text(message.key())))
                    .tellDeadLetter(origin, DeadLetterCause.valueOf(text(cause.value())));
        } else if (Events.read(message.value()) instanceof Reading.Read(var event)) {
            if (!of(event.subject()).tell(event)) {
                repeated.incrementAndGet();
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
