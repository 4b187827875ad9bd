package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.consent.store.Receipt;
import jp.kisai.consent.store.ReceiptStore;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.RejectedRecord;
import jp.kisai.postbox.UnitOfWork;

/// Accounts for every record that a municipality is known to have sent, in the transaction that
/// decides what becomes of it.
@ApplicationScoped
class Ledger {

    private final ReceiptStore receipts;

    Ledger(ReceiptStore receipts) {
        this.receipts = receipts;
    }

    /// @param arrivals admitted: their signatures hold
    Uni<Void> note(UnitOfWork work, List<Arrival> arrivals, Receipt.Kind kind) {
        return receipts.note(
                work.session(),
                arrivals.stream().map(it -> receipt(it, kind)).toList(),
                work.now());
    }

    /// Of what was set aside, only that is a municipality's whose signature was found right. What a
    /// municipality signed once and parked, it did send, even if its certificate has been ended
    /// since.
    Uni<Void> noteRejected(UnitOfWork work, List<RejectedRecord> rejected) {
        List<Receipt> its = new ArrayList<>();
        List<Receipt> unproven = new ArrayList<>();
        for (RejectedRecord one : rejected) {
            if (one.event() != null) {
                Arrival arrival = new Arrival(one.record(), one.event());
                switch (one.cause()) {
                    case NOT_RESPONSIBLE, ID_REUSED ->
                            its.add(receipt(arrival, Receipt.Kind.SET_ASIDE));
                    case UNSIGNED, FORGED, UNKNOWN_PRODUCER -> {
                        if (arrival.event().source().municipality().isPresent()) {
                            unproven.add(receipt(arrival, Receipt.Kind.SET_ASIDE));
                        }
                    }
                    case UNREADABLE, OUT_OF_CONTRACT, UNKNOWN_TYPE, WRONG_KEY -> {
                        // Nobody looked at the signature.
                    }
                    case NOT_PROCESSED -> {
                        // Parked, until somebody tries it again or gives it up.
                    }
                }
            }
        }
        return receipts.note(work.session(), its, work.now())
                .chain(() -> receipts.setAsideWhatWasParked(work.session(), unproven));
    }

    private static Receipt receipt(Arrival arrival, Receipt.Kind kind) {
        ResidentChanges.Municipal event = ResidentChanges.Municipal.of(arrival);
        return Receipt.of(arrival.record(), kind, event.key(), event.data().producerSequence());
    }
}
