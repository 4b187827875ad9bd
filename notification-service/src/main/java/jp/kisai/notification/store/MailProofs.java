package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.MailAddress;
import jp.kisai.notification.domain.MailProof;
import org.hibernate.reactive.mutiny.Mutiny;

/// Mail addresses that are not proven yet, at most one of each holder, and how many codes went out.
@ApplicationScoped
public class MailProofs {

    private static final Duration DAY = Duration.ofHours(24);

    private static final String OF =
            "select address, digest, expires_at, wrong from mail_confirmation where holder = :holder";

    private static final String SAVE =
            """
            insert into mail_confirmation (holder, address, digest, expires_at, wrong)
            values (:holder, :address, :digest, :expiresAt, :wrong)
            on conflict (holder) do update set address = excluded.address, digest = excluded.digest,
                expires_at = excluded.expires_at, wrong = excluded.wrong""";

    private static final String REMOVE = "delete from mail_confirmation where holder = :holder";

    private static final String FORGET = "delete from mail_code_sent where sent_at <= :since";

    /// The holder's, or the address's, whichever are more.
    private static final String SENT =
            """
            select greatest(count(*) filter (where holder = :holder), count(*) filter (where address = :address))
            from mail_code_sent where sent_at > :since""";

    private static final String NOTE =
            "insert into mail_code_sent (holder, address, sent_at) values (:holder, :address, :now)";

    public Uni<Optional<MailProof>> of(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("holder", holder.value())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(MailProofs::proof));
    }

    public Uni<Void> save(Mutiny.StatelessSession session, HolderId holder, MailProof proof) {
        return session.createNativeQuery(SAVE)
                .setParameter("holder", holder.value())
                .setParameter("address", proof.address().text())
                .setParameter("digest", proof.digest())
                .setParameter("expiresAt", proof.expiresAt())
                .setParameter("wrong", (short) proof.wrong())
                .executeUpdate()
                .replaceWithVoid();
    }

    public Uni<Void> remove(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(REMOVE)
                .setParameter("holder", holder.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Takes note of one more code, unless the holder asked for so many, or the address got so
    /// many, within a day. Whether it may be sent.
    public Uni<Boolean> admit(
            Mutiny.StatelessSession session,
            HolderId holder,
            MailAddress address,
            Instant now,
            int perDay) {
        String digest = MailProof.digest(address);
        return session.createNativeQuery(FORGET)
                .setParameter("since", now.minus(DAY))
                .executeUpdate()
                .chain(
                        () ->
                                session.createNativeQuery(SENT, Long.class)
                                        .setParameter("holder", holder.value())
                                        .setParameter("address", digest)
                                        .setParameter("since", now.minus(DAY))
                                        .getSingleResult())
                .chain(
                        sent ->
                                sent >= perDay
                                        ? Uni.createFrom().item(false)
                                        : session.createNativeQuery(NOTE)
                                                .setParameter("holder", holder.value())
                                                .setParameter("address", digest)
                                                .setParameter("now", now)
                                                .executeUpdate()
                                                .replaceWith(true));
    }

    private static MailProof proof(Object[] row) {
        return new MailProof(
                new MailAddress((String) row[0]),
                (String) row[1],
                ((OffsetDateTime) row[2]).toInstant(),
                ((Number) row[3]).intValue());
    }
}
