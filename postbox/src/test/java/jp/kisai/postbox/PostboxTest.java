package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.tried.Notices;
import jp.kisai.testkit.KafkaAndPostgres;
import jp.kisai.testkit.TestKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// What the tests on a real broker and database share. Every test has a holder of its own.
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = KafkaAndPostgres.DATABASE, value = "postbox"))
@WithTestResource(AuditKey.class)
abstract class PostboxTest {

    static final String DEAD = Topics.deadLetterOf(Topics.NOTICE_SENT);
    static final Duration DEADLINE = Duration.ofMinutes(2);

    static TestKafka kafka;

    @Inject Postbox postbox;
    @Inject Notices notices;
    @Inject Rows rows;

    final HolderId holder = Told.someone();

    @BeforeAll
    static void connect() {
        kafka = TestKafka.connect();
    }

    @AfterAll
    static void disconnect() {
        kafka.close();
    }

    void take(List<CloudEvent<NoticeSent>> events) {
        take(Told.batch(events));
    }

    void take(ConsumerRecords<byte[], byte[]> records) {
        await(postbox.take(records, notices));
    }

    static <T> T await(Uni<T> result) {
        return result.await().atMost(DEADLINE);
    }

    /// Waits until everything that was committed so far has been published.
    void publishedUpToHere() {
        HolderId marker = Told.someone();
        take(List.of(Told.of(marker)));
        kafka.await(Topics.CHANGE_ANSWERED, marker, 1);
    }

    List<CloudEvent<NoticeSent>> several(int count) {
        return IntStream.range(0, count).mapToObj(i -> Told.of(holder)).toList();
    }

    static List<Object> ids(List<CloudEvent<NoticeSent>> events) {
        return events.stream().<Object>map(CloudEvent::id).toList();
    }

    static long sequence(ConsumerRecord<byte[], byte[]> record) {
        return ((Reading.Read) Events.read(record.value())).event().sequence().orElseThrow();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
