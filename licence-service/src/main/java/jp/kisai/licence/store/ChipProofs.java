package jp.kisai.licence.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What the factory read back from the chips, and how far they are behind the records.
@ApplicationScoped
public class ChipProofs {

    private static final String ADD =
            """
            insert into chip_proof (order_id, holder, version, recorded_at)
            select p.order_id, p.holder, p.version, :now
              from unnest(cast(:orders as uuid[]), cast(:holders as uuid[]), cast(:versions as bigint[])) as p (order_id, holder, version)
            on conflict (order_id) do nothing
            """;

    /// A proof of an older version than the one proven already says nothing new; one of a version
    /// that is not here yet waits for it.
    private static final String MOVE_HEADS =
            """
            update licence l
               set proven_version = proof.version, proven_content = proof.chip_content, proven_at = :now
              from unnest(cast(:holders as uuid[])) as n (holder)
             cross join lateral (
                  select v.version, v.chip_content
                    from chip_proof p
                    join licence_version v on v.holder = p.holder and v.version = p.version
                   where p.holder = n.holder
                   order by p.version desc limit 1) proof
             where l.holder = n.holder and coalesce(l.proven_version, 0) < proof.version
            """;

    private static final String DRIFT =
            """
            select prefecture, count(*), cast(sum(version - coalesce(proven_version, 0)) as bigint),
                   min(content_since)
              from licence
             where chip_content is not null and chip_content is distinct from proven_content
             group by prefecture
             order by prefecture
            """;

    private static final String CHIP =
            """
            select version, proven_version, proven_at,
                   chip_content is not null and chip_content is distinct from proven_content,
                   content_since
              from licence where holder = :holder
            """;

    /// What is known of one holder's chip.
    ///
    /// @param version of the record
    /// @param provenVersion the newest that the factory read back; none before the first
    /// @param behind whether the chip is not proven to say what the record says
    /// @param since when the chip should say it
    public record Chip(
            RecordVersion version,
            @Nullable RecordVersion provenVersion,
            @Nullable Instant provenAt,
            boolean behind,
            Instant since) {}

    /// @param order the order whose read-back proved it
    public record Proof(UUID order, HolderId holder, RecordVersion version) {}

    /// How far the chips of one prefecture are behind the records.
    ///
    /// @param licences whose chip is not proven to say what the record says
    /// @param versions record version less proven version, added up over those licences
    /// @param since the oldest of them
    public record Drift(PrefectureCode prefecture, long licences, long versions, Instant since) {}

    public Uni<Void> add(Mutiny.StatelessSession session, List<Proof> proofs, Instant now) {
        if (proofs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD)
                .setParameter("now", now)
                .setParameter("orders", proofs.stream().map(Proof::order).toArray(UUID[]::new))
                .setParameter("holders", holders(proofs))
                .setParameter("versions", versions(proofs))
                .executeUpdate()
                .chain(() -> moveHeads(session, proofs, now));
    }

    public Uni<List<ProofRow>> of(Mutiny.StatelessSession session, UUID holder) {
        return session.createSelectionQuery(
                        "from ProofRow where holder = :holder order by version", ProofRow.class)
                .setParameter("holder", holder)
                .getResultList();
    }

    /// Empty if the holder has no licence.
    public Uni<Optional<Chip>> chip(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(CHIP, Object[].class)
                .setParameter("holder", holder.value())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(ChipProofs::chip));
    }

    public Uni<List<Drift>> drift(Mutiny.StatelessSession session) {
        return session.createNativeQuery(DRIFT, Object[].class)
                .getResultList()
                .map(rows -> rows.stream().map(ChipProofs::drift).toList());
    }

    private static Uni<Void> moveHeads(
            Mutiny.StatelessSession session, List<Proof> proofs, Instant now) {
        return session.createNativeQuery(MOVE_HEADS)
                .setParameter("now", now)
                .setParameter(
                        "holders",
                        proofs.stream()
                                .map(proof -> proof.holder().value())
                                .distinct()
                                .toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static UUID[] holders(List<Proof> proofs) {
        return proofs.stream().map(proof -> proof.holder().value()).toArray(UUID[]::new);
    }

    private static Long[] versions(List<Proof> proofs) {
        return proofs.stream().map(proof -> proof.version().number()).toArray(Long[]::new);
    }

    private static Drift drift(Object[] row) {
        return new Drift(
                new PrefectureCode((String) row[0]),
                ((Number) row[1]).longValue(),
                ((Number) row[2]).longValue(),
                ((OffsetDateTime) row[3]).toInstant());
    }

    private static Chip chip(Object[] row) {
        return new Chip(
                new RecordVersion(((Number) row[0]).longValue()),
                row[1] == null ? null : new RecordVersion(((Number) row[1]).longValue()),
                row[2] == null ? null : ((OffsetDateTime) row[2]).toInstant(),
                (Boolean) row[3],
                ((OffsetDateTime) row[4]).toInstant());
    }
}
