package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import jp.kisai.notification.domain.Standing;
import org.jspecify.annotations.Nullable;

/// A notice in an inbox; see `V1001__notification.sql`.
@Entity
@Table(name = "notice")
public class NoticeRow {

    private static final String ENCODED = "ENCODED";
    private static final String HELD = "ENCODING_HELD";
    private static final String FAILED = "ENCODING_FAILED";
    private static final String REMINDER = "REMINDER";

    @Id public UUID id;
    public UUID holder;
    public String about;
    public String outcome;
    public String kind;
    public @Nullable String failure;
    public String prefecture;
    public @Nullable String nature;

    @Column(name = "effective_at")
    public @Nullable Instant effectiveAt;

    public @Nullable String corrects;
    public @Nullable Integer days;
    public long rank;
    public boolean follows;

    @Column(name = "happened_at")
    public Instant happenedAt;

    @Column(name = "told_at")
    public Instant toldAt;

    @Column(name = "read_at")
    public @Nullable Instant readAt;

    static NoticeRow of(Notice notice) {
        NoticeRow row = new NoticeRow();
        row.id = notice.id();
        row.holder = notice.holder().value();
        row.about = notice.about();
        row.outcome = notice.outcome().key();
        switch (notice.outcome()) {
            case ChangeOutcome change -> row.kind = change.kind().name();
            case Outcome.Encoded _ -> row.kind = ENCODED;
            case Outcome.EncodingHeld _ -> row.kind = HELD;
            case Outcome.EncodingFailed(var failure) -> {
                row.kind = FAILED;
                row.failure = failure.name();
            }
            case Outcome.FollowUp followUp -> {
                row.kind = followUp.sort().name();
                row.days = followUp.day();
            }
            case Outcome.Reminder _ -> row.kind = REMINDER;
        }
        row.prefecture = notice.prefecture().digits();
        if (notice.beginning() instanceof ChangeStory.Beginning(var nature, var effectiveAt, _)) {
            row.nature = nature.name();
            row.effectiveAt = effectiveAt;
            row.corrects = notice.corrects();
        }
        row.rank = notice.rank();
        row.follows = notice.follows();
        row.happenedAt = notice.happenedAt();
        row.toldAt = notice.toldAt();
        row.readAt = notice.readAt();
        return row;
    }

    Notice notice(
            List<NoticeItemRow> items, List<NoticeEndingRow> endings, List<ChangeKey> changes) {
        return new Notice(
                new HolderId(holder),
                about,
                outcome(items, endings),
                changes,
                new PrefectureCode(prefecture),
                ChangeRow.beginning(nature, effectiveAt, corrects),
                rank,
                follows,
                happenedAt,
                toldAt,
                readAt);
    }

    private Outcome outcome(List<NoticeItemRow> items, List<NoticeEndingRow> endings) {
        return switch (kind) {
            case ENCODED -> new Outcome.Encoded();
            case HELD -> new Outcome.EncodingHeld();
            case FAILED ->
                    new Outcome.EncodingFailed(
                            failure == null
                                    ? EncodingFailure.UNKNOWN
                                    : EncodingFailure.valueOf(failure));
            case REMINDER -> new Outcome.Reminder(NoticeEndingRow.endings(endings));
            default ->
                    days == null
                            ? new ChangeOutcome(
                                    ChangeOutcome.Kind.valueOf(kind),
                                    standings(items, Standing.Tellable.class))
                            : new Outcome.FollowUp(
                                    Outcome.FollowUp.Sort.valueOf(kind),
                                    days,
                                    standings(items, Standing.Pending.class));
        };
    }

    private static <S extends Standing> Map<Item, S> standings(
            List<NoticeItemRow> items, Class<S> sort) {
        Map<Item, S> standings = new EnumMap<>(Item.class);
        items.forEach(row -> standings.put(Item.valueOf(row.item), row.columns().as(sort)));
        return standings;
    }
}
