package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.CurrentCertificate;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// How the consents of many holders stand: what is open, what has run out, and what stands beside
/// it.
@ApplicationScoped
public class Standings {

    private static final String OPEN =
            "select c.* from consents c where c.holder = any(:holders) and c.state = 'OPEN'";

    private static final String NEWEST =
            """
            select distinct on (c.holder) c.* from consents c where c.holder = any(:holders)
            order by c.holder, c.starts_at desc, c.version desc\
            """;

    private static final String DUE =
            """
            select c.holder from consents c
            where c.state = 'OPEN' and c.ends_at <= :now order by c.ends_at limit :limit\
            """;

    private static final String OVER =
            """
            select c.* from consents c
            where c.holder = any(:holders) and c.state = 'OPEN' and c.ends_at <= :now\
            """;

    private static final String EXPIRE =
            """
            update consents set state = 'EXPIRED'
            where holder = any(:holders) and state = 'OPEN' and ends_at <= :now\
            """;

    private static final String HOLDERS =
            "select h.* from holders h where h.holder = any(:holders)";

    /// What is told of a holder together with the consent.
    ///
    /// @param prefecture the police responsible, if it is known here
    /// @param certificate the signature certificate in use, if there is one
    public record Beside(
            Optional<PrefectureCode> prefecture, Optional<CertificateFacts> certificate) {}

    /// The one open consent of each of these holders who has one.
    public Uni<List<ConsentRow>> open(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(OPEN, ConsentRow.class)
                .setParameter("holders", uuids(holders))
                .getResultList();
    }

    /// The newest consent of each of these holders who ever gave one, however it stands.
    public Uni<List<ConsentRow>> newest(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(NEWEST, ConsentRow.class)
                .setParameter("holders", uuids(holders))
                .getResultList();
    }

    /// Some holders whose open consent has run out, the longest ago first.
    public Uni<List<HolderId>> due(Mutiny.StatelessSession session, Instant now, int limit) {
        return session.createNativeQuery(DUE, UUID.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(HolderId::new).toList());
    }

    /// Marks the consents of these holders that have run out, each once in its life. The holders
    /// must be locked.
    public Uni<List<ConsentRow>> expire(
            Mutiny.StatelessSession session, Collection<HolderId> holders, Instant now) {
        return session.createNativeQuery(OVER, ConsentRow.class)
                .setParameter("holders", uuids(holders))
                .setParameter("now", now)
                .getResultList()
                .call(
                        () ->
                                session.createNativeQuery(EXPIRE)
                                        .setParameter("holders", uuids(holders))
                                        .setParameter("now", now)
                                        .executeUpdate());
    }

    public Uni<Map<HolderId, Beside>> beside(
            Mutiny.StatelessSession session, Collection<HolderId> holders, Instant now) {
        UUID[] ids = uuids(holders);
        return session.createNativeQuery(HOLDERS, HolderRow.class)
                .setParameter("holders", ids)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> row.holder,
                                                        row -> new PrefectureCode(row.prefecture))))
                .chain(
                        prefectures ->
                                CertificateFactsQuery.of(session, ids)
                                        .map(all -> beside(holders, prefectures, all, now)));
    }

    private static Map<HolderId, Beside> beside(
            Collection<HolderId> holders,
            Map<UUID, PrefectureCode> prefectures,
            Map<UUID, List<CertificateFacts>> certificates,
            Instant now) {
        Map<HolderId, Beside> beside = new HashMap<>();
        for (HolderId holder : holders) {
            UUID id = holder.value();
            beside.put(
                    holder,
                    new Beside(
                            Optional.ofNullable(prefectures.get(id)),
                            CurrentCertificate.of(certificates.getOrDefault(id, List.of()), now)));
        }
        return beside;
    }

    private static UUID[] uuids(Collection<HolderId> holders) {
        return holders.stream().map(HolderId::value).toArray(UUID[]::new);
    }
}
