package jp.kisai.licence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.licence.domain.Outcome.Done;
import jp.kisai.licence.domain.Outcome.Refused;
import jp.kisai.licence.domain.Outcome.Step;

/// Changes of the holder's items that are reported at the counter (記載事項変更届): all that the one-stop
/// service does not bring.
///
/// The card comes first. The police cannot change what stands on a My Number card, so a licence
/// that a card carries follows it. Two exceptions let the licence of somebody who carries both go
/// ahead, on a resident record: an address, while the move was reported less than 90 days ago and
/// the card was not handed in; and an address, when the card was handed in and has no space left.
///
/// Source: 神奈川県警察「マイナ免許証について」 注意点2 and 3; 道路交通法 94条1項.
public final class ItemsChanges {

    static final int DAYS_TO_HAND_THE_CARD_IN = 90;

    private ItemsChanges() {}

    /// What is known of the My Number card.
    public sealed interface Card {

        /// The municipality has written the new particulars on it, or the domicile, which no card
        /// shows, is all that changed.
        record Changed() implements Card {}

        /// It still says the old ones, and was not handed in at the new municipality.
        ///
        /// @param moveReportedOn when the move was reported there (転入届)
        record NotHandedIn(LocalDate moveReportedOn) implements Card {}

        /// It was handed in, but its additional entries (追記欄) are full.
        record NoSpaceLeft() implements Card {}

        /// It still says the old ones, and nothing excuses that.
        record Unchanged() implements Card {}
    }

    /// @param effectiveOn since when the values hold
    /// @param items each at most once
    /// @param residentRecord whether a resident record was shown; with the domicile, if that
    ///     changes
    /// @param bothShown whether everything that is carried was brought
    public record Report(
            LocalDate effectiveOn,
            List<ItemChange> items,
            Card card,
            boolean residentRecord,
            boolean bothShown) {

        /// @throws IllegalArgumentException if there is no item, or one twice
        public Report {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("a report names at least one item");
            }
            if (items.stream().map(ItemChange::item).distinct().count() < items.size()) {
                throw new IllegalArgumentException("an item changes once");
            }
        }

        boolean changes(Item item) {
            return items.stream().anyMatch(it -> it.item() == item);
        }

        /// Whether anything changes that a My Number card shows.
        boolean changesTheCard() {
            return items.stream().anyMatch(it -> it.item() != Item.DOMICILE);
        }

