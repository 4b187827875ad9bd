package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// Writes records for the dead-letter topics: the original key and bytes, and headers that say why,
/// where and from where. Of the original headers only signature and trace are kept; what else a
/// stranger wrote there may be personal.
final class DeadLetters {

    private static final List<String> KNOWN =
            List.of(Headers.CONTENT_TYPE, Headers.SIGNATURE, Headers.TRACE_PARENT);

    private DeadLetters() {}

    /// @param stage the service that sets it aside
    /// @param trace where it is in its trace
    static Outbox.Row of(
            RejectedRecord rejected, String stage, int attempts, @Nullable Header trace) {
        ConsumerRecord<byte[], byte[]> record = rejected.record();
        List<Header> headers = new ArrayList<>();
        headers.add(text(Headers.CAUSE, rejected.cause().name()));
        headers.add(text(Headers.STAGE, stage));
        headers.add(text(Headers.ATTEMPTS, Integer.toString(attempts)));
        headers.add(
                text(
                        Headers.ORIGIN,
                        record.topic() + "/" + record.partition() + "/" + record.offset()));
        record.headers().headers(Headers.SIGNATURE).forEach(headers::add);
        if (trace != null) {
            headers.add(trace);
        }
        return new Outbox.Row(
                Topics.deadLetterOf(record.topic()), record.key(), record.value(), headers);
    }

    /// Which of the headers that Kisai knows a record has.
    static List<String> knownHeaders(ConsumerRecord<byte[], byte[]> record) {
        return KNOWN.stream().filter(name -> record.headers().lastHeader(name) != null).toList();
    }

    private static Header text(String name, String value) {
        return new RecordHeader(name, value.getBytes(US_ASCII));
    }
}
