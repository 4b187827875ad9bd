package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.notification.domain.ChangeStory;
import org.jspecify.annotations.Nullable;

/// What was heard of one change as a whole; see `V1001__notification.sql`.
@Entity
@Table(name = "change_story")
@IdClass(ChangeRow.Key.class)
public class ChangeRow {

    public record Key(UUID holder, String producer, UUID changeId) {}

    @Id public UUID holder;
    @Id public String producer;

    @Id
    @Column(name = "change_id")
    public UUID changeId;

    public @Nullable String nature;

    @Column(name = "effective_at")
    public @Nullable Instant effectiveAt;

    static ChangeRow of(StoryKey key, ChangeStory story) {
        ChangeRow row = new ChangeRow();
        row.holder = key.holder().value();
        row.producer = key.change().producer().digits();
        row.changeId = key.change().id();
        if (story.beginning() instanceof ChangeStory.Beginning(var nature, var effectiveAt)) {
            row.nature = nature.name();
            row.effectiveAt = effectiveAt;
        }
        return row;
    }

    ChangeStory.@Nullable Beginning beginning() {
        return beginning(nature, effectiveAt);
    }

    static ChangeStory.@Nullable Beginning beginning(
            @Nullable String nature, @Nullable Instant effectiveAt) {
        return nature == null || effectiveAt == null
                ? null
                : new ChangeStory.Beginning(ChangeStory.Nature.valueOf(nature), effectiveAt);
    }
}
