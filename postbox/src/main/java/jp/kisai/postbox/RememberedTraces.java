package jp.kisai.postbox;

import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.kisai.contracts.vocabulary.ChangeKey;
import org.hibernate.reactive.mutiny.Mutiny;

/// With which step of which trace this service took up a municipal change. The first is kept.
final class RememberedTraces {

    private static final String OF =
            """
            select change, trace_parent from remembered_trace
            where change = any (cast(:changes as text[]))\
            """;

    private static final String ADD =
            """
            insert into remembered_trace (change, trace_parent, remembered_at)
            select change, trace_parent, :now
            from unnest(cast(:changes as text[]), cast(:parents as text[]))
                 as step (change, trace_parent)
            on conflict (change) do nothing\
            """;

    private RememberedTraces() {}

    static Uni<Map<ChangeKey, SpanContext>> of(
            Mutiny.StatelessSession session, Collection<ChangeKey> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("changes", texts(changes))
                .getResultList()
                .map(RememberedTraces::byChange);
    }

    static Uni<Void> add(
            Mutiny.StatelessSession session, Map<ChangeKey, SpanContext> steps, Instant now) {
        if (steps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD)
                .setParameter("changes", texts(steps.keySet()))
                .setParameter(
                        "parents",
                        steps.values().stream().map(TraceParent::text).toArray(String[]::new))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Map<ChangeKey, SpanContext> byChange(List<Object[]> rows) {
        Map<ChangeKey, SpanContext> steps = new HashMap<>();
        for (Object[] row : rows) {
            SpanContext step = TraceParent.of((String) row[1]);
            if (step != null) {
                steps.put(ChangeKey.of((String) row[0]), step);
            }
        }
        return steps;
    }

    private static String[] texts(Collection<ChangeKey> changes) {
        return changes.stream().map(ChangeKey::text).toArray(String[]::new);
    }
}
