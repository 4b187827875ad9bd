package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.common.header.Header;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What is to be published, written with what it tells of.
final class Outbox {

    /// The sequences move in the same statement: one round trip for the whole batch. The ids are
    /// drawn in the order of the select.
    private static final String WRITE =
            """
            with told as (
                update postbox_holder h set sequence = t.sequence
                from unnest(cast(:holders as uuid[]), cast(:sequences as bigint[]))
                     as t (holder, sequence)
                where h.holder = t.holder)
            insert into outbox (topic, key, value, headers, created_at)
            select topic, decode(key, 'base64'), decode(value, 'base64'), headers, :now
            from unnest(cast(:topics as text[]), cast(:keys as text[]), cast(:values as text[]),
                        cast(:headers as text[]))
                 with ordinality as sent (topic, key, value, headers, position)
            order by position\
            """;

    private Outbox() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Row(
            String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {}

    static Uni<Void> write(
            Mutiny.StatelessSession session,
            List<Row> rows,
            Map<HolderId, Long> sequences,
            Instant now) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> holders = new ArrayList<>();
        List<Long> last = new ArrayList<>();
        sequences.forEach(
                (holder, sequence) -> {
                    holders.add(holder.value());
                    last.add(sequence);
                });
        return session.createNativeQuery(WRITE)
                .setParameter("holders", holders.toArray(UUID[]::new))
                .setParameter("sequences", last.toArray(Long[]::new))
                .setParameter("topics", texts(rows, Row::topic))
                .setParameter("keys", texts(rows, row -> base64(row.key())))
                .setParameter("values", texts(rows, row -> base64(row.value())))
                .setParameter("headers", texts(rows, row -> HeaderLines.write(row.headers())))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static @Nullable String[] texts(List<Row> rows, Function<Row, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
