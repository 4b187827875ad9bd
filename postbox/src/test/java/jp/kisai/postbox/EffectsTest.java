package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a journey began, and who is believed about it.
class EffectsTest {

    private static final long AT_THE_BROKER = 1_700_000_000_000L;
    private static final String EARLIER = "1699999999000";

    @Test
    void aRecordWithoutTheHeaderIsTheBeginning() {
        assertEquals(
                OptionalLong.of(AT_THE_BROKER), Effects.begunMs(arrival(Source.CONSENT, null)));
    }

    @Test
    void ourOwnServicesSayWhenItBegan() {
        assertEquals(
                OptionalLong.of(Long.parseLong(EARLIER)),
                Effects.begunMs(arrival(Source.LICENCE, EARLIER)));
    }

    @Test
    void strangersAreNotBelieved() {
        assertEquals(
                OptionalLong.of(AT_THE_BROKER), Effects.begunMs(arrival(Source.JPKI, EARLIER)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1700000000001", "9999999999999999999", "yesterday"})
    void whatCannotBeIsTheRecordsOwnTime(String header) {
        assertEquals(
                OptionalLong.of(AT_THE_BROKER), Effects.begunMs(arrival(Source.CONSENT, header)));
    }

    private static Arrival arrival(Source source, @Nullable String begun) {
        CloudEvent<NoticeSent> told = Told.of(Told.someone());
        CloudEvent<NoticeSent> event =
                new CloudEvent<>(
                        told.id(),
                        source,
                        EventType.NOTICE_SENT,
                        told.subject(),
                        told.time(),
                        told.prefecture(),
                        OptionalLong.empty(),
                        told.data());
        RecordHeaders headers =
                new RecordHeaders(
                        begun == null
                                ? List.of()
                                : List.of(
                                        new RecordHeader(Headers.BEGUN, begun.getBytes(US_ASCII))));
        return new Arrival(
                new ConsumerRecord<>(
                        Topics.NOTICE_SENT,
                        0,
                        0,
                        AT_THE_BROKER,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        new byte[0],
                        Events.write(event),
                        headers,
                        Optional.empty()),
                event);
    }
}
