package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        return StoredRecords.set(unit.session().createNativeQuery(PARK), records, unit.traces())
                .setParameter(
                        "holders",
                        arrivals.stream()
                                .map(arrival -> arrival.event().subject().value())
                                .toArray(UUID[]::new))
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
        return new Parked((long) row[0], StoredRecords.read(row), (int) row[8]);
    }
}
