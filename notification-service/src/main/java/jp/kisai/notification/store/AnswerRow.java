package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.ChangeStory.Answered;
import jp.kisai.notification.domain.Standing;
import org.jspecify.annotations.Nullable;

/// What licence-service made of one granted item.
@Entity
@Table(name = "answer")
@IdClass(AnswerRow.Key.class)
public class AnswerRow {

    public record Key(UUID holder, String producer, UUID changeId, String item) {}

    @Id public UUID holder;
    @Id public String producer;

    @Id
    @Column(name = "change_id")
    public UUID changeId;

    @Id public String item;
    public String answer;
    public @Nullable String reason;
    public @Nullable Long version;

    @Column(name = "said_at")
    public Instant saidAt;

    static AnswerRow of(StoryKey key, Item item, Answered answered) {
        StandingColumns columns = StandingColumns.of(answered.answer());
        AnswerRow row = new AnswerRow();
        row.holder = key.holder().value();
        row.producer = key.change().producer().digits();
        row.changeId = key.change().id();
        row.item = item.name();
        row.answer = columns.kind();
        row.reason = columns.reason();
        row.version = columns.version();
        row.saidAt = answered.at();
        return row;
    }

    Answered answered() {
        return new Answered(
                saidAt,
                new StandingColumns(answer, reason, null, version).as(Standing.Answer.class));
    }
}
