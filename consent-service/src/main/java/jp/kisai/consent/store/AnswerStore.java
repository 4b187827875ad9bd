package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.consent.outside.OcspAnswer;
import org.hibernate.reactive.mutiny.Mutiny;

/// Responders' answers about single certificates, the last of each.
@ApplicationScoped
public class AnswerStore {

    /// A revocation is taken whenever it was said, and nothing takes it back.
    private static final String TAKE =
            """
            insert into ocsp_answers
              (authority, serial, status, reason, revoked_at, produced_at, this_update, next_update, received_at)
            values (:authority, :serial, :status, nullif(:reason, ''),
                    cast(nullif(:revokedAt, '') as timestamptz), :producedAt,
                    :thisUpdate, :nextUpdate, :now)
            on conflict (authority, serial) do update
              set status = excluded.status, reason = excluded.reason, revoked_at = excluded.revoked_at,
                  produced_at = excluded.produced_at, this_update = excluded.this_update,
                  next_update = excluded.next_update, received_at = excluded.received_at
              where ocsp_answers.status <> 'REVOKED'
                and (excluded.status = 'REVOKED' or excluded.produced_at > ocsp_answers.produced_at)\
            """;

    private static final String WAKE =
            """
            update changes c set wake_at = :now
            where not c.settled
              and c.holder in (select k.holder from certificates k
                               where k.authority = :authority and k.serial = :serial)
              and exists (select 1 from change_items i where i.change = c.id and i.state = 'WAITING')\
            """;

    /// Whether the answer was taken; it is not if one at least as new is there, or a revocation.
    /// What waits on the certificate is judged anew.
    public Uni<Boolean> take(Mutiny.StatelessSession session, OcspAnswer answer, Instant now) {
        Revocation revocation =
                answer.status() instanceof OcspAnswer.Status.Revoked(Revocation said) ? said : null;
        return session.createNativeQuery(TAKE)
                .setParameter("authority", answer.certificate().authority())
                .setParameter("serial", answer.certificate().serial().text())
                .setParameter("status", word(answer.status()))
                .setParameter("reason", revocation == null ? "" : revocation.reason().name())
                .setParameter("revokedAt", revocation == null ? "" : revocation.at().toString())
                .setParameter("producedAt", answer.producedAt())
                .setParameter("thisUpdate", answer.thisUpdate())
                .setParameter("nextUpdate", answer.nextUpdate())
                .setParameter("now", now)
                .executeUpdate()
                .chain(
                        written ->
                                written == 0
                                        ? Uni.createFrom().item(false)
                                        : session.createNativeQuery(WAKE)
                                                .setParameter("now", now)
                                                .setParameter(
                                                        "authority",
                                                        answer.certificate().authority())
                                                .setParameter(
                                                        "serial",
                                                        answer.certificate().serial().text())
                                                .executeUpdate()
                                                .replaceWith(true));
    }

    /// The name of an answer, as the column and the REST interface have it.
    public static String word(OcspAnswer.Status status) {
        return switch (status) {
            case OcspAnswer.Status.Good _ -> "GOOD";
            case OcspAnswer.Status.Revoked _ -> "REVOKED";
            case OcspAnswer.Status.Unknown _ -> "UNKNOWN";
        };
    }
}
