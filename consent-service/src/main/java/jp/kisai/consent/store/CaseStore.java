package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.Head;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import org.hibernate.reactive.mutiny.Mutiny;

/// Where a holder's changes stand: what an officer or the holder is shown, never what is judged.
@ApplicationScoped
public class CaseStore {

    /// The newest so many changes of one holder; more than a life has.
    private static final int CHANGES = 200;

    private static final String NEWEST =
            """
            select c.* from changes c where c.holder = :holder
            order by c.order_at desc, c.producer_sequence desc, c.id limit :limit\
            """;
    private static final String LATEST_VERDICTS =
            """
            select distinct on (v.change, v.item) v.* from item_verdicts v
            where v.change = any(:changes) order by v.change, v.item, v.revision desc\
            """;
    private static final String HEADS = "select h.* from heads h where h.holder = :holder";
    private static final String REPORTS =
            "select r.* from counter_reports r where r.holder = :holder";
    private static final String REPORT =
            """
            insert into counter_reports (holder, item, reported_at)
            select cast(r.holder as uuid), r.item, :now
            from unnest(cast(:holders as text[]), cast(:items as text[])) as r (holder, item)
            group by r.holder, r.item order by r.holder, r.item
            on conflict (holder, item) do update set reported_at = excluded.reported_at\
            """;

    /// An item that was put right at a counter.
    public record Report(HolderId holder, Item item) {}

    /// The newest first.
    public Uni<List<Case>> of(Mutiny.StatelessSession session, HolderId holder) {
        Gathered gathered = new Gathered();
        return session.createNativeQuery(NEWEST, ChangeRow.class)
                .setParameter("holder", holder.value())
                .setParameter("limit", CHANGES)
                .getResultList()
                .invoke(gathered.changes::addAll)
                .chain(changes -> verdicts(session, changes))
                .invoke(gathered::take)
                .chain(
                        () ->
                                session.createNativeQuery(HEADS, HeadRow.class)
                                        .setParameter("holder", holder.value())
                                        .getResultList())
                .invoke(rows -> rows.forEach(row -> gathered.heads.put(row.item(), row.head())))
                .chain(
                        () ->
                                session.createNativeQuery(REPORTS, CounterReportRow.class)
                                        .setParameter("holder", holder.value())
                                        .getResultList())
                .invoke(
                        rows ->
                                rows.forEach(
                                        row -> gathered.reports.put(row.item(), row.reportedAt)))
                .chain(() -> CertificateFactsQuery.of(session, new UUID[] {holder.value()}))
                .map(found -> gathered.cases(found.getOrDefault(holder.value(), List.of())));
    }

    /// Remembers what was put right at a counter, so that what was refused before it is no duty any
    /// more.
    public Uni<Void> reported(
            Mutiny.StatelessSession session, Collection<Report> reports, Instant now) {
        if (reports.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(REPORT)
                .setParameter(
                        "holders",
                        reports.stream().map(one -> one.holder().text()).toArray(String[]::new))
                .setParameter(
                        "items",
                        reports.stream().map(one -> one.item().name()).toArray(String[]::new))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<List<VerdictRow>> verdicts(
            Mutiny.StatelessSession session, List<ChangeRow> changes) {
        return changes.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createNativeQuery(LATEST_VERDICTS, VerdictRow.class)
                        .setParameter(
                                "changes", changes.stream().map(row -> row.id).toArray(UUID[]::new))
                        .getResultList();
    }

    private static final class Gathered {

        private final List<ChangeRow> changes = new ArrayList<>();
        private final Map<UUID, List<VerdictRow>> verdicts = new HashMap<>();
        private final Map<Item, Head> heads = new EnumMap<>(Item.class);
        private final Map<Item, Instant> reports = new EnumMap<>(Item.class);

        private void take(List<VerdictRow> rows) {
            rows.forEach(
                    row -> verdicts.computeIfAbsent(row.change, _ -> new ArrayList<>()).add(row));
        }

        private List<Case> cases(List<CertificateFacts> certificates) {
            return changes.stream().map(change -> of(change, certificates)).toList();
        }

        private Case of(ChangeRow change, List<CertificateFacts> certificates) {
            return new Case(
                    change.key(),
                    change.reason(),
                    change.effectiveAt,
                    change.correctsEvent,
                    verdicts.getOrDefault(change.id, List.of()).stream()
                            .sorted(Comparator.comparing(VerdictRow::item))
                            .map(row -> row.verdict(isDuty(change, row), certificates))
                            .toList());
        }

        /// Whether the register says something that the record does not, as far as is known here:
        /// refused, and neither followed by a newer change nor put right at a counter since.
        private boolean isDuty(ChangeRow change, VerdictRow verdict) {
            Head head = heads.get(verdict.item());
            Instant reported = reports.get(verdict.item());
            return verdict.state() instanceof ItemState.Refused
                    && head != null
                    && head.change().equals(change.key())
                    && (reported == null || reported.isBefore(change.receivedAt));
        }
    }
}
