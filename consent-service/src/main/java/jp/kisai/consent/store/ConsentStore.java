package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import org.hibernate.reactive.mutiny.Mutiny;

/// Consents, withdrawals and submissions, with the evidence of each.
@ApplicationScoped
public class ConsentStore {

    private static final String OF =
            "select c.* from consents c where c.holder = :holder order by c.version limit :limit";
    private static final int VERSIONS = 1000;

    /// Every consent that was given before, unless an earlier withdrawal ended it already.
    private static final String WITHDRAW =
            """
            update consents set withdrawn_at = :at, withdrawal = :evidence,
              state = case state when 'OPEN' then 'WITHDRAWN' else state end
            where holder = :holder and given_at <= :at and withdrawn_at is null\
            """;

    private static final String REPLACE =
            "update consents set state = 'REPLACED' where holder = :holder and state = 'OPEN'";

    /// All versions, oldest first.
    public Uni<List<ConsentRow>> of(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(OF, ConsentRow.class)
                .setParameter("holder", holder.value())
                .setParameter("limit", VERSIONS)
                .getResultList();
    }

    /// An open one takes the place of the one that was open.
    public Uni<Void> add(
            Mutiny.StatelessSession session, ConsentRow consent, EvidenceRow evidence) {
        return session.insert(evidence)
                .chain(
                        () ->
                                consent.isOpen()
                                        ? session.createNativeQuery(REPLACE)
                                                .setParameter("holder", consent.holder)
                                                .executeUpdate()
                                                .replaceWithVoid()
                                        : Uni.createFrom().voidItem())
                .chain(() -> session.insert(consent));
    }

    /// How many versions the withdrawal ended.
    public Uni<Integer> withdraw(
            Mutiny.StatelessSession session, HolderId holder, Instant at, EvidenceRow evidence) {
        UUID id = evidence.id;
        return session.insert(evidence)
                .chain(
                        () ->
                                session.createNativeQuery(WITHDRAW)
                                        .setParameter("holder", holder.value())
                                        .setParameter("at", at)
                                        .setParameter("evidence", id)
                                        .executeUpdate());
    }

    public Uni<Void> add(
            Mutiny.StatelessSession session, SubmissionRow submission, EvidenceRow evidence) {
        return session.insert(evidence).chain(() -> session.insert(submission));
    }
}
