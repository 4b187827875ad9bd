package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.consent.domain.Head;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.jspecify.annotations.Nullable;

/// The newest change of one item.
@Entity
@Table(name = "heads")
@IdClass(HeadRow.Key.class)
class HeadRow {

    @Id UUID holder;
    @Id String item;
    String producer;
    UUID event;
    Instant orderAt;
    long producerSequence;
    @Nullable String correctsProducer;
    @Nullable UUID correctsEvent;

    record Key(UUID holder, String item) {}

    static HeadRow of(HolderId holder, Item item, Head head) {
        HeadRow row = new HeadRow();
        row.holder = holder.value();
        row.item = item.name();
        row.producer = head.change().producer().digits();
        row.event = head.change().id();
        row.orderAt = head.orderAt();
        row.producerSequence = head.producerSequence();
        ChangeKey corrects = head.corrects();
        row.correctsProducer = corrects == null ? null : corrects.producer().digits();
        row.correctsEvent = corrects == null ? null : corrects.id();
        return row;
    }

    Item item() {
        return Item.valueOf(item);
    }

    Head head() {
        return new Head(
                new ChangeKey(new MunicipalityCode(producer), event),
                orderAt,
                producerSequence,
                correctsProducer == null || correctsEvent == null
                        ? null
                        : new ChangeKey(new MunicipalityCode(correctsProducer), correctsEvent));
    }
}
