package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The rows that are locked before anything about a holder is written.
///
/// Two transactions of one holder are therefore serial, and their outbox ids rise in the order of
/// their commits.
final class Holders {

    /// All of them or, if one is missing, none: whoever added a row after locking others could meet
    /// somebody doing the reverse.
    private static final String LOCK =
            """
            select h.holder, h.sequence, h.hold from postbox_holder h
            where h.holder = any(cast(:holders as uuid[]))
              and (select count(*) from postbox_holder
                   where holder = any(cast(:holders as uuid[]))) = :count
            order by h.holder
            for update of h\
            """;

    private static final String ADD =
            """
            insert into postbox_holder (holder)
            select holder from unnest(cast(:holders as uuid[])) as wanted (holder) order by holder
            on conflict (holder) do nothing\
            """;

    private static final String HOLD =
            """
            update postbox_holder set hold = :hold, held_since = :since, held_cause = :cause
            where holder = :holder\
            """;

    private static final String RELEASE =
            """
            update postbox_holder set hold = null, held_since = null, held_cause = null
            where holder = :holder\
            """;

    private Holders() {}

    /// A holder's row, locked by this transaction.
    static final class Locked {
        private long sequence;
        private final @Nullable UUID hold;

        Locked(long sequence, @Nullable UUID hold) {
            this.sequence = sequence;
            this.hold = hold;
        }

        long nextSequence() {
            return ++sequence;
        }

        long sequence() {
            return sequence;
        }

        /// The failure behind which the holder's records wait.
        @Nullable UUID hold() {
            return hold;
        }
    }

    /// Locks the rows in the order of their keys, adding those that are not there yet.
    static Uni<Map<HolderId, Locked>> lock(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        Set<HolderId> wanted = Set.copyOf(holders);
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return lockAll(session, wanted)
                .chain(
                        locked ->
                                locked.isEmpty()
                                        ? add(session, wanted).chain(() -> lockAll(session, wanted))
                                        : Uni.createFrom().item(locked));
    }

    private static Uni<Map<HolderId, Locked>> lockAll(
            Mutiny.StatelessSession session, Set<HolderId> holders) {
        return session.createNativeQuery(LOCK, Object[].class)
                .setParameter("holders", uuids(holders))
                .setParameter("count", holders.size())
                .getResultList()
                .map(Holders::locked);
    }

    private static Uni<Integer> add(Mutiny.StatelessSession session, Set<HolderId> holders) {
        return session.createNativeQuery(ADD)
                .setParameter("holders", uuids(holders))
                .executeUpdate();
    }

    static Uni<Void> hold(
            Mutiny.StatelessSession session,
            HolderId holder,
            UUID hold,
            Instant since,
            String cause) {
        return session.createNativeQuery(HOLD)
                .setParameter("hold", hold)
                .setParameter("since", since)
                .setParameter("cause", cause)
                .setParameter("holder", holder.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> release(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(RELEASE)
                .setParameter("holder", holder.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Map<HolderId, Locked> locked(List<Object[]> rows) {
        Map<HolderId, Locked> locked = HashMap.newHashMap(rows.size());
        for (Object[] row : rows) {
            locked.put(new HolderId((UUID) row[0]), new Locked((long) row[1], (UUID) row[2]));
        }
        return locked;
    }

    private static UUID[] uuids(Set<HolderId> holders) {
        return holders.stream().map(HolderId::value).toArray(UUID[]::new);
    }
}
