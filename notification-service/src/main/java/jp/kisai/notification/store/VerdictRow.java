package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.Standing;
import org.jspecify.annotations.Nullable;

/// What consent-service said of one item in one revision.
@Entity
@Table(name = "verdict")
@IdClass(VerdictRow.Key.class)
public class VerdictRow {

    public record Key(UUID holder, String producer, UUID changeId, int revision, String item) {}

    @Id public UUID holder;
    @Id public String producer;

    @Id
    @Column(name = "change_id")
    public UUID changeId;

    @Id public int revision;
    @Id public String item;
    public String verdict;
    public @Nullable String reason;
    public @Nullable Instant until;

    @Column(name = "said_at")
    public Instant saidAt;

    static VerdictRow of(
            StoryKey key, int revision, Item item, Standing.Verdict verdict, Instant saidAt) {
        StandingColumns columns = StandingColumns.of(verdict);
        VerdictRow row = new VerdictRow();
        row.holder = key.holder().value();
        row.producer = key.change().producer().digits();
        row.changeId = key.change().id();
        row.revision = revision;
        row.item = item.name();
        row.verdict = columns.kind();
        row.reason = columns.reason();
        row.until = columns.until();
        row.saidAt = saidAt;
        return row;
    }

    Standing.Verdict standing() {
        return new StandingColumns(verdict, reason, until, null).as(Standing.Verdict.class);
    }
}
