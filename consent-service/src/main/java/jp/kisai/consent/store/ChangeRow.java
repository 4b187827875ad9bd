package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.consent.domain.Change;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// A municipal change without its items.
@Entity
@Table(name = "changes")
class ChangeRow {

    @Id UUID id;
    String producer;
    UUID event;
    UUID holder;
    String prefecture;
    String reason;
    Instant effectiveAt;
    Instant orderAt;
    long producerSequence;
    @Nullable String correctsProducer;
    @Nullable UUID correctsEvent;
    Instant saidAt;
    Instant receivedAt;
    int revision;
    @Nullable Instant wakeAt;
    boolean settled;

    static UUID id(ChangeKey key) {
        return Uuids.derived("change", key.text());
    }

    static ChangeRow of(HolderId holder, Change change, ChangeOrigin origin, boolean settled) {
        ChangeRow row = new ChangeRow();
        row.id = id(change.key());
        row.producer = change.key().producer().digits();
        row.event = change.key().id();
        row.holder = holder.value();
        row.prefecture = origin.prefecture().digits();
        row.reason = change.reason().name();
        row.effectiveAt = change.effectiveAt();
        row.orderAt = change.orderAt();
        row.producerSequence = change.producerSequence();
        ChangeKey corrects = change.corrects();
        row.correctsProducer = corrects == null ? null : corrects.producer().digits();
        row.correctsEvent = corrects == null ? null : corrects.id();
        row.saidAt = origin.saidAt();
        row.receivedAt = origin.receivedAt();
        row.revision = change.revision();
        row.wakeAt = change.wakeAt();
        row.settled = settled;
        return row;
    }

    Change change(List<ChangeItemRow> items) {
        Map<Item, ItemChange> values = new EnumMap<>(Item.class);
        Map<Item, ItemState> states = new EnumMap<>(Item.class);
        for (ChangeItemRow item : items) {
            ItemChange value = item.value();
            values.put(value.item(), value);
            states.put(value.item(), item.state());
        }
        return new Change(
                key(),
                reason(),
                effectiveAt,
                orderAt,
                producerSequence,
                corrects(),
                values,
                states,
                revision,
                wakeAt);
    }

    ChangeReason reason() {
        return ChangeReason.valueOf(reason);
    }

    ChangeKey key() {
        return new ChangeKey(new MunicipalityCode(producer), event);
    }

    private @Nullable ChangeKey corrects() {
        return correctsProducer == null || correctsEvent == null
                ? null
                : new ChangeKey(new MunicipalityCode(correctsProducer), correctsEvent);
    }
}
