package jp.kisai.cardwriter.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import org.hibernate.reactive.mutiny.Mutiny;

/// Reads encodings; only [Desks] writes them.
@ApplicationScoped
public class Encodings {

    private static final String DUE =
            "select * from encoding where due_at <= :now order by urgent desc, due_at limit :most";

    private static final String OPEN =
            """
            select state, count(*), min(opened_at),
                   count(*) filter (where moved_at < :stuckSince or state = 'OFFICER_NEEDED')
              from encoding
             where state in ('QUEUED', 'ORDERED', 'ACCEPTED', 'FAILED', 'OFFICER_NEEDED', 'HELD')
             group by state
            """;

    private static final String ON_THE_CARD =
            """
            select encoding.* from encoding join desk using (holder)
             where holder = any(:holders)
               and encoding.card = desk.card
               and encoding.state = 'ENCODED'
               and encoding.version > coalesce(desk.cleared_after_version, 0)
               and encoding.changes && cast(:changes as text[])
            """;

    /// How many encodings are open in one state.
    ///
    /// @param oldest when the oldest of them was opened
    /// @param stuck those that have not moved for too long, or need an officer
    public record Open(EncodingState state, long count, Instant oldest, long stuck) {}

    /// What is to be sent, and what should have been answered: what is urgent before all else, then
    /// the longest due first.
    public Uni<List<EncodingRow>> due(Mutiny.StatelessSession session, Instant now, int most) {
        return session.createNativeQuery(DUE, EncodingRow.class)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }

    /// The holder's encodings, the newest version first.
    public Uni<List<EncodingRow>> of(Mutiny.StatelessSession session, HolderId holder, int most) {
        return session.createSelectionQuery(
                        "from EncodingRow where holder = :holder order by version desc",
                        EncodingRow.class)
                .setParameter("holder", holder.value())
                .setMaxResults(most)
                .getResultList();
    }

    public Uni<List<EncodingRow>> of(Mutiny.StatelessSession session, Collection<UUID> orders) {
        return session.createNativeQuery(
                        "select * from encoding where order_id = any(:orders)", EncodingRow.class)
                .setParameter("orders", orders.toArray(UUID[]::new))
                .getResultList();
    }

    /// The encodings that brought one of these changes onto the card that its holder has now, and
    /// that were read back from it.
    public Uni<List<EncodingRow>> onTheCard(
            Mutiny.StatelessSession session,
            Collection<HolderId> holders,
            Collection<ChangeKey> changes) {
        return session.createNativeQuery(ON_THE_CARD, EncodingRow.class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .setParameter(
                        "changes", changes.stream().map(ChangeKey::text).toArray(String[]::new))
                .getResultList();
    }

    /// The steps of the change that was sent under this id, oldest first.
    public Uni<List<StepRow>> steps(Mutiny.StatelessSession session, UUID eventId) {
        return session.createSelectionQuery(
                        "from StepRow where changeId = :id order by at, what", StepRow.class)
                .setParameter("id", eventId)
                .getResultList();
    }

    public Uni<List<Open>> open(Mutiny.StatelessSession session, Instant stuckSince) {
        return session.createNativeQuery(OPEN, Object[].class)
                .setParameter("stuckSince", stuckSince)
                .getResultList()
                .map(rows -> rows.stream().map(Encodings::open).toList());
    }

    private static Open open(Object[] row) {
        return new Open(
                EncodingState.valueOf((String) row[0]),
                ((Number) row[1]).longValue(),
                ((OffsetDateTime) row[2]).toInstant(),
                ((Number) row[3]).longValue());
    }
}
