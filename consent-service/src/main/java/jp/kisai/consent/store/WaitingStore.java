package jp.kisai.consent.store;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import jp.kisai.contracts.vocabulary.Doubt;
import org.hibernate.reactive.mutiny.Mutiny;

/// How much waits, why, and since when.
@ApplicationScoped
public class WaitingStore {

    private static final String BY_DOUBT =
            """
            select i.why, count(*), min(c.received_at)
            from change_items i join changes c on c.id = i.change
            where i.state = 'WAITING' group by i.why\
            """;

    /// @param oldest when the oldest of their changes was received
    public record Waiting(long items, Instant oldest) {}

    /// A doubt for which nothing waits is not in it.
    public Uni<Map<Doubt, Waiting>> byDoubt(Mutiny.StatelessSession session) {
        return session.createNativeQuery(BY_DOUBT, Object[].class)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                toMap(
                                                        row -> Doubt.valueOf((String) row[0]),
                                                        row ->
                                                                new Waiting(
                                                                        (long) row[1],
                                                                        ((OffsetDateTime) row[2])
                                                                                .toInstant()))));
    }
}
