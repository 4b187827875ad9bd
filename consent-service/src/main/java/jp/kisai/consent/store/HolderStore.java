package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.consent.domain.Limits;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import org.hibernate.reactive.mutiny.Mutiny;

/// Holders with their consents, certificates and changes: read and written whole batches at a time.
@ApplicationScoped
public class HolderStore {

    private static final String USE_SUBMISSIONS =
            """
            update domicile_submissions s set used_by = u.change
            from unnest(cast(:submissions as uuid[]), cast(:changes as uuid[])) as u (submission, change)
            where s.id = u.submission\
            """;

    private static final String WRITE_HOLDERS =
            """
            insert into holders
              (holder, prefecture, residence, presence, presence_at, base_authority, base_serial)
            select cast(holder as uuid), prefecture, residence, presence,
                   cast(presence_at as timestamptz), base_authority, base_serial
            from unnest(cast(:holders as text[]), cast(:prefectures as text[]), cast(:residences as text[]),
                        cast(:presences as text[]), cast(:presentAt as text[]),
                        cast(:baseAuthorities as text[]), cast(:baseSerials as text[]))
              as one (holder, prefecture, residence, presence, presence_at, base_authority, base_serial)
            on conflict (holder) do update set
              prefecture = excluded.prefecture, residence = excluded.residence,
              presence = excluded.presence, presence_at = excluded.presence_at,
              base_authority = excluded.base_authority, base_serial = excluded.base_serial\
            """;

    private static final String WRITE_HEADS =
            """
            insert into heads
              (holder, item, producer, event, order_at, producer_sequence, corrects_producer, corrects_event)
            select cast(holder as uuid), item, producer, cast(event as uuid), cast(order_at as timestamptz),
                   cast(producer_sequence as bigint), corrects_producer, cast(corrects_event as uuid)
            from unnest(cast(:holders as text[]), cast(:items as text[]), cast(:producers as text[]),
                        cast(:events as text[]), cast(:ordersAt as text[]), cast(:sequences as text[]),
                        cast(:correctsProducers as text[]), cast(:correctsEvents as text[]))
              as one (holder, item, producer, event, order_at, producer_sequence,
                      corrects_producer, corrects_event)
            on conflict (holder, item) do update set
              producer = excluded.producer, event = excluded.event, order_at = excluded.order_at,
              producer_sequence = excluded.producer_sequence,
              corrects_producer = excluded.corrects_producer, corrects_event = excluded.corrects_event\
            """;

    private static final String ORDER = "select c.* from changes c where c.id = any(:ids)";

    private static final String DUE =
            """
            select distinct holder from (
              select c.holder from changes c where c.wake_at <= :now order by c.wake_at limit :limit) due\
            """;

    private static final String SLEEP =
            "update changes set wake_at = null where wake_at <= :now and holder = any(:holders)";

    private final Limits limits;
    private final ResidenceStore residences;

    HolderStore(ResidenceStore residences, Limits limits) {
        this.residences = residences;
        this.limits = limits;
    }

    /// Where a change stands in its holder's order.
    public record Placed(HolderId holder, Instant orderAt) {}

    /// Everything that bears on these holders. They must be locked.
    public Uni<Docket> docket(
            Mutiny.StatelessSession session, Collection<HolderId> holders, Instant now) {
        return Facts.of(session, holders).map(known -> new Docket(known.values(), limits, now));
    }

