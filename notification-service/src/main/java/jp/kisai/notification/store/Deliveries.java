package jp.kisai.notification.store;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.notification.domain.Channel;
import org.hibernate.reactive.mutiny.Mutiny;

/// The notices on their way to holders. Written in the transaction that tells them, sent after it.
@ApplicationScoped
public class Deliveries {

    /// Whoever claims has until the lease's end to say what came of it; then another may.
    private static final String CLAIM =
            """
            with due as (
                select notice, channel from delivery where state = 'PENDING' and due_at <= :now
                order by due_at limit :limit for update skip locked)
            update delivery d set attempts = d.attempts + 1, due_at = :lease
            from due where d.notice = due.notice and d.channel = due.channel
            returning d.notice, d.channel, d.holder, d.prefecture, d.state, d.attempts, d.due_at, d.trouble,
                d.ended_at""";

    private static final String CLAIMED =
            """
            select d.* from delivery d
            join unnest(cast(:notices as uuid[]), cast(:channels as text[]), cast(:attempts as int[]))
                as claimed (notice, channel, attempts)
              on d.notice = claimed.notice and d.channel = claimed.channel and d.attempts = claimed.attempts
            where d.state = 'PENDING'""";

    private static final String OF =
            "select * from delivery where notice = any(cast(:notices as uuid[]))";

    private static final String DEAD =
            "select * from delivery where state = 'DEAD' order by ended_at desc limit :limit";

    private static final String PENDING =
            """
            select d.channel, count(*), min(n.told_at) from delivery d join notice n on n.id = d.notice
            where d.state = 'PENDING' group by d.channel""";

    private static final String REVIVE =
            """
            update delivery set state = 'PENDING', attempts = 0, due_at = :now, ended_at = null
            where notice = :notice and channel = :channel and state = 'DEAD'""";

    public Uni<Void> add(Mutiny.StatelessSession session, List<DeliveryRow> rows) {
        return session.insertMultiple(rows);
    }

    /// Takes what is due, for this caller alone until the lease ends.
    public Uni<List<DeliveryRow>> claim(
            Mutiny.StatelessSession session, Instant now, Instant lease, int limit) {
        return session.createNativeQuery(CLAIM, DeliveryRow.class)
                .setParameter("now", now)
                .setParameter("lease", lease)
                .setParameter("limit", limit)
                .getResultList();
    }

    /// Those of the claimed deliveries that nobody claimed since.
    public Uni<List<DeliveryRow>> stillClaimed(
            Mutiny.StatelessSession session, Collection<DeliveryRow> claimed) {
        return session.createNativeQuery(CLAIMED, DeliveryRow.class)
                .setParameter(
                        "notices", claimed.stream().map(row -> row.notice).toArray(UUID[]::new))
                .setParameter(
                        "channels", claimed.stream().map(row -> row.channel).toArray(String[]::new))
                .setParameter(
                        "attempts",
                        claimed.stream().map(row -> row.attempts).toArray(Integer[]::new))
                .getResultList();
    }

    public Uni<Void> save(Mutiny.StatelessSession session, List<DeliveryRow> rows) {
        return session.updateMultiple(rows);
    }

    public Uni<List<DeliveryRow>> of(Mutiny.StatelessSession session, Collection<UUID> notices) {
        return session.createNativeQuery(OF, DeliveryRow.class)
                .setParameter("notices", notices.toArray(UUID[]::new))
                .getResultList();
    }

    /// The newest first.
    public Uni<List<DeliveryRow>> dead(Mutiny.StatelessSession session, int limit) {
        return session.createNativeQuery(DEAD, DeliveryRow.class)
                .setParameter("limit", limit)
                .getResultList();
    }

    /// @param oldest when the oldest of their notices was told
    public record Pending(long deliveries, Instant oldest) {}

    /// What is on its way. A channel over which nothing is, is not in it.
    public Uni<Map<Channel, Pending>> pending(Mutiny.StatelessSession session) {
        return session.createNativeQuery(PENDING, Object[].class)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                toMap(
                                                        row -> Channel.valueOf((String) row[0]),
                                                        row ->
                                                                new Pending(
                                                                        (long) row[1],
                                                                        ((OffsetDateTime) row[2])
                                                                                .toInstant()))));
    }

    /// Has a dead delivery tried again from the beginning. Whether there was one.
    public Uni<Boolean> revive(
            Mutiny.StatelessSession session, UUID notice, String channel, Instant now) {
        return session.createNativeQuery(REVIVE)
                .setParameter("now", now)
                .setParameter("notice", notice)
                .setParameter("channel", channel)
                .executeUpdate()
                .map(rows -> rows == 1);
    }
}
