package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.FourItems;
import jp.kisai.consent.domain.RegisteredText;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.consent.domain.RevocationListReference;
import jp.kisai.consent.domain.SingleCheck;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The certificates of a batch of holders with what is known of their revocation: from the newest
/// list of their distribution point, from any list that ever named them, from a responder, and from
/// the gateway.
final class CertificateFactsQuery {

    /// Exactly the columns of the row: Hibernate Reactive stumbles over a column that no field
    /// takes.
    private static final String CERTIFICATES =
            """
            select c.authority, c.serial, c.holder, c.predecessor, c.not_before, c.not_after, c.name,
                   c.name_substitutes, c.birth_date, c.gender, c.address, c.address_substitutes,
                   c.distribution_point, list.number_text as list_number, list.this_update, list.next_update,
                   r.reason as revoked_for, r.revoked_at,
                   o.status as checked, o.reason as checked_for, o.revoked_at as checked_revoked_at,
                   o.this_update as checked_at, o.next_update as checked_until
            from certificates c
            left join lateral (
              select cast(l.number as text) as number_text, l.this_update, l.next_update
              from revocation_lists l
              where l.authority = c.authority and l.distribution_point = c.distribution_point
              order by l.number desc limit 1) list on true
            left join revocations r on r.authority = c.authority and r.serial = c.serial
            left join ocsp_answers o on o.authority = c.authority and o.serial = c.serial
            where c.holder = any(:holders)
            order by c.holder, c.not_before, c.serial\
            """;

    private static final String TOLD =
            "select t.* from told_revocations t where t.holder = any(:holders)";

    private CertificateFactsQuery() {}

    static Uni<Map<UUID, List<CertificateFacts>>> of(
            Mutiny.StatelessSession session, UUID[] holders) {
        return session.createNativeQuery(TOLD, ToldRevocationRow.class)
                .setParameter("holders", holders)
                .getResultList()
                .chain(
                        told ->
                                session.createNativeQuery(
                                                CERTIFICATES, CertificateWithStatusRow.class)
                                        .setParameter("holders", holders)
                                        .getResultList()
                                        .map(rows -> certificates(rows, told)));
    }

    private static Map<UUID, List<CertificateFacts>> certificates(
            List<CertificateWithStatusRow> rows, List<ToldRevocationRow> told) {
        Map<UUID, List<CertificateFacts>> certificates = new HashMap<>();
        for (CertificateWithStatusRow row : rows) {
            certificates.computeIfAbsent(row.holder, _ -> new ArrayList<>()).add(facts(row, told));
        }
        return certificates;
    }

    private static CertificateFacts facts(
            CertificateWithStatusRow row, List<ToldRevocationRow> told) {
        List<Revocation> revocations = new ArrayList<>();
        if (row.revokedFor != null && row.revokedAt != null) {
            revocations.add(
                    new Revocation(RevocationReason.valueOf(row.revokedFor), row.revokedAt));
        }
        if (row.checkedFor != null && row.checkedRevokedAt != null) {
            revocations.add(
                    new Revocation(RevocationReason.valueOf(row.checkedFor), row.checkedRevokedAt));
        }
        told.stream()
                .filter(one -> one.holder.equals(row.holder) && one.serial.equals(row.serial))
                .map(ToldRevocationRow::revocation)
                .forEach(revocations::add);
        return new CertificateFacts(
                new CertificateKey(row.authority, CertificateSerial.of(row.serial)),
                row.predecessor == null ? null : CertificateSerial.of(row.predecessor),
                row.notBefore,
                row.notAfter,
                items(row),
                revocations,
                list(row),
                check(row.checked, row.checkedAt, row.checkedUntil));
    }

    private static FourItems items(CertificateWithStatusRow row) {
        Optional<LocalDate> birthDate = Optional.ofNullable(row.birthDate);
        return new FourItems(
                RegisteredText.of(row.name, row.nameSubstitutes),
                birthDate,
                FourItems.Gender.valueOf(row.gender),
                RegisteredText.of(row.address, row.addressSubstitutes));
    }

    private static @Nullable RevocationListReference list(CertificateWithStatusRow row) {
        String number = row.listNumber;
        Instant thisUpdate = row.thisUpdate;
        Instant nextUpdate = row.nextUpdate;
        return number == null || thisUpdate == null || nextUpdate == null
                ? null
                : new RevocationListReference(
                        row.distributionPoint, new BigInteger(number), thisUpdate, nextUpdate);
    }

    private static @Nullable SingleCheck check(
            @Nullable String status, @Nullable Instant thisUpdate, @Nullable Instant nextUpdate) {
        return !"GOOD".equals(status) || thisUpdate == null || nextUpdate == null
                ? null
                : new SingleCheck(thisUpdate, nextUpdate);
    }
}
