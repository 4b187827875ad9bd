package jp.kisai.consent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.consent.domain.Consent;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import org.hibernate.reactive.mutiny.Mutiny;

/// The ledger of the municipalities' records. It is written in the transactions that decide what
/// becomes of them, and only ever with rows of its own: no two batches wait for each other here.
@ApplicationScoped
public class ReceiptStore {

    /// A receipt keeps the day on which it was first told of; what became of it moves on.
    private static final String WRITE =
            """
            with told as (
                select * from unnest(cast(:ids as uuid[]), cast(:producers as text[]),
                                     cast(:kinds as text[]), cast(:changes as uuid[]),
                                     cast(:sequences as bigint[]))
                              as t (id, producer, kind, change, sequence)),
            days as (
                insert into balanced_days (producer, day)
                select distinct producer, cast(:day as date) from told order by producer
                on conflict do nothing),
            news as (
                insert into sequence_news (producer, sequence, heard_at)
                select producer, sequence, :now from told)
            insert into receipts (id, producer, day, kind, change)
            select id, producer, cast(:day as date), kind, change from told
            on conflict (id) do update set kind = excluded.kind\
            """;

    private static final String SET_ASIDE =
            "update receipts set kind = 'SET_ASIDE' where id = any(:ids) and kind = 'PARKED'";

    private static final String CARRY_OUT =
            """
            insert into carried_out (change, item, applied)
            select * from unnest(cast(:changes as uuid[]), cast(:items as text[]),
                                 cast(:applied as boolean[]))
            on conflict (change, item) do update set applied = excluded.applied\
            """;

    /// Each record at most once.
    public Uni<Void> note(Mutiny.StatelessSession session, List<Receipt> receipts, Instant now) {
        if (receipts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(WRITE)
                .setParameter("ids", receipts.stream().map(Receipt::id).toArray(UUID[]::new))
                .setParameter("producers", texts(receipts, it -> it.change().producer().digits()))
                .setParameter("kinds", texts(receipts, it -> it.kind().name()))
                .setParameter(
                        "changes",
                        receipts.stream().map(it -> ChangeRow.id(it.change())).toArray(UUID[]::new))
                .setParameter(
                        "sequences", receipts.stream().map(Receipt::sequence).toArray(Long[]::new))
                .setParameter("day", LocalDate.ofInstant(now, Consent.TOKYO))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// What was parked and may not enter any more. Of the others nothing is known here, and nothing
    /// is noted.
    public Uni<Void> setAsideWhatWasParked(
            Mutiny.StatelessSession session, List<Receipt> receipts) {
        return receipts.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(SET_ASIDE)
                        .setParameter(
                                "ids", receipts.stream().map(Receipt::id).toArray(UUID[]::new))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /// What licence-service answered, in the order in which it did.
    public Uni<Void> carriedOut(Mutiny.StatelessSession session, List<ChangeAnswered> answers) {
        Map<Entry<ChangeKey, Item>, Boolean> last = new LinkedHashMap<>();
        for (ChangeAnswered answer : answers) {
            for (ChangeAnswered.ItemAnswer item : answer.items()) {
                switch (item) {
                    case ChangeAnswered.Applied _ ->
                            last.put(Map.entry(answer.change(), item.item()), true);
                    case ChangeAnswered.Refused _ ->
                            last.put(Map.entry(answer.change(), item.item()), false);
                    case ChangeAnswered.Waiting _ -> {
                        // Its end will be answered.
                    }
                }
            }
        }
        if (last.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Entry<ChangeKey, Item>> items = List.copyOf(last.keySet());
        return session.createNativeQuery(CARRY_OUT)
                .setParameter(
                        "changes",
                        items.stream().map(it -> ChangeRow.id(it.getKey())).toArray(UUID[]::new))
                .setParameter(
                        "items",
                        items.stream().map(it -> it.getValue().name()).toArray(String[]::new))
                .setParameter("applied", items.stream().map(last::get).toArray(Boolean[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String[] texts(List<Receipt> receipts, Function<Receipt, String> text) {
        return receipts.stream().map(text).toArray(String[]::new);
    }
}