    /// Writes where everything on the docket ended.
    public Uni<Void> write(Mutiny.StatelessSession session, Docket docket) {
        List<ChangeRow> newChanges = new ArrayList<>();
        List<ChangeRow> oldChanges = new ArrayList<>();
        List<ChangeItemRow> newItems = new ArrayList<>();
        List<ChangeItemRow> oldItems = new ArrayList<>();
        for (Docket.Written one : docket.changes()) {
            ChangeRow row = ChangeRow.of(one.holder(), one.change(), one.origin(), one.settled());
            (one.isNew() ? newChanges : oldChanges).add(row);
            for (Item item : one.change().values().keySet()) {
                (one.isNew() ? newItems : oldItems)
                        .add(
                                ChangeItemRow.of(
                                        row.id,
                                        Objects.requireNonNull(one.change().values().get(item)),
                                        Objects.requireNonNull(one.change().states().get(item))));
            }
        }
        List<VerdictRow> verdicts =
                docket.verdicts().stream()
                        .flatMap(
                                verdict -> VerdictRow.of(verdict.decision(), docket.now()).stream())
                        .toList();
        return some(docket.holders(), holders -> writeHolders(session, holders))
                .chain(() -> some(docket.recorded(), notes -> residences.record(session, notes)))
                .chain(() -> some(docket.heads(), heads -> writeHeads(session, heads)))
                .chain(() -> some(newChanges, session::insertMultiple))
                .chain(() -> some(newItems, session::insertMultiple))
                .chain(() -> some(oldChanges, session::updateMultiple))
                .chain(() -> some(oldItems, session::updateMultiple))
                .chain(() -> some(verdicts, session::insertMultiple))
                .chain(() -> useSubmissions(session, docket.usedSubmissions()));
    }

    /// Where those of these changes stand that are known.
    public Uni<Map<ChangeKey, Placed>> placed(
            Mutiny.StatelessSession session, Collection<ChangeKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(ORDER, ChangeRow.class)
                .setParameter("ids", keys.stream().map(ChangeRow::id).toArray(UUID[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<ChangeKey, Placed> placed = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            placed.put(
                                                    row.key(),
                                                    new Placed(
                                                            new HolderId(row.holder),
                                                            row.orderAt)));
                            return placed;
                        });
    }

    /// Some holders of whom a change is to be judged again, the longest due first.
    public Uni<List<HolderId>> due(Mutiny.StatelessSession session, Instant now, int limit) {
        return session.createNativeQuery(DUE, UUID.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(HolderId::new).toList());
    }

    /// Takes note that these holders' due changes are being judged; what is still to wait gets its
    /// next time with it.
    public Uni<Void> woken(
            Mutiny.StatelessSession session, Collection<HolderId> holders, Instant now) {
        return session.createNativeQuery(SLEEP)
                .setParameter("now", now)
                .setParameter("holders", holders.stream().map(HolderId::value).toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> writeHolders(
            Mutiny.StatelessSession session, List<HolderRow> holders) {
        return session.createNativeQuery(WRITE_HOLDERS)
                .setParameter("holders", Columns.texts(holders, row -> row.holder))
                .setParameter("prefectures", Columns.texts(holders, row -> row.prefecture))
                .setParameter("residences", Columns.texts(holders, row -> row.residence))
                .setParameter("presences", Columns.texts(holders, row -> row.presence))
                .setParameter("presentAt", Columns.texts(holders, row -> row.presenceAt))
                .setParameter("baseAuthorities", Columns.texts(holders, row -> row.baseAuthority))
                .setParameter("baseSerials", Columns.texts(holders, row -> row.baseSerial))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> writeHeads(Mutiny.StatelessSession session, List<HeadRow> heads) {
        return session.createNativeQuery(WRITE_HEADS)
                .setParameter("holders", Columns.texts(heads, row -> row.holder))
                .setParameter("items", Columns.texts(heads, row -> row.item))
                .setParameter("producers", Columns.texts(heads, row -> row.producer))
                .setParameter("events", Columns.texts(heads, row -> row.event))
                .setParameter("ordersAt", Columns.texts(heads, row -> row.orderAt))
                .setParameter("sequences", Columns.texts(heads, row -> row.producerSequence))
                .setParameter(
                        "correctsProducers", Columns.texts(heads, row -> row.correctsProducer))
                .setParameter("correctsEvents", Columns.texts(heads, row -> row.correctsEvent))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> useSubmissions(
            Mutiny.StatelessSession session, Map<UUID, ChangeKey> used) {
        if (used.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> submissions = List.copyOf(used.keySet());
        return session.createNativeQuery(USE_SUBMISSIONS)
                .setParameter("submissions", submissions.toArray(UUID[]::new))
                .setParameter(
                        "changes",
                        submissions.stream()
                                .map(one -> ChangeRow.id(Objects.requireNonNull(used.get(one))))
                                .toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static <R> Uni<Void> some(List<R> rows, Function<List<R>, Uni<Void>> write) {
        return rows.isEmpty() ? Uni.createFrom().voidItem() : write.apply(rows);
    }
}
