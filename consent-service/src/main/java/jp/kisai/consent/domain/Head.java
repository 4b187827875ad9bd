package jp.kisai.consent.domain;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.ChangeKey;
import org.jspecify.annotations.Nullable;

/// The newest change of one item that was taken up, whatever became of it. An older one that
/// arrives later is stale.
public record Head(
        ChangeKey change, Instant orderAt, long producerSequence, @Nullable ChangeKey corrects) {

    static Head of(Change change) {
        return new Head(
                change.key(), change.orderAt(), change.producerSequence(), change.corrects());
    }

    /// Whether the change comes too late: older than this, or already corrected by this. A change
    /// is never stale against the one it corrects.
    boolean isNewerThan(Change change) {
        if (change.key().equals(corrects)) {
            return true;
        }
        if (this.change.equals(change.corrects())) {
            return false;
        }
        int order = orderAt.compareTo(change.orderAt());
        return order > 0 || (order == 0 && producerSequence > change.producerSequence());
    }
}
