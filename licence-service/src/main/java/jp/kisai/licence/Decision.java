package jp.kisai.licence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.ConsentDecided.ItemVerdict;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.domain.Applying;
import jp.kisai.postbox.Arrival;

/// One verdict of the consent-service as it arrived.
record Decision(UUID id, HolderId holder, PrefectureCode prefecture, ConsentDecided verdict) {

    static Decision of(Arrival arrival) {
        CloudEvent<?> event = arrival.event();
        if (event.data() instanceof ConsentDecided verdict) {
            return new Decision(event.id(), event.subject(), event.prefecture(), verdict);
        }
        throw new IllegalArgumentException("not a verdict: " + arrival);
    }

    /// @param orderedAt its place among the holder's changes
    Applying.Grant grant(Instant orderedAt) {
        return new Applying.Grant(
                verdict.change(), verdict.revision(), verdict.effectiveAt(), orderedAt, granted());
    }

    List<ItemChange> granted() {
        return ofKind(ConsentDecided.Granted.class).map(ConsentDecided.Granted::value).toList();
    }

    /// What the consent-service refused, and has told the municipality of.
    List<ConsentDecided.Refused> declined() {
        return ofKind(ConsentDecided.Refused.class).toList();
    }

    List<Item> waiting() {
        return ofKind(ConsentDecided.Waiting.class).map(ItemVerdict::item).toList();
    }

    private <V extends ItemVerdict> Stream<V> ofKind(Class<V> kind) {
        return verdict.items().stream().filter(kind::isInstance).map(kind::cast);
    }
}
