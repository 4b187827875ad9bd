package jp.kisai.postbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/// How old the oldest record is that has been taken and is not dealt with, topic by topic: what a
/// partition has in hand is the oldest that waits in it. 0 where nothing is in hand.
@ApplicationScoped
class InHand {

    private final Clock clock;
    private final Map<String, Set<Batch>> batches = new ConcurrentHashMap<>();

    InHand(Clock clock, @Any Instance<Intake> intakes, MeterRegistry registry) {
        this.clock = clock;
        for (Intake intake : intakes) {
            String topic = intake.topic();
            batches.put(topic, ConcurrentHashMap.newKeySet());
            TimeGauge.builder(
                            "kisai.postbox.in.hand.oldest",
                            () -> oldestAgeMs(topic),
                            TimeUnit.MILLISECONDS)
                    .description("age of the oldest record that is taken and not dealt with")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    /// Equal to nothing but itself: two batches may begin at the same instant.
    private static final class Batch {
        private final long oldest;

        Batch(long oldest) {
            this.oldest = oldest;
        }
    }

    /// Counts the records as in hand until the work ends.
    Uni<Void> during(
            String topic, ConsumerRecords<byte[], byte[]> records, Supplier<Uni<Void>> work) {
        Set<Batch> held = batches.computeIfAbsent(topic, _ -> ConcurrentHashMap.newKeySet());
        Batch batch = new Batch(oldest(records));
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> held.add(batch))
                .chain(work::get)
                .onTermination()
                .invoke(() -> held.remove(batch));
    }

    private static long oldest(ConsumerRecords<byte[], byte[]> records) {
        long oldest = Long.MAX_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            oldest = Math.min(oldest, record.timestamp());
        }
        return oldest;
    }

    private long oldestAgeMs(String topic) {
        long now = clock.millis();
        return batches.getOrDefault(topic, Set.of()).stream()
                .mapToLong(batch -> Math.max(0, now - batch.oldest))
                .max()
                .orElse(0);
    }
}
