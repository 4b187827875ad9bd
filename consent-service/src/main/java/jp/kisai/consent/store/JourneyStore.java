package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
            select v.* from verdicts v join changes c on c.id = v.change
            where c.event = :event order by v.change, v.revision limit :limit\
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
                .invoke(
                        rows ->
                                rows.forEach(
                                        row -> {
                                            ChangeRow change = changes.get(row.change);
                                            if (change != null) {
                                                steps.addAll(steps(change, row));
                                            }
                                        }))
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

    private static List<JourneyStep> steps(ChangeRow change, VerdictRow verdict) {
        Map<String, String> dependsOn = dependsOn(change, verdict);
        if (verdict.items.isEmpty()) {
            return List.of(
                    new JourneyStep(
                            change.key(),
                            SERVICE,
                            verdict.decidedAt,
                            "NOTED",
                            dependsOn,
                            Party.NOBODY,
                            null));
        }
        return Arrays.stream(verdict.items.split("; "))
                .map(Said::of)
                .map(
                        said ->
                                new JourneyStep(
                                        change.key(),
                                        SERVICE,
                                        verdict.decidedAt,
                                        said.what,
                                        dependsOn,
                                        said.mustAct,
                                        said.until))
                .toList();
    }

    private static Map<String, String> dependsOn(ChangeRow change, VerdictRow verdict) {
        Map<String, String> dependsOn = new LinkedHashMap<>();
        dependsOn.put("rules", verdict.rules);
        dependsOn.put("revision", Integer.toString(verdict.revision));
        dependsOn.put("effectiveAt", change.effectiveAt.toString());
        putIfThere(dependsOn, "consentVersion", verdict.consentVersion);
        putIfThere(dependsOn, "certificate", verdict.certificate);
        putIfThere(dependsOn, "crlNumber", verdict.listNumber);
        putIfThere(dependsOn, "crlThisUpdate", verdict.listUpdate);
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

    /// One item's verdict as [VerdictRow] words it: `NAME WAITING WAITING_FOR_SUCCESSOR until
    /// 2027-02-21T00:00:00Z`.
    private record Said(String what, Party mustAct, @Nullable Instant until) {

        private static final String UNTIL = " until ";

        static Said of(String words) {
            int at = words.indexOf(UNTIL);
            String what = at < 0 ? words : words.substring(0, at);
            Instant until = at < 0 ? null : Instant.parse(words.substring(at + UNTIL.length()));
            String[] parts = what.split(" ");
            return new Said(what, party(parts), until);
        }

        private static Party party(String[] parts) {
            return switch (parts[1]) {
                case "REFUSED" -> Refusal.valueOf(parts[2]).mustAct();
                case "WAITING" -> Doubt.valueOf(parts[2]).mustAct();
                default -> Party.NOBODY;
            };
        }
    }
}
