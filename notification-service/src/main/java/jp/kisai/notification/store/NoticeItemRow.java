package jp.kisai.notification.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.Standing;
import org.jspecify.annotations.Nullable;

/// How one item stood when it was told.
@Entity
@Table(name = "notice_item")
@IdClass(NoticeItemRow.Key.class)
public class NoticeItemRow {

    public record Key(UUID notice, String item) {}

    @Id public UUID notice;
    @Id public String item;
    public String standing;
    public @Nullable String reason;
    public @Nullable Instant until;
    public @Nullable Long version;

    static NoticeItemRow of(UUID notice, Item item, Standing standing) {
        StandingColumns columns = StandingColumns.of(standing);
        NoticeItemRow row = new NoticeItemRow();
        row.notice = notice;
        row.item = item.name();
        row.standing = columns.kind();
        row.reason = columns.reason();
        row.until = columns.until();
        row.version = columns.version();
        return row;
    }

    StandingColumns columns() {
        return new StandingColumns(standing, reason, until, version);
    }
}
