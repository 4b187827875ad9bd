package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.HolderId;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// What is known of each holder that runs out.
@ApplicationScoped
public class HolderFacts {

    private static final String OF =
            "select * from holder_facts where holder = any(cast(:holders as uuid[]))";

    /// By their names.
    private static final Map<String, Field> COLUMNS = columns();

    private static final String SAVE =
            """
            insert into holder_facts (%1$s)
            select cast(holder as uuid), prefecture, cast(licence_version as bigint), cast(licence_until as date),
                cast(licence_runs as boolean), cast(renewal_from as date), cast(on_card as boolean),
                cast(card as uuid), cast(card_until as date), cast(consent_sequence as bigint),
                cast(consent_until as date), cast(certificate_until as date), cast(deceased_by as uuid),
                cast(renewal_told as smallint), cast(consent_told as smallint), cast(certificate_told as smallint),
                cast(card_told as smallint), cast(next_on as date)
            from unnest(%2$s) as fact (%1$s)
            on conflict (holder) do update set %3$s"""
                    .formatted(
                            String.join(", ", COLUMNS.keySet()),
                            joined(name -> "cast(:" + name + " as text[])"),
                            joined(name -> name + " = excluded." + name));

    private static final String DUE =
            "select holder from holder_facts where next_on <= :today order by next_on, holder limit :limit";

    private static final String FORECAST =
            """
            select what, prefecture, to_char(day, 'YYYY-MM'), count(*) from (
                select 'LICENCE' as what, prefecture, licence_until as day from holder_facts
                where licence_runs and deceased_by is null
                union all
                select 'CONSENT', prefecture, consent_until from holder_facts where deceased_by is null
                union all
                select 'CERTIFICATE', prefecture, certificate_until from holder_facts where deceased_by is null
                union all
                select 'CARD', prefecture, card_until from holder_facts
                where licence_runs and on_card and deceased_by is null
            ) ending
            where prefecture is not null and day >= :from and day < :until
            group by 1, 2, 3 order by 1, 2, 3""";

    /// Where a column's value lies in a row.
    private interface Field {
        @Nullable Object of(FactsRow row);
    }

    /// Each row's value as PostgreSQL reads it from text.
    private static @Nullable String[] texts(List<FactsRow> rows, Field field) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = field.of(rows.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }

    private static Map<String, Field> columns() {
        Map<String, Field> columns = new LinkedHashMap<>();
        columns.put("holder", row -> row.holder);
        columns.put("prefecture", row -> row.prefecture);
        columns.put("licence_version", row -> row.licenceVersion);
        columns.put("licence_until", row -> row.licenceUntil);
        columns.put("licence_runs", row -> row.licenceRuns);
        columns.put("renewal_from", row -> row.renewalFrom);
        columns.put("on_card", row -> row.onCard);
        columns.put("card", row -> row.card);
        columns.put("card_until", row -> row.cardUntil);
        columns.put("consent_sequence", row -> row.consentSequence);
        columns.put("consent_until", row -> row.consentUntil);
        columns.put("certificate_until", row -> row.certificateUntil);
        columns.put("deceased_by", row -> row.deceasedBy);
        columns.put("renewal_told", row -> row.renewalTold);
        columns.put("consent_told", row -> row.consentTold);
        columns.put("certificate_told", row -> row.certificateTold);
        columns.put("card_told", row -> row.cardTold);
        columns.put("next_on", row -> row.nextOn);
        return columns;
    }

    private static String joined(UnaryOperator<String> text) {
        return COLUMNS.keySet().stream().map(text).collect(Collectors.joining(", "));
    }

    /// @param month `2026-11`
    public record Ending(String what, String prefecture, String month, long holders) {}

    /// What is known of these holders: an empty row for whom nothing is.
    public Uni<Map<HolderId, FactsRow>> of(
            Mutiny.StatelessSession session, Collection<HolderId> holders) {
        return session.createNativeQuery(OF, FactsRow.class)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<HolderId, FactsRow> facts = HashMap.newHashMap(holders.size());
                            holders.forEach(it -> facts.put(it, FactsRow.unknown(it.value())));
                            rows.forEach(row -> facts.put(new HolderId(row.holder), row));
                            return facts;
                        });
    }

    /// Writes rows that [#of] gave, with the next day on which each has something to be told.
    public Uni<Void> save(Mutiny.StatelessSession session, List<FactsRow> rows, LocalDate today) {
        rows.forEach(row -> row.nextOn = row.clocks().next(today).orElse(null));
        Mutiny.MutationQuery save = session.createNativeQuery(SAVE);
        COLUMNS.forEach((name, field) -> save.setParameter(name, texts(rows, field)));
        return save.executeUpdate().replaceWithVoid();
    }

    /// Holders of whom something is due to be told, the longest overdue first.
    public Uni<List<HolderId>> due(Mutiny.StatelessSession session, LocalDate today, int limit) {
        return session.createNativeQuery(DUE, UUID.class)
                .setParameter("today", today)
                .setParameter("limit", limit)
                .getResultList()
                .map(holders -> holders.stream().map(HolderId::new).toList());
    }

    /// How many licences, consents, certificates and cards end, by month and prefecture.
    ///
    /// @param until the day after the last
    public Uni<List<Ending>> forecast(
            Mutiny.StatelessSession session, LocalDate from, LocalDate until) {
        return session.createNativeQuery(FORECAST, Object[].class)
                .setParameter("from", from)
                .setParameter("until", until)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(
                                                row ->
                                                        new Ending(
                                                                (String) row[0],
                                                                (String) row[1],
                                                                (String) row[2],
                                                                ((Number) row[3]).longValue()))
                                        .toList());
    }
}