        public List<Item> names() {
            return items.stream().map(ItemChange::item).sorted().toList();
        }
    }

    public static Outcome report(
            CurrentLicence licence, Report report, Fees fees, LocalDate today) {
        LicenceRecord record = licence.record();
        Optional<Rule> refusal =
                InForce.refusalUnlessSuspended(record, today)
                        .or(() -> notBrought(record, report))
                        .or(() -> cardFirst(record, report, today))
                        .or(() -> outdated(licence, report));
        if (refusal.isPresent()) {
            return Refused.by(refusal.get());
        }
        LicenceRecord next = record;
        for (ItemChange change : report.items()) {
            next = next.with(change, today);
        }
        return next.equals(record)
                ? Refused.by(Rule.NOTHING_CHANGES)
                : new Done(
                        next,
                        Procedure.ITEMS_CHANGE,
                        List.of(fees.of(Procedure.ITEMS_CHANGE)),
                        steps(record.holding()),
                        grounds(record, report));
    }

    /// Where it is written that somebody who carries the licence so may report, whatever it is.
    static Ground ground(LicenceRecord record) {
        if (record.standing() instanceof Standing.Suspended) {
            return Ground.REPORTED_WHILE_SUSPENDED;
        }
        return switch (record.holding()) {
            case Holding.LicenceOnly _ -> Ground.REPORTED_FOR_LICENCE;
            case Holding.CardOnly _, Holding.Both _ -> Ground.CARD_WAS_CHANGED;
        };
    }

    private static List<Basis> grounds(LicenceRecord record, Report report) {
        List<Ground> grounds = new ArrayList<>();
        if (record.standing() instanceof Standing.Suspended) {
            grounds.add(Ground.REPORTED_WHILE_SUSPENDED);
        }
        switch (record.holding()) {
            case Holding.LicenceOnly _ -> grounds.add(Ground.REPORTED_FOR_LICENCE);
            case Holding.CardOnly _, Holding.Both _ -> {
                if (report.changesTheCard()) {
                    grounds.add(ground(report.card()));
                }
                if (report.changes(Item.DOMICILE)) {
                    grounds.add(Ground.DOMICILE_AT_COUNTER);
                }
            }
        }
        return grounds.stream().map(Ground::basis).toList();
    }

    private static Ground ground(Card card) {
        return switch (card) {
            case Card.NotHandedIn _ -> Ground.MOVE_WITHIN_90_DAYS;
            case Card.NoSpaceLeft _ -> Ground.NO_SPACE_ON_CARD;
            case Card.Changed _, Card.Unchanged _ -> Ground.CARD_WAS_CHANGED;
        };
    }

    /// The place of a report among the holder's changes: an officer has seen everything of the
    /// day on which it took effect.
    public static Instant place(LocalDate effectiveOn, Instant now) {
        Instant endOfDay = TokyoTime.endOf(effectiveOn).minusMillis(1);
        return endOfDay.isBefore(now) ? endOfDay : now;
    }

    private static Optional<Rule> notBrought(LicenceRecord record, Report report) {
        return switch (record.holding()) {
            case Holding.Both _ ->
                    report.bothShown() ? Optional.empty() : Optional.of(Rule.BOTH_NEEDED);
            case Holding.LicenceOnly _, Holding.CardOnly _ -> Optional.empty();
        };
    }

    private static Optional<Rule> cardFirst(LicenceRecord record, Report report, LocalDate today) {
        boolean recordNeeded = report.changes(Item.DOMICILE);
        return switch (record.holding()) {
            case Holding.LicenceOnly _ ->
                    report.residentRecord()
                            ? Optional.empty()
                            : Optional.of(Rule.RESIDENT_RECORD_FOR_LICENCE);
            case Holding.CardOnly _ -> whenChanged(report).or(() -> shown(report, recordNeeded));
            case Holding.Both _ ->
                    !report.changesTheCard() || report.card() instanceof Card.Changed
                            ? shown(report, recordNeeded)
                            : exception(report, today);
        };
    }

    private static Optional<Rule> whenChanged(Report report) {
        return !report.changesTheCard() || report.card() instanceof Card.Changed
                ? Optional.empty()
                : Optional.of(Rule.CARD_FIRST);
    }

    /// Both exceptions are about moves. A name or birth date waits for the card.
    private static Optional<Rule> exception(Report report, LocalDate today) {
        if (report.changes(Item.NAME) || report.changes(Item.BIRTH_DATE)) {
            return Optional.of(Rule.CARD_FIRST);
        }
        return switch (report.card()) {
            case Card.NotHandedIn it ->
                    today.isBefore(it.moveReportedOn().plusDays(DAYS_TO_HAND_THE_CARD_IN))
                            ? shown(report, true)
                            : Optional.of(Rule.CARD_FIRST);
            case Card.NoSpaceLeft _ -> shown(report, true);
            case Card.Changed _, Card.Unchanged _ -> Optional.of(Rule.CARD_FIRST);
        };
    }

    private static Optional<Rule> shown(Report report, boolean recordNeeded) {
        return recordNeeded && !report.residentRecord()
                ? Optional.of(Rule.RESIDENT_RECORD_NEEDED)
                : Optional.empty();
    }

    private static Optional<Rule> outdated(CurrentLicence licence, Report report) {
        Instant place = TokyoTime.endOf(report.effectiveOn());
        return report.names().stream().anyMatch(it -> place.isBefore(licence.orderedAt(it)))
                ? Optional.of(Rule.OLDER_THAN_RECORD)
                : Optional.empty();
    }

    private static List<Step> steps(Holding holding) {
        return switch (holding) {
            case Holding.CardOnly _ -> List.of(Step.RECORD_LICENCE_DATA);
            case Holding.LicenceOnly _ -> List.of(Step.ENDORSE_LICENCE);
            case Holding.Both _ -> List.of(Step.ENDORSE_LICENCE, Step.RECORD_LICENCE_DATA);
        };
    }
}
