package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.Item;

/// When an item was last put right at a counter.
@Entity
@Table(name = "counter_reports")
@IdClass(CounterReportRow.Key.class)
class CounterReportRow {

    @Id UUID holder;
    @Id String item;
    Instant reportedAt;

    record Key(UUID holder, String item) {}

    Item item() {
        return Item.valueOf(item);
    }
}
