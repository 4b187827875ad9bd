package jp.kisai.notification.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.notification.domain.Action;
import jp.kisai.notification.domain.Letter;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import jp.kisai.notification.domain.Standing;
import jp.kisai.notification.domain.Writer;
import jp.kisai.notification.store.KnownLicences.Known;
import org.jspecify.annotations.Nullable;

/// A notice as the portal and officers see it: in words, and in the contract's words for programs.
///
/// @param outcome `APPLIED`, `APPLIED_IN_PART`, `WAITING`, `REFUSED`, `ENCODED`, `ENCODING_HELD` or
///     `ENCODING_FAILED`
/// @param title the subject line
/// @param paragraphs the body, from top to bottom
/// @param items item by item; empty for notices about the chip
/// @param failure why the chip could not be written
/// @param mustAct who must act next
/// @param changes the municipal changes it is about, `<municipality>/<event id>`, oldest first
public record NoticeView(
        UUID id,
        String outcome,
        String title,
        List<String> paragraphs,
        List<ItemView> items,
        @Nullable String failure,
        Party mustAct,
        List<String> changes,
        Instant happenedAt,
        Instant toldAt,
        @Nullable Instant readAt) {

    /// @param standing `APPLIED`, `REFUSED` or `WAITING`
    /// @param reason the refusal or the doubt
    /// @param until when a wait ends by itself
    public record ItemView(
            Item item, String standing, @Nullable String reason, @Nullable Instant until) {

        static ItemView of(Item item, Standing.Tellable standing) {
            return switch (standing) {
                case Standing.Applied _ -> new ItemView(item, "APPLIED", null, null);
                case Standing.Refused(var refusal) ->
                        new ItemView(item, "REFUSED", refusal.name(), null);
                case Standing.Waiting(var doubt, var until) ->
                        new ItemView(item, "WAITING", doubt.name(), until);
            };
        }
    }

    static NoticeView of(Notice notice, Writer writer, Optional<Known> licence) {
        Letter letter = writer.write(notice, validUntil(notice, licence));
        return new NoticeView(
                notice.id(),
                word(notice.outcome()),
                letter.title(),
                letter.paragraphs(),
                items(notice.outcome()),
                notice.outcome() instanceof Outcome.EncodingFailed(var failure)
                        ? failure.name()
                        : null,
                Action.mustAct(notice.outcome()),
                notice.changes().stream().map(ChangeKey::text).toList(),
                notice.happenedAt(),
                notice.toldAt(),
                notice.readAt());
    }

    static String word(Outcome outcome) {
        return switch (outcome) {
            case ChangeOutcome(var kind, _) -> kind.name();
            case Outcome.Encoded _ -> "ENCODED";
            case Outcome.EncodingHeld _ -> "ENCODING_HELD";
            case Outcome.EncodingFailed _ -> "ENCODING_FAILED";
        };
    }

    private static List<ItemView> items(Outcome outcome) {
        return outcome instanceof ChangeOutcome(_, var items)
                ? items.entrySet().stream()
                        .map(each -> ItemView.of(each.getKey(), each.getValue()))
                        .toList()
                : List.of();
    }

    /// Only a record that has caught up with the outcome can tell the validity that follows from
    /// it.
    private static @Nullable LocalDate validUntil(Notice notice, Optional<Known> licence) {
        if (notice.outcome() instanceof ChangeOutcome(_, Map<Item, Standing.Tellable> items)
                && items.get(Item.BIRTH_DATE) instanceof Standing.Applied(var version)) {
            return licence.filter(known -> known.version().compareTo(version) >= 0)
                    .map(Known::validUntil)
                    .orElse(null);
        }
        return null;
    }
}
