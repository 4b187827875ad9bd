package jp.kisai.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// One telling of one outcome. It holds reasons and dates, never a name, an address or a birth
/// date; the words are put to it when it is read, in the reader's language.
///
/// @param about the change, or the encoding order, that the outcome is of
/// @param changes the municipal changes it is about, oldest first; empty where the chip was written
///     for another reason
/// @param prefecture where the holder's counters are: that of the municipality which sent the
///     latest change
/// @param beginning of the change, where it is about one
/// @param rank of two notices about the same, the one with the higher rank says how it stands now
/// @param follows whether another outcome of the same was told before
/// @param happenedAt when the outcome came about, at its source
public record Notice(
        HolderId holder,
        String about,
        Outcome outcome,
        List<ChangeKey> changes,
        PrefectureCode prefecture,
        ChangeStory.@Nullable Beginning beginning,
        long rank,
        boolean follows,
        Instant happenedAt,
        Instant toldAt,
        @Nullable Instant readAt) {

    public Notice {
        changes = List.copyOf(changes);
    }

    /// The same outcome of the same has the same id, so it can be told only once.
    public UUID id() {
        return Uuids.derived("notice", holder.text(), about, outcome.key());
    }

    /// The same, with less to say.
    public Notice saying(Outcome less) {
        return new Notice(
                holder,
                about,
                less,
                changes,
                prefecture,
                beginning,
                rank,
                follows,
                happenedAt,
                toldAt,
                readAt);
    }

    /// The same, knowing whether something was told of this before.
    public Notice following(boolean another) {
        return new Notice(
                holder,
                about,
                outcome,
                changes,
                prefecture,
                beginning,
                rank,
                another,
                happenedAt,
                toldAt,
                readAt);
    }

    /// What an earlier notice was about that this one corrects.
    public @Nullable String corrects() {
        return beginning == null || beginning.corrects() == null
                ? null
                : aboutChange(beginning.corrects());
    }

    public static String aboutChange(ChangeKey change) {
        return change.text();
    }

    /// What reminders are about.
    public static final String ABOUT_CLOCKS = "clocks";

    public static String aboutOrder(UUID order) {
        return "order/" + order;
    }
}
