package jp.kisai.notification.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.notification.Letters.Desk;
import jp.kisai.notification.domain.Action;
import jp.kisai.notification.domain.Clocks;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Letter;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import jp.kisai.notification.domain.Standing;
import org.jspecify.annotations.Nullable;

/// A notice as the portal and officers see it: in words, and in the contract's words for programs.
///
/// @param outcome `APPLIED`, `APPLIED_IN_PART`, `WAITING`, `REFUSED`, `NUDGE`, `UNDECIDED`,
///     `ENCODED`, `ENCODING_HELD`, `ENCODING_FAILED` or `REMINDER`
/// @param title the subject line
/// @param paragraphs the body, from top to bottom
/// @param items item by item; empty for notices about the chip
/// @param endings what a reminder is about
/// @param failure why the chip could not be written
/// @param mustAct who must act next
/// @param changes the municipal changes it is about, `<municipality>/<event id>`, oldest first
/// @param overtakenBy the later notice that says how it stands now, or that corrects this one
public record NoticeView(
        UUID id,
        String outcome,
        String title,
        List<String> paragraphs,
        List<ItemView> items,
        List<EndingView> endings,
        @Nullable String failure,
        Party mustAct,
        List<String> changes,
        Instant happenedAt,
        Instant toldAt,
        @Nullable Instant readAt,
        @Nullable UUID overtakenBy) {

    /// @param standing `APPLIED`, `REFUSED`, `WAITING`, or `GRANTED` while the record is not
    ///     changed yet
    /// @param reason the refusal or the doubt
    /// @param until when a wait ends by itself
    public record ItemView(
            Item item, String standing, @Nullable String reason, @Nullable Instant until) {

        static ItemView of(Item item, Standing standing) {
            return switch (standing) {
                case Standing.Granted _ -> new ItemView(item, "GRANTED", null, null);
                case Standing.Applied _ -> new ItemView(item, "APPLIED", null, null);
                case Standing.Refused(var refusal) ->
                        new ItemView(item, "REFUSED", refusal.name(), null);
                case Standing.Waiting(var doubt, var until) ->
                        new ItemView(item, "WAITING", doubt.name(), until);
            };
        }
    }

    /// What runs out, and its last day.
    public record EndingView(Clocks.Kind clock, LocalDate endsOn) {}

    static NoticeView of(Notice notice, Desk desk, Language language) {
        Letter letter = desk.write(notice, language);
        return new NoticeView(
                notice.id(),
                word(notice.outcome()),
                letter.title(),
                letter.paragraphs(),
                items(notice.outcome()),
                endings(notice.outcome()),
                notice.outcome() instanceof Outcome.EncodingFailed(var failure)
                        ? failure.name()
                        : null,
                Action.mustAct(notice.outcome()),
                notice.changes().stream().map(ChangeKey::text).toList(),
                notice.happenedAt(),
                notice.toldAt(),
                notice.readAt(),
                desk.overtakenBy(notice));
    }

    /// @return such as `REFUSED`, as the REST contract has it
    static String word(Outcome outcome) {
        return switch (outcome) {
            case ChangeOutcome(var kind, _) -> kind.name();
            case Outcome.FollowUp followUp -> followUp.sort().name();
            case Outcome.Reminder _ -> "REMINDER";
            case Outcome.Encoded _ -> "ENCODED";
            case Outcome.EncodingHeld _ -> "ENCODING_HELD";
            case Outcome.EncodingFailed _ -> "ENCODING_FAILED";
        };
    }

    private static List<ItemView> items(Outcome outcome) {
        return switch (outcome) {
            case ChangeOutcome change -> items(change.items());
            case Outcome.FollowUp followUp -> items(followUp.items());
            case Outcome.Encoded _,
                    Outcome.EncodingHeld _,
                    Outcome.EncodingFailed _,
                    Outcome.Reminder _ ->
                    List.of();
        };
    }

    private static List<ItemView> items(Map<Item, ? extends Standing> items) {
        return items.entrySet().stream()
                .map(each -> ItemView.of(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<EndingView> endings(Outcome outcome) {
        return outcome instanceof Outcome.Reminder(var endings)
                ? endings.entrySet().stream()
                        .map(each -> new EndingView(each.getKey(), each.getValue().endsOn()))
                        .toList()
                : List.of();
    }
}
