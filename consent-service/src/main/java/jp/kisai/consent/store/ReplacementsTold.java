package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.contracts.vocabulary.HolderId;
import org.hibernate.reactive.mutiny.Mutiny;

/// With which certificates a consent was told to go on.
@ApplicationScoped
public class ReplacementsTold {

    private static final String NOTE =
            """
            insert into replacements_told (holder, version, authority, serial)
            select cast(holder as uuid), cast(version as bigint), authority, serial
            from unnest(cast(:holders as text[]), cast(:versions as text[]), cast(:authorities as text[]),
                        cast(:serials as text[])) as told (holder, version, authority, serial)
            order by holder, version, authority, serial
            on conflict do nothing
            returning holder\
            """;

    /// A version of a holder's consent goes on with this certificate.
    public record Replacement(HolderId holder, long version, CertificateKey certificate) {}

    /// Takes note of at most one for each holder; answers for whom it is news.
    public Uni<Set<HolderId>> note(
            Mutiny.StatelessSession session, List<Replacement> replacements) {
        if (replacements.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return session.createNativeQuery(NOTE, UUID.class)
                .setParameter("holders", Columns.texts(replacements, one -> one.holder().text()))
                .setParameter("versions", Columns.texts(replacements, Replacement::version))
                .setParameter(
                        "authorities",
                        Columns.texts(replacements, one -> one.certificate().authority()))
                .setParameter(
                        "serials",
                        Columns.texts(replacements, one -> one.certificate().serial().text()))
                .getResultList()
                .map(news -> news.stream().map(HolderId::new).collect(Collectors.toSet()));
    }
}
