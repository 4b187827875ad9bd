package jp.kisai.postbox;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Records as a table keeps them, to be taken up again later: their place, time, bytes and headers.
///
/// Bytes travel as base64, because a parameter can not be an array of arrays of bytes.
final class StoredRecords {

    private StoredRecords() {}

    /// Sets `topics`, `partitions`, `offsets`, `timestamps`, `keys`, `values` and `headers`, an
    /// element for each record.
    static <R> Mutiny.Query<R> set(
            Mutiny.Query<R> statement,
            List<ConsumerRecord<byte[], byte[]>> records,
            UnitTraces traces) {
        return statement
                .setParameter("topics", texts(records, ConsumerRecord::topic))
                .setParameter(
                        "partitions",
                        records.stream().map(ConsumerRecord::partition).toArray(Integer[]::new))
                .setParameter(
                        "offsets",
                        records.stream().map(ConsumerRecord::offset).toArray(Long[]::new))
                .setParameter(
                        "timestamps",
                        records.stream().map(ConsumerRecord::timestamp).toArray(Long[]::new))
                .setParameter("keys", texts(records, record -> base64(record.key())))
                .setParameter("values", texts(records, record -> base64(record.value())))
                .setParameter(
                        "headers",
                        texts(records, record -> HeaderLines.write(traces.headersOf(record))));
    }

    /// @param row with the same columns, in the same order, from the second on
    static ConsumerRecord<byte[], byte[]> read(Object[] row) {
        byte[] key = bytes((String) row[5]);
        byte[] value = bytes((String) row[6]);
        return new ConsumerRecord<>(
                (String) row[1],
                (int) row[2],
                (long) row[3],
                (long) row[4],
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                new RecordHeaders(HeaderLines.read((String) row[7])),
                Optional.empty());
    }

    static <T> @Nullable String[] texts(List<T> from, Function<T, @Nullable String> text) {
        return from.stream().map(text).toArray(String[]::new);
    }

    private static byte @Nullable [] bytes(@Nullable String base64) {
        return base64 == null ? null : Base64.getMimeDecoder().decode(base64);
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
