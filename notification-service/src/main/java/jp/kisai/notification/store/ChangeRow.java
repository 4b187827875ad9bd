package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
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

    public @Nullable String corrects;

    @Column(name = "look_at")
    public @Nullable Instant lookAt;

    static ChangeRow of(StoryKey key, ChangeStory story, @Nullable Instant lookAt) {
        ChangeRow row = new ChangeRow();
        row.holder = key.holder().value();
        row.producer = key.change().producer().digits();
        row.changeId = key.change().id();
        if (story.beginning() instanceof ChangeStory.Beginning(var nature, var at, var other)) {
            row.nature = nature.name();
            row.effectiveAt = at;
            row.corrects = other == null ? null : other.text();
        }
        row.lookAt = lookAt;
        return row;
    }

    ChangeStory.@Nullable Beginning beginning() {
        return beginning(nature, effectiveAt, corrects);
    }

    static ChangeStory.@Nullable Beginning beginning(
            @Nullable String nature, @Nullable Instant effectiveAt, @Nullable String corrects) {
        return nature == null || effectiveAt == null
                ? null
                : new ChangeStory.Beginning(
                        ChangeStory.Nature.valueOf(nature),
                        effectiveAt,
                        corrects == null ? null : ChangeKey.of(corrects));
    }
}
