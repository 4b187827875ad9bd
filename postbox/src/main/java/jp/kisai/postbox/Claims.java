package jp.kisai.postbox;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Tells, inside the transaction, what of a batch is new.
///
/// An event that was taken is known by its name. Whatever else came of a record (duplicate, dead
/// letter) is known by the record's place, so that a batch that is delivered again after a crash is
/// neither counted nor answered again.
final class Claims {

    private Claims() {}

    /// @param fresh seen for the first time
    /// @param duplicates the same event in another record
    /// @param rejected to be set aside, those whose id was used for another event among them
    /// @param redelivered records that were dealt with before
    record Sorted(
            List<Letter.Legible> fresh,
            List<Arrival> duplicates,
            List<RejectedRecord> rejected,
            int redelivered) {}

    static Uni<Sorted> sort(OpenUnit unit, Batch batch) {
        return byName(unit, batch).chain(sorted -> withoutRedelivered(unit, sorted));
    }

    /// For a record that was set aside and comes again: its place is known, its event may be new.
    static Uni<Sorted> byName(OpenUnit unit, Batch batch) {
        Map<Inbox.Name, Inbox.Claim> firsts = new LinkedHashMap<>();
        for (Letter.Legible letter : batch.admitted()) {
            Inbox.Claim claim = Inbox.Claim.of(letter);
            firsts.putIfAbsent(claim.name(), claim);
        }
        return Inbox.claim(unit.session(), List.copyOf(firsts.values()), unit.now())
                .chain(
                        fresh ->
                                Inbox.seen(unit.session(), without(firsts, fresh))
                                        .map(seen -> compare(batch, firsts, fresh, seen)));
    }

    private static List<Inbox.Claim> without(
            Map<Inbox.Name, Inbox.Claim> claims, Set<Inbox.Name> names) {
        return claims.values().stream().filter(claim -> !names.contains(claim.name())).toList();
    }

    private static Sorted compare(
            Batch batch,
            Map<Inbox.Name, Inbox.Claim> firsts,
            Set<Inbox.Name> freshNames,
            Map<Inbox.Name, Inbox.Claim> seen) {
        List<Letter.Legible> fresh = new ArrayList<>();
        List<Arrival> duplicates = new ArrayList<>();
        List<RejectedRecord> rejected = new ArrayList<>(batch.rejected());
        int redelivered = 0;
        int reworded = 0;
        for (Letter.Legible letter : batch.admitted()) {
            Inbox.Claim claim = Inbox.Claim.of(letter);
            boolean isNew = freshNames.contains(claim.name());
            Inbox.Claim holder = isNew ? firsts.get(claim.name()) : seen.get(claim.name());
            if (holder == null) {
                throw new IllegalStateException("a name is neither free nor taken");
            }
            if (holder.sameRecordAs(claim)) {
                if (isNew) {
                    fresh.add(letter);
                } else {
                    redelivered++;
                }
            } else if (holder.digest().equals(claim.digest())) {
                duplicates.add(letter.arrival());
            } else if (letter.arrival().event().source().isService()) {
                // A service that was set back to an earlier point says at another time, and on
                // newer lists, what it has said before: what it said first was acted on, and
                // stands.
                duplicates.add(letter.arrival());
                reworded++;
            } else {
                rejected.add(reused(letter.arrival()));
            }
        }
        if (reworded > 0) {
            Log.warnf(
                    "%d events of our own were said again in other words; unless a database was"
                            + " restored, a service does not name what it says by its cause",
                    reworded);
        }
        return new Sorted(fresh, duplicates, rejected, redelivered);
    }

    private static RejectedRecord reused(Arrival arrival) {
        return new RejectedRecord(
                arrival.record(), arrival.event(), DeadLetterCause.ID_REUSED, "/id");
    }

    private static Uni<Sorted> withoutRedelivered(OpenUnit unit, Sorted sorted) {
        List<Inbox.Claim> places = new ArrayList<>();
        sorted.duplicates().forEach(arrival -> places.add(Inbox.Claim.of(arrival.record())));
        sorted.rejected().forEach(rejected -> places.add(Inbox.Claim.of(rejected.record())));
        return Inbox.claim(unit.session(), places, unit.now())
                .map(
                        fresh ->
                                new Sorted(
                                        sorted.fresh(),
                                        sorted.duplicates().stream()
                                                .filter(it -> isNew(fresh, it.record()))
                                                .toList(),
                                        sorted.rejected().stream()
                                                .filter(it -> isNew(fresh, it.record()))
                                                .toList(),
                                        sorted.redelivered() + places.size() - fresh.size()));
    }

    private static boolean isNew(Set<Inbox.Name> fresh, ConsumerRecord<byte[], byte[]> record) {
        return fresh.contains(Inbox.Name.of(record));
    }
}
