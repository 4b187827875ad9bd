package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.consent.domain.Question;
import jp.kisai.contracts.journey.JourneyStep;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Refusal;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What this service did about one event: every verdict, and every record of it that was set aside
/// or repeated.
@ApplicationScoped
public class JourneyStore {

    private static final String SERVICE = "consent-service";
    private static final int STEPS = 200;

    private static final String CHANGES = "select c.* from changes c where c.event = :event";
    private static final String VERDICTS =
            """
            select v.* from item_verdicts v join changes c on c.id = v.change
            where c.event = :event order by v.change, v.revision, v.item limit :limit\
            """;
    private static final String ODDITIES =
            "select o.* from oddities o where o.event = :event order by o.at, o.position limit"
                    + " :limit";

    private static final String NOTE =
            """
            insert into oddities (id, producer, event, what, topic, partition, position, at)
            select cast(id as uuid), producer, cast(event as uuid), what, topic, cast(partition as integer),
                   cast(position as bigint), cast(at as timestamptz)
            from unnest(cast(:ids as text[]), cast(:producers as text[]), cast(:events as text[]),
                        cast(:whats as text[]), cast(:topics as text[]), cast(:partitions as text[]),
                        cast(:positions as text[]), cast(:times as text[]))
              as odd (id, producer, event, what, topic, partition, position, at)
            on conflict (id) do nothing\
            """;

    /// Oldest first; empty if the event is unknown here.
    public Uni<List<JourneyStep>> of(Mutiny.StatelessSession session, UUID event) {
        List<JourneyStep> steps = new ArrayList<>();
        Map<UUID, ChangeRow> changes = new HashMap<>();
        return session.createNativeQuery(CHANGES, ChangeRow.class)
                .setParameter("event", event)
                .getResultList()
                .invoke(rows -> rows.forEach(row -> changes.put(row.id, row)))
                .chain(
                        () ->
                                session.createNativeQuery(VERDICTS, VerdictRow.class)
                                        .setParameter("event", event)
                                        .setParameter("limit", STEPS)
                                        .getResultList())
                .invoke(verdicts -> steps.addAll(decided(changes, verdicts)))
                .chain(
                        () ->
                                session.createNativeQuery(ODDITIES, OddityRow.class)
                                        .setParameter("event", event)
                                        .setParameter("limit", STEPS)
                                        .getResultList())
                .invoke(rows -> rows.forEach(row -> steps.add(step(row))))
                .map(_ -> steps.stream().sorted(Comparator.comparing(JourneyStep::at)).toList());
    }

    public Uni<Void> note(Mutiny.StatelessSession session, List<OddityRow> oddities) {
        return oddities.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(NOTE)
                        .setParameter("ids", Columns.texts(oddities, row -> row.id))
                        .setParameter("producers", Columns.texts(oddities, row -> row.producer))
                        .setParameter("events", Columns.texts(oddities, row -> row.event))
                        .setParameter("whats", Columns.texts(oddities, row -> row.what))
                        .setParameter("topics", Columns.texts(oddities, row -> row.topic))
                        .setParameter("partitions", Columns.texts(oddities, row -> row.partition))
                        .setParameter("positions", Columns.texts(oddities, row -> row.position))
                        .setParameter("times", Columns.texts(oddities, row -> row.at))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    private static List<JourneyStep> decided(
            Map<UUID, ChangeRow> changes, List<VerdictRow> verdicts) {
        List<JourneyStep> steps = new ArrayList<>();
        Set<UUID> withoutItems = new LinkedHashSet<>(changes.keySet());
        for (VerdictRow verdict : verdicts) {
            withoutItems.remove(verdict.change);
            steps.add(step(Objects.requireNonNull(changes.get(verdict.change)), verdict));
        }
        withoutItems.forEach(id -> steps.add(noted(Objects.requireNonNull(changes.get(id)))));
        return steps;
    }

    /// A death or a departure: there is nothing in it to decide.
    private static JourneyStep noted(ChangeRow change) {
        return new JourneyStep(
                change.key(),
                SERVICE,
                change.receivedAt,
                "NOTED",
                Map.of("effectiveAt", change.effectiveAt.toString()),
                Party.NOBODY,
                null);
    }

    private static JourneyStep step(ChangeRow change, VerdictRow verdict) {
        ItemState state = verdict.state();
        return new JourneyStep(
                change.key(),
                SERVICE,
                verdict.decidedAt,
                verdict.item() + " " + words(state),
                dependsOn(change, verdict),
                mustAct(state),
                state instanceof ItemState.Waiting(_, Instant until) ? until : null);
    }

    private static String words(ItemState state) {
        return switch (state) {
            case ItemState.Undecided _ -> "UNDECIDED";
            case ItemState.Granted _ -> "GRANTED";
            case ItemState.Refused(Refusal refusal) -> "REFUSED " + refusal;
            case ItemState.Waiting(Doubt doubt, _) -> "WAITING " + doubt;
        };
    }

    private static Party mustAct(ItemState state) {
        return switch (state) {
            case ItemState.Undecided _, ItemState.Granted _ -> Party.NOBODY;
            case ItemState.Refused(Refusal refusal) -> refusal.mustAct();
            case ItemState.Waiting(Doubt doubt, _) -> doubt.mustAct();
        };
    }

    private static Map<String, String> dependsOn(ChangeRow change, VerdictRow verdict) {
        Map<String, String> dependsOn = new LinkedHashMap<>();
        Question question = Question.answeredBy(verdict.item(), verdict.state());
        dependsOn.put("question", question.name());
        dependsOn.put("clause", question.clause());
        dependsOn.put("rules", verdict.rules);
        dependsOn.put("revision", Integer.toString(verdict.revision));
        dependsOn.put("effectiveAt", change.effectiveAt.toString());
        putIfThere(dependsOn, "consentVersion", verdict.consentVersion);
        putIfThere(dependsOn, "certificate", verdict.lastDigits());
        putIfThere(dependsOn, "certificateAsOf", verdict.certificateAsOf);
        putIfThere(dependsOn, "crlDistributionPoint", verdict.distributionPoint());
        putIfThere(dependsOn, "crlNumber", verdict.crlNumber());
        putIfThere(dependsOn, "crlThisUpdate", verdict.listUpdate);
        putIfThere(dependsOn, "submission", verdict.submission);
        dependsOn.put("verdict", verdict.hash);
        return dependsOn;
    }

    private static void putIfThere(Map<String, String> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value.toString());
        }
    }

    private static JourneyStep step(OddityRow row) {
        boolean duplicate = row.what.equals("DUPLICATE");
        return new JourneyStep(
                new ChangeKey(new MunicipalityCode(row.producer), row.event),
                SERVICE,
                row.at,
                duplicate ? row.what : "SET_ASIDE " + row.what,
                Map.of("record", row.topic + "/" + row.partition + "/" + row.position),
                duplicate ? Party.NOBODY : Party.MUNICIPALITY,
                null);
    }
}
