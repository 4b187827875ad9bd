package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// Who submitted a signature certificate at the police, when first, and whether that was told.
@ApplicationScoped
public class PoliceSubmissionStore {

    /// The first submission counts, whenever it becomes known.
    private static final String NOTE =
            """
            insert into police_submissions as p (holder, authority, serial, submitted_at)
            values (:holder, :authority, :serial, :at)
            on conflict (holder) do update
              set authority = excluded.authority, serial = excluded.serial,
                  submitted_at = excluded.submitted_at
              where excluded.submitted_at < p.submitted_at\
            """;

    private static final String FIRST =
            "select p.submitted_at from police_submissions p where p.holder = :holder";

    private static final String UNTOLD =
            "select p.holder from police_submissions p where not p.told limit :limit";

    private static final String TAKE =
            """
            update police_submissions p set told = true
            where p.holder = any(:holders) and not p.told
            returning p.holder, p.submitted_at,
              (select h.prefecture from holders h where h.holder = p.holder)\
            """;

    /// A submission of which nobody was told.
    ///
    /// @param prefecture the police responsible, if it is known here
    public record Untold(HolderId holder, Instant at, Optional<PrefectureCode> prefecture) {

        private static Untold of(Object[] row) {
            return new Untold(
                    new HolderId((UUID) row[0]),
                    ((OffsetDateTime) row[1]).toInstant(),
                    Optional.ofNullable((String) row[2]).map(PrefectureCode::new));
        }
    }

    /// Takes note that a certificate of the holder was submitted at the police.
    public Uni<Void> note(
            Mutiny.StatelessSession session, HolderId holder, CertificateKey key, Instant at) {
        return session.createNativeQuery(NOTE)
                .setParameter("holder", holder.value())
                .setParameter("authority", key.authority())
                .setParameter("serial", key.serial().text())
                .setParameter("at", at)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// When a certificate of the holder was first submitted at the police, if ever.
    public Uni<Optional<Instant>> first(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(FIRST, OffsetDateTime.class)
                .setParameter("holder", holder.value())
                .getResultList()
                .map(rows -> rows.stream().map(OffsetDateTime::toInstant).findFirst());
    }

    /// Some holders of whose submission nobody was told.
    public Uni<List<HolderId>> untold(Mutiny.StatelessSession session, int limit) {
        return session.createNativeQuery(UNTOLD, UUID.class)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(HolderId::new).toList());
    }

    /// What is to be told of these holders, each once in its life. They must be locked.
    public Uni<List<Untold>> take(Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(TAKE, Object[].class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .getResultList()
                .map(rows -> rows.stream().map(Untold::of).toList());
    }
}
