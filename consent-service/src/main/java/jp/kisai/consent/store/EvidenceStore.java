package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import org.hibernate.reactive.mutiny.Mutiny;

/// What holders signed, as it is shown to them.
@ApplicationScoped
public class EvidenceStore {

    private static final int DOCUMENTS = 200;

    private static final String OF =
            """
            select cast(e.id as text), e.kind, e.received_at, length(e.document) from evidence e
            where e.holder = :holder order by e.received_at desc, e.id limit :limit\
            """;
    private static final String DOCUMENT =
            "select e.* from evidence e where e.holder = :holder and e.id = :id";

    /// A signed document without its bytes.
    public record Signed(UUID id, EvidenceRow.Kind kind, Instant receivedAt, int bytes) {}

    /// The newest first.
    public Uni<List<Signed>> of(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("holder", holder.value())
                .setParameter("limit", DOCUMENTS)
                .getResultList()
                .map(rows -> rows.stream().map(EvidenceStore::signed).toList());
    }

    /// Byte for byte; empty also if it is another holder's.
    public Uni<Optional<byte[]>> document(
            Mutiny.StatelessSession session, HolderId holder, UUID id) {
        return session.createNativeQuery(DOCUMENT, EvidenceRow.class)
                .setParameter("holder", holder.value())
                .setParameter("id", id)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(row -> row.document));
    }

    private static Signed signed(Object[] row) {
        return new Signed(
                UUID.fromString((String) row[0]),
                EvidenceRow.Kind.valueOf((String) row[1]),
                ((OffsetDateTime) row[2]).toInstant(),
                ((Number) row[3]).intValue());
    }
}
