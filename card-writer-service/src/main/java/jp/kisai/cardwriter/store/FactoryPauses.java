package jp.kisai.cardwriter.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Which factories are paused. What is ordered already goes on; what is not waits, and is lost to
/// nobody.
@ApplicationScoped
public class FactoryPauses {

    private static final String PAUSE =
            """
            insert into factory_pause (factory, reason, paused_by, paused_at)
            values (:factory, :reason, :by, :now)
            on conflict (factory) do nothing\
            """;

    /// Empty if it is not paused.
    public Uni<Optional<FactoryPauseRow>> of(Mutiny.StatelessSession session, String factory) {
        return session.get(FactoryPauseRow.class, factory).map(Optional::ofNullable);
    }

    /// The same, and nobody pauses or resumes any factory before this transaction ends. So once a
    /// pause is answered, no transaction that had not seen it writes an order any more.
    public Uni<Optional<FactoryPauseRow>> settled(Mutiny.StatelessSession session, String factory) {
        return session.createNativeQuery("lock table factory_pause in share mode")
                .executeUpdate()
                .chain(() -> of(session, factory));
    }

    /// Pausing twice is pausing once, for the first reason.
    public Uni<Void> pause(
            Mutiny.StatelessSession session,
            String factory,
            String reason,
            String by,
            Instant now) {
        return session.createNativeQuery(PAUSE)
                .setParameter("factory", factory)
                .setParameter("reason", reason)
                .setParameter("by", by)
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    public Uni<Void> resume(Mutiny.StatelessSession session, String factory) {
        return session.createNativeQuery("delete from factory_pause where factory = :factory")
                .setParameter("factory", factory)
                .executeUpdate()
                .replaceWithVoid();
    }
}
