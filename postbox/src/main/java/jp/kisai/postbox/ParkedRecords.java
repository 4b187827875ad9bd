package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.hibernate.reactive.mutiny.Mutiny;

/// Records that wait behind a holder's unresolved failure, in order, the failed one first.
final class ParkedRecords {

    private static final String PARK =
            """
            insert into parked (holder, topic, partition, record_offset, record_timestamp, key, value,
                                headers, parked_at, attempts)
            select holder, topic, partition, record_offset, record_timestamp, decode(key, 'base64'),
                   decode(value, 'base64'), headers, :now, :attempts
            from unnest(cast(:holders as uuid[]), cast(:topics as text[]), cast(:partitions as int[]),
                        cast(:offsets as bigint[]), cast(:timestamps as bigint[]),
                        cast(:keys as text[]), cast(:values as text[]), cast(:headers as text[]))
                 with ordinality as arrived (holder, topic, partition, record_offset,
                                             record_timestamp, key, value, headers, position)
            order by position\
            """;

    private static final String FIRST =
            """
            select id, topic, partition, record_offset, record_timestamp, encode(key, 'base64'),
                   encode(value, 'base64'), headers, attempts
            from parked where holder = :holder order by id limit 1\
            """;

    private static final String REMOVE = "delete from parked where id = :id";

    private static final String FAILED_AGAIN =
            "update parked set attempts = attempts + 1 where id = :id";

    private static final String COUNT = "select count(*) from parked where holder = :holder";

    private ParkedRecords() {}

    /// @param attempts how often it was tried; 0 for one that only waits
    record Parked(long id, ConsumerRecord<byte[], byte[]> record, int attempts) {}

    static Uni<Void> park(OpenUnit unit, List<Arrival> arrivals, int attempts) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        arrivals.forEach(arrival -> records.add(arrival.record()));
        return unit.session()
                .createNativeQuery(PARK)
                .setParameter(
                        "holders",
                        arrivals.stream()
                                .map(arrival -> arrival.event().subject().value())
                                .toArray(UUID[]::new))
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
                        "headers", texts(records, record -> HeaderLines.write(record.headers())))
                .setParameter("now", unit.now())
                .setParameter("attempts", attempts)
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Optional<Parked>> first(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(FIRST, Object[].class)
                .setParameter("holder", holder.value())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ParkedRecords::parked));
    }

    /// Answers whether it was still there.
    static Uni<Boolean> remove(Mutiny.StatelessSession session, Parked parked) {
        return session.createNativeQuery(REMOVE)
                .setParameter("id", parked.id())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /// Answers whether it was still there.
    static Uni<Boolean> failedAgain(Mutiny.StatelessSession session, Parked parked) {
        return session.createNativeQuery(FAILED_AGAIN)
                .setParameter("id", parked.id())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    static Uni<Long> count(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(COUNT, Long.class)
                .setParameter("holder", holder.value())
                .getSingleResult();
    }

    private static Parked parked(Object[] row) {
        byte[] key = Base64.getMimeDecoder().decode((String) row[5]);
        byte[] value = Base64.getMimeDecoder().decode((String) row[6]);
        RecordHeaders headers = new RecordHeaders(HeaderLines.read((String) row[7]));
        return new Parked(
                (long) row[0],
                new ConsumerRecord<>(
                        (String) row[1],
                        (int) row[2],
                        (long) row[3],
                        (long) row[4],
                        TimestampType.CREATE_TIME,
                        key.length,
                        value.length,
                        key,
                        value,
                        headers,
                        Optional.empty()),
                (int) row[8]);
    }

    private static String[] texts(
            List<ConsumerRecord<byte[], byte[]>> records,
            Function<ConsumerRecord<byte[], byte[]>, String> text) {
        return records.stream().map(text).toArray(String[]::new);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
