package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import org.hibernate.reactive.mutiny.Mutiny;

/// Certificates as the gateway and the counters hand them over.
@ApplicationScoped
public class CertificateStore {

    /// A certificate belongs to whom it was first given for. What it took the place of may become
    /// known later.
    private static final String TAKE =
            """
            insert into certificates
              (authority, serial, holder, predecessor, not_before, not_after, distribution_point, name,
               name_substitutes, birth_date, gender, address, address_substitutes, received_at)
            select authority, serial, cast(holder as uuid), predecessor, cast(not_before as timestamptz),
                   cast(not_after as timestamptz), distribution_point, name, name_substitutes,
                   cast(birth_date as date), gender, address, address_substitutes, cast(received_at as timestamptz)
            from unnest(cast(:authorities as text[]), cast(:serials as text[]), cast(:holders as text[]),
                        cast(:predecessors as text[]), cast(:notBefore as text[]), cast(:notAfter as text[]),
                        cast(:points as text[]), cast(:names as text[]), cast(:nameSubstitutes as text[]),
                        cast(:birthDates as text[]), cast(:genders as text[]), cast(:addresses as text[]),
                        cast(:addressSubstitutes as text[]), cast(:receivedAt as text[]))
                 as c (authority, serial, holder, predecessor, not_before, not_after, distribution_point, name,
                       name_substitutes, birth_date, gender, address, address_substitutes, received_at)
            order by authority, serial
            on conflict (authority, serial) do update
              set predecessor = coalesce(certificates.predecessor, excluded.predecessor)
              where certificates.holder = excluded.holder
            returning authority, serial\
            """;

    private static final String NOTE =
            """
            insert into told_revocations (id, holder, serial, reason, revoked_at)
            select cast(id as uuid), cast(holder as uuid), serial, reason, cast(revoked_at as timestamptz)
            from unnest(cast(:ids as text[]), cast(:holders as text[]), cast(:serials as text[]),
                        cast(:reasons as text[]), cast(:times as text[]))
              as told (id, holder, serial, reason, revoked_at)
            on conflict (id) do nothing\
            """;

    private static final String SET_ASIDE =
            """
            insert into flawed_certificates (id, holder, predecessor, not_before, rule, received_at)
            select cast(id as uuid), cast(holder as uuid), predecessor, cast(not_before as timestamptz),
                   rule, cast(received_at as timestamptz)
            from unnest(cast(:ids as text[]), cast(:holders as text[]), cast(:predecessors as text[]),
                        cast(:notBefore as text[]), cast(:rules as text[]), cast(:times as text[]))
              as flawed (id, holder, predecessor, not_before, rule, received_at)
            on conflict (id) do nothing\
            """;

    /// Which of them are now their holders'; not among them are those that another holder came with
    /// before.
    public Uni<Set<CertificateKey>> take(
            Mutiny.StatelessSession session, Collection<CertificateRow> certificates) {
        if (certificates.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<CertificateRow> rows = eachOnce(certificates);
        return session.createNativeQuery(TAKE, Object[].class)
                .setParameter("authorities", Columns.texts(rows, row -> row.authority))
                .setParameter("serials", Columns.texts(rows, row -> row.serial))
                .setParameter("holders", Columns.texts(rows, row -> row.holder))
                .setParameter("predecessors", Columns.texts(rows, row -> row.predecessor))
                .setParameter("notBefore", Columns.texts(rows, row -> row.notBefore))
                .setParameter("notAfter", Columns.texts(rows, row -> row.notAfter))
                .setParameter("points", Columns.texts(rows, row -> row.distributionPoint))
                .setParameter("names", Columns.texts(rows, row -> row.name))
                .setParameter("nameSubstitutes", Columns.texts(rows, row -> row.nameSubstitutes))
                .setParameter("birthDates", Columns.texts(rows, row -> row.birthDate))
                .setParameter("genders", Columns.texts(rows, row -> row.gender))
                .setParameter("addresses", Columns.texts(rows, row -> row.address))
                .setParameter(
                        "addressSubstitutes", Columns.texts(rows, row -> row.addressSubstitutes))
                .setParameter("receivedAt", Columns.texts(rows, row -> row.receivedAt))
                .getResultList()
                .map(CertificateStore::keys);
    }

    /// Remembers what the gateway told of revocations.
    public Uni<Void> note(Mutiny.StatelessSession session, List<ToldRevocationRow> told) {
        return told.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(NOTE)
                        .setParameter("ids", Columns.texts(told, row -> row.id))
                        .setParameter("holders", Columns.texts(told, row -> row.holder))
                        .setParameter("serials", Columns.texts(told, row -> row.serial))
                        .setParameter("reasons", Columns.texts(told, row -> row.reason))
                        .setParameter("times", Columns.texts(told, row -> row.revokedAt))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /// Remembers what the gateway handed over and what is not in order.
    public Uni<Void> setAside(Mutiny.StatelessSession session, List<FlawedCertificateRow> flawed) {
        return flawed.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(SET_ASIDE)
                        .setParameter("ids", Columns.texts(flawed, row -> row.id))
                        .setParameter("holders", Columns.texts(flawed, row -> row.holder))
                        .setParameter("predecessors", Columns.texts(flawed, row -> row.predecessor))
                        .setParameter("notBefore", Columns.texts(flawed, row -> row.notBefore))
                        .setParameter("rules", Columns.texts(flawed, row -> row.rule))
                        .setParameter("times", Columns.texts(flawed, row -> row.receivedAt))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /// One statement writes one row once. Of two tellings of one certificate, the one that names a
    /// predecessor counts.
    private static List<CertificateRow> eachOnce(Collection<CertificateRow> certificates) {
        Map<CertificateRow.Key, CertificateRow> once = new LinkedHashMap<>();
        for (CertificateRow row : certificates) {
            once.merge(
                    new CertificateRow.Key(row.authority, row.serial),
                    row,
                    (first, second) ->
                            first.predecessor == null && first.holder.equals(second.holder)
                                    ? second
                                    : first);
        }
        return List.copyOf(once.values());
    }

    private static Set<CertificateKey> keys(List<Object[]> rows) {
        Set<CertificateKey> keys = new HashSet<>();
        for (Object[] row : rows) {
            keys.add(new CertificateKey((String) row[0], CertificateSerial.of((String) row[1])));
        }
        return keys;
    }
}
