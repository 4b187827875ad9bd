package jp.kisai.licence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;

/// May what was granted be applied to this record, here and now?
///
/// The consent-service says whether the holder wanted a change and proved it. Only the record can
/// say whether it may be changed from afar: the licence must be carried by the card alone and be in
/// force when the change is applied.
public final class Applying {

    private Applying() {}

    /// One revision of the verdict on one municipal change.
    ///
    /// @param effectiveAt since when the values hold in the world
    /// @param orderedAt its place among the holder's changes: when it took effect, but never before
    ///     the change that it corrects
    /// @param granted the values to apply, each item at most once
    public record Grant(
            ChangeKey change,
            int revision,
            Instant effectiveAt,
            Instant orderedAt,
            List<ItemChange> granted) {

        public Grant {
            granted = List.copyOf(granted);
        }
    }

    /// What came of it. Only [Applied] makes a version.
    public sealed interface Outcome {}

    /// @param record what the next version says
    /// @param items what was applied, in the order of the grant
    /// @param superseded what was not, because the record already says something newer
    public record Applied(LicenceRecord record, List<Item> items, List<Item> superseded)
            implements Outcome {

        public Applied {
            items = List.copyOf(items);
            superseded = List.copyOf(superseded);
        }
    }

    /// Nothing was applied, and somebody must be told.
    public record Refused(Refusal reason) implements Outcome {}

    /// Every granted item is older than what the record says.
    public record Stale() implements Outcome {}

    /// This revision was judged here before: nothing happens again.
    public record AlreadyApplied() implements Outcome {}

    /// The verdict granted nothing, so there is nothing to apply.
    public record NothingGranted() implements Outcome {}

    /// @param licence the holder's record as it stands, if there is one
    /// @param revisionsJudged the revisions of this change that were judged here before
    /// @param now when it is applied
    public static Outcome decide(
            Grant grant,
            Optional<CurrentLicence> licence,
            Set<Integer> revisionsJudged,
            Instant now) {
        if (revisionsJudged.contains(grant.revision())) {
            return new AlreadyApplied();
        }
        if (grant.granted().isEmpty()) {
            return new NothingGranted();
        }
        if (licence.isEmpty()) {
            return new Refused(Refusal.NO_LICENCE);
        }
        LocalDate today = TokyoTime.dateAt(now);
        Optional<Refusal> refusal = refusal(licence.get().record(), today);
        return refusal.isPresent()
                ? new Refused(refusal.get())
                : applied(grant, licence.get(), today);
    }

    private static Optional<Refusal> refusal(LicenceRecord record, LocalDate today) {
        return switch (record.holding()) {
            case Holding.LicenceOnly _, Holding.Both _ -> Optional.of(Refusal.NOT_CARD_ONLY);
            case Holding.CardOnly _ ->
                    isInForce(record, today)
                            ? Optional.empty()
                            : Optional.of(Refusal.LICENCE_NOT_IN_FORCE);
        };
    }

    private static boolean isInForce(LicenceRecord record, LocalDate today) {
        return switch (record.standing()) {
            case Standing.InForce _ -> !Expiry.isOver(record.validUntil(), today);
            case Standing.Suspended _, Standing.Cancelled _, Standing.Lapsed _ -> false;
        };
    }

    private static Outcome applied(Grant grant, CurrentLicence licence, LocalDate today) {
        LicenceRecord record = licence.record();
        List<Item> applied = new ArrayList<>();
        List<Item> superseded = new ArrayList<>();
        for (ItemChange change : grant.granted()) {
            if (grant.orderedAt().isBefore(licence.orderedAt(change.item()))) {
                superseded.add(change.item());
            } else {
                record = record.with(change, today);
                applied.add(change.item());
            }
        }
        return applied.isEmpty() ? new Stale() : new Applied(record, applied, superseded);
    }
}
