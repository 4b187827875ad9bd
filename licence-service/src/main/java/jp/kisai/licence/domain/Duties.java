package jp.kisai.licence.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;

/// What a holder still has to report at the counter (記載事項変更届): items that the municipality changed
/// and that were not applied by themselves.
///
/// A duty ends when the record says something as new, however it came to: an officer wrote it, a
/// later revision of the verdict granted it, or a later change took its place.
public final class Duties {

    private Duties() {}

    /// What one verdict did not apply.
    ///
    /// @param orderedAt the place of the change among the holder's changes
    /// @param refused here, with the reason
    /// @param declined by the consent-service, with its reason where it was kept
    /// @param settled applied, or waiting again
    public record Judgement(
            Instant orderedAt,
            Map<Item, Refusal> refused,
            Map<Item, Optional<Refusal>> declined,
            List<Item> settled) {}

    /// Who said no.
    public enum By {
        /// The consent-service: the holder had not wanted it, or it was not proven.
        CONSENT,
        /// This service: the record does not allow it from afar.
        RECORD
    }

    /// @param reason empty only for what was declined before reasons were kept
    /// @param since when the change took effect
    public record Duty(Item item, By by, Optional<Refusal> reason, Instant since) {}

    /// The open duties, in the order of [Item].
    ///
    /// @param judgements oldest first, as they were recorded
    public static List<Duty> open(CurrentLicence licence, List<Judgement> judgements) {
        Map<Item, Duty> open = new EnumMap<>(Item.class);
        for (Judgement judgement : judgements) {
            judgement.settled().forEach(item -> settle(open, judgement, item));
            Instant since = judgement.orderedAt();
            judgement
                    .declined()
                    .forEach((item, why) -> add(open, new Duty(item, By.CONSENT, why, since)));
            judgement
                    .refused()
                    .forEach(
                            (item, why) ->
                                    add(open, new Duty(item, By.RECORD, Optional.of(why), since)));
        }
        return open.values().stream()
                .filter(duty -> licence.orderedAt(duty.item()).isBefore(duty.since()))
                .toList();
    }

    /// An older change that is heard of late settles nothing newer.
    private static void settle(Map<Item, Duty> open, Judgement judgement, Item item) {
        open.computeIfPresent(
                item, (_, duty) -> duty.since().isAfter(judgement.orderedAt()) ? duty : null);
    }

    private static void add(Map<Item, Duty> open, Duty duty) {
        if (duty.reason().filter(it -> it == Refusal.SUPERSEDED).isEmpty()) {
            open.merge(
                    duty.item(),
                    duty,
                    (known, next) -> next.since().isBefore(known.since()) ? known : next);
        }
    }
}
