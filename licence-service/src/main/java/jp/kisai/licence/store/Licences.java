package jp.kisai.licence.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.licence.domain.CurrentLicence;
import org.hibernate.reactive.mutiny.Mutiny;

/// The licence records: every version, and which one is the newest.
@ApplicationScoped
public class Licences {

    private static final String NEWEST =
            """
            select v.* from licence l
              join licence_version v on v.holder = l.holder and v.version = l.version
             where l.holder = any(cast(:holders as uuid[]))
            """;

    /// A head only ever moves forward; one that would not is missing from the count. When topics
    /// are read again, a version's proof may be here before the version.
    private static final String MOVE_HEADS =
            """
            insert into licence (holder, version, number, prefecture, chip_content, content_since,
                                 proven_version, proven_content, proven_at)
            select v.holder, v.version, v.number, left(v.municipality, 2), v.chip_content, v.recorded_at,
                   proof.version, proof.chip_content, proof.recorded_at
              from unnest(cast(:holders as uuid[]), cast(:versions as bigint[])) as n (holder, version)
              join licence_version v on v.holder = n.holder and v.version = n.version
              left join lateral (
                  select w.version, w.chip_content, p.recorded_at
                    from chip_proof p
                    join licence_version w on w.holder = p.holder and w.version = p.version
                   where p.holder = v.holder
                   order by p.version desc limit 1) proof on true
            on conflict (holder) do update
               set version = excluded.version,
                   number = excluded.number,
                   prefecture = excluded.prefecture,
                   chip_content = excluded.chip_content,
                   content_since = case
                       when licence.chip_content is not distinct from excluded.chip_content
                       then licence.content_since else excluded.content_since end,
                   proven_version = coalesce(excluded.proven_version, licence.proven_version),
                   proven_content = coalesce(excluded.proven_content, licence.proven_content),
                   proven_at = coalesce(excluded.proven_at, licence.proven_at)
             where licence.version < excluded.version
            """;

    /// The records of these holders as they stand. Who has none is not in the answer.
    public Uni<Map<HolderId, CurrentLicence>> current(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return newest(session, holders)
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> new HolderId(row.holder),
                                                        VersionRows::current)));
    }

    /// The newest version of one holder's record.
    public Uni<Optional<RecordedVersion>> newest(Mutiny.StatelessSession session, HolderId holder) {
        return newest(session, List.of(holder))
                .map(rows -> rows.stream().findFirst().map(VersionRows::read));
    }

    /// Versions after a version, oldest first.
    public Uni<List<RecordedVersion>> versions(
            Mutiny.StatelessSession session, HolderId holder, long after, int limit) {
        return session.createSelectionQuery(
                        "from VersionRow where holder = :holder and version > :after order by"
                                + " version",
                        VersionRow.class)
                .setParameter("holder", holder.value())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(VersionRows::read).toList());
    }

    public Uni<Boolean> isTaken(Mutiny.StatelessSession session, LicenceNumber number) {
        return session.createNativeQuery(
                        "select count(*) from licence where number = :number", Long.class)
                .setParameter("number", number.digits())
                .getSingleResult()
                .map(count -> count > 0);
    }

    /// Adds versions and moves the heads to the newest of each holder.
    ///
    /// @param versions in order; each holder is locked by this transaction
    public Uni<Void> add(Mutiny.StatelessSession session, List<RecordedVersion> versions) {
        if (versions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Object[] rows = versions.stream().map(VersionRows::of).toArray();
        return session.insertAll(rows.length, rows).chain(() -> moveHeads(session, versions));
    }

    private Uni<Void> moveHeads(Mutiny.StatelessSession session, List<RecordedVersion> versions) {
        Map<UUID, Long> newest =
                versions.stream()
                        .collect(
                                Collectors.toMap(
                                        it -> it.holder().value(),
                                        it -> it.licence().version().number(),
                                        Math::max));
        List<UUID> holders = List.copyOf(newest.keySet());
        return session.createNativeQuery(MOVE_HEADS)
                .setParameter("holders", holders.toArray(UUID[]::new))
                .setParameter("versions", holders.stream().map(newest::get).toArray(Long[]::new))
                .executeUpdate()
                .invoke(
                        moved -> {
                            if (moved != newest.size()) {
                                throw new IllegalStateException(
                                        "a record was changed by two at once");
                            }
                        })
                .replaceWithVoid();
    }

    private static Uni<List<VersionRow>> newest(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        UUID[] ids = holders.stream().map(HolderId::value).distinct().toArray(UUID[]::new);
        return session.createNativeQuery(NEWEST, VersionRow.class)
                .setParameter("holders", ids)
                .getResultList();
    }
}
