package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.hibernate.reactive.mutiny.Mutiny;

/// The newest version of each licence record that was heard of.
@ApplicationScoped
public class KnownLicences {

    private static final String SAVE =
            """
            insert into licence_known (holder, version, valid_until)
            select holder, version, cast(valid_until as date)
            from unnest(cast(:holders as uuid[]), cast(:versions as bigint[]), cast(:dates as text[]))
                as heard (holder, version, valid_until)
            on conflict (holder) do update set version = excluded.version, valid_until = excluded.valid_until
            where excluded.version > licence_known.version""";

    private static final String OF =
            "select holder, version, cast(valid_until as text) from licence_known where holder = :holder";

    /// @param validUntil the nominal last day of validity
    public record Known(HolderId holder, RecordVersion version, LocalDate validUntil) {}

    /// Keeps what is newer than what is known.
    ///
    /// @param heard each holder at most once
    public Uni<Void> save(Mutiny.StatelessSession session, Collection<Known> heard) {
        return session.createNativeQuery(SAVE)
                .setParameter(
                        "holders",
                        heard.stream().map(each -> each.holder().value()).toArray(UUID[]::new))
                .setParameter(
                        "versions",
                        heard.stream().map(each -> each.version().number()).toArray(Long[]::new))
                .setParameter(
                        "dates",
                        heard.stream()
                                .map(each -> each.validUntil().toString())
                                .toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    public Uni<Optional<Known>> of(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("holder", holder.value())
                .getResultList()
                .map(KnownLicences::first);
    }

    private static Optional<Known> first(List<Object[]> rows) {
        return rows.stream()
                .map(
                        row ->
                                new Known(
                                        new HolderId((UUID) row[0]),
                                        new RecordVersion(((Number) row[1]).longValue()),
                                        LocalDate.parse((String) row[2])))
                .findFirst();
    }
}
