package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.vocabulary.Uuids;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/// What was seen before. Claiming and the effect are one transaction, so the effect happens once.
final class Inbox {

    private static final String CLAIM =
            """
            insert into inbox (source, id, digest, topic, partition, record_offset, received_at)
            select source, id, decode(digest, 'base64'), topic, partition, record_offset, :now
            from unnest(cast(:sources as text[]), cast(:ids as uuid[]), cast(:digests as text[]),
                        cast(:topics as text[]), cast(:partitions as int[]), cast(:offsets as bigint[]))
                 as claimed (source, id, digest, topic, partition, record_offset)
            order by source, id
            on conflict (source, id) do nothing
            returning source, id\
            """;

    private static final String SEEN =
            """
            select i.source, i.id, encode(i.digest, 'base64'), i.topic, i.partition, i.record_offset
            from inbox i
            join unnest(cast(:sources as text[]), cast(:ids as uuid[])) as wanted (source, id)
              on i.source = wanted.source and i.id = wanted.id\
            """;

    private Inbox() {}

    /// Under what something is seen once: ids are unique within their source only.
    record Name(String source, UUID id) {

        static Name of(CloudEvent<?> event) {
            return new Name(event.source().urn(), event.id());
        }

        /// The name of a record as such, for records that have no event worth a name. The content
        /// is part of it: a topic that was made anew counts its offsets anew.
        static Name of(ConsumerRecord<byte[], byte[]> record) {
            byte[] value = record.value() == null ? new byte[0] : record.value();
            return new Name(
                    "topic:" + record.topic(),
                    Uuids.derived(
                            "record",
                            record.topic(),
                            Integer.toString(record.partition()),
                            Long.toString(record.offset()),
                            HexFormat.of().formatHex(Letter.sha256(value))));
        }
    }

    /// A claim to be the first under this name.
    record Claim(Name name, String digest, String topic, int partition, long offset) {

        static Claim of(Letter.Legible letter) {
            return at(
                    letter.record(),
                    Name.of(letter.arrival().event()),
                    Base64.getEncoder().encodeToString(letter.digest()));
        }

        static Claim of(ConsumerRecord<byte[], byte[]> record) {
            return at(record, Name.of(record), "");
        }

        private static Claim at(ConsumerRecord<byte[], byte[]> record, Name name, String digest) {
            return new Claim(name, digest, record.topic(), record.partition(), record.offset());
        }

        boolean sameRecordAs(Claim other) {
            return topic.equals(other.topic)
                    && partition == other.partition
                    && offset == other.offset;
        }
    }

    /// Writes the claims, each name once, and answers which are new.
    static Uni<Set<Name>> claim(Mutiny.StatelessSession session, List<Claim> claims, Instant now) {
        if (claims.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return session.createNativeQuery(CLAIM, Object[].class)
                .setParameter("sources", texts(claims, claim -> claim.name().source()))
                .setParameter("ids", ids(claims))
                .setParameter("digests", texts(claims, Claim::digest))
                .setParameter("topics", texts(claims, Claim::topic))
                .setParameter(
                        "partitions", claims.stream().map(Claim::partition).toArray(Integer[]::new))
                .setParameter("offsets", claims.stream().map(Claim::offset).toArray(Long[]::new))
                .setParameter("now", now)
                .getResultList()
                .map(
                        rows -> {
                            Set<Name> fresh = HashSet.newHashSet(rows.size());
                            rows.forEach(
                                    row -> fresh.add(new Name((String) row[0], (UUID) row[1])));
                            return fresh;
                        });
    }

    /// What holds the names that could not be claimed.
    static Uni<Map<Name, Claim>> seen(Mutiny.StatelessSession session, List<Claim> refused) {
        if (refused.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(SEEN, Object[].class)
                .setParameter("sources", texts(refused, claim -> claim.name().source()))
                .setParameter("ids", ids(refused))
                .getResultList()
                .map(Inbox::claims);
    }

    private static Map<Name, Claim> claims(List<Object[]> rows) {
        Map<Name, Claim> claims = HashMap.newHashMap(rows.size());
        for (Object[] row : rows) {
            Name name = new Name((String) row[0], (UUID) row[1]);
            claims.put(
                    name,
                    new Claim(name, (String) row[2], (String) row[3], (int) row[4], (long) row[5]));
        }
        return claims;
    }

    private static String[] texts(List<Claim> claims, Function<Claim, String> text) {
        return claims.stream().map(text).toArray(String[]::new);
    }

    private static UUID[] ids(List<Claim> claims) {
        return claims.stream().map(claim -> claim.name().id()).toArray(UUID[]::new);
    }
}
