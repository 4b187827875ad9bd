package jp.kisai.licence.web;

import static jp.kisai.licence.web.IssueRequest.present;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.CardShown;
import jp.kisai.licence.domain.Course;
import jp.kisai.licence.domain.Holding;
import jp.kisai.licence.domain.ItemsChanges;
import jp.kisai.licence.domain.Losses;
import jp.kisai.licence.domain.Renewals;
import org.jspecify.annotations.Nullable;

/// What officers send. A client may leave out what it will, so nothing is taken for present.
///
/// In all of them `expectedVersion` is the version that the officer has seen, and `card`,
/// `cardExpiresOn` and `chipWorks` describe the card in the officer's hand.
final class CounterRequests {

    private CounterRequests() {}

    /// @param card the card that is to carry the licence; none for `LICENCE_ONLY`
    /// @param cardExpiresOn with `chipWorks`, if the card was examined at this counter
    public record HoldingFormRequest(
            @Nullable RecordVersion expectedVersion,
            @Nullable HoldingForm form,
            @Nullable CardReference card,
            @Nullable LocalDate cardExpiresOn,
            @Nullable Boolean chipWorks) {

        Holding holding() {
            return CounterRequests.holding(present(form, "form"), card);
        }

        Optional<CardShown> shown() {
            return cardExpiresOn == null && chipWorks == null
                    ? Optional.empty()
                    : Optional.of(CounterRequests.shown(card, cardExpiresOn, chipWorks));
        }
    }

    /// @param card the card that is to carry the licence from now on
    public record RecordingRequest(
            @Nullable RecordVersion expectedVersion,
            @Nullable CardReference card,
            @Nullable LocalDate cardExpiresOn,
            @Nullable Boolean chipWorks) {

        CardShown shown() {
            return CounterRequests.shown(card, cardExpiresOn, chipWorks);
        }
    }

    /// @param card the card that the municipality issued anew, if there is one
    public record LossRequest(
            @Nullable RecordVersion expectedVersion,
            Losses.@Nullable Lost lost,
            Losses.@Nullable Wish wish,
            @Nullable CardReference card,
            @Nullable LocalDate cardExpiresOn,
            @Nullable Boolean chipWorks) {

        Losses.Loss loss() {
            return new Losses.Loss(
                    present(lost, "lost"),
                    present(wish, "wish"),
                    card == null
                            ? Optional.empty()
                            : Optional.of(CounterRequests.shown(card, cardExpiresOn, chipWorks)));
        }
    }

    public record StateRequest(
            @Nullable RecordVersion expectedVersion, @Nullable LicenceState state) {}

    /// Where the My Number card of a visitor stands.
    public enum CardState {
        CHANGED,
        NOT_HANDED_IN,
        NO_SPACE_LEFT,
        UNCHANGED
    }

    /// @param effectiveOn since when the values hold
    /// @param kana with `name`
    /// @param address with `municipality`
    /// @param cardState `UNCHANGED` where it is left out
    /// @param moveReportedOn for `NOT_HANDED_IN`: when the move was reported (転入届)
    /// @param residentRecord whether one was shown; no where it is left out
    /// @param bothShown whether all that is carried was brought; no where it is left out
    public record ItemsRequest(
            @Nullable RecordVersion expectedVersion,
            @Nullable LocalDate effectiveOn,
            @Nullable String name,
            @Nullable String kana,
            @Nullable LocalDate birthDate,
            @Nullable MunicipalityCode municipality,
            @Nullable String address,
            @Nullable String domicile,
            @Nullable CardState cardState,
            @Nullable LocalDate moveReportedOn,
            @Nullable Boolean residentRecord,
            @Nullable Boolean bothShown) {

        ItemsChanges.Report report(LocalDate today) {
            LocalDate since = present(effectiveOn, "effectiveOn");
            if (since.isAfter(today)) {
                throw new Refused(Problem.malformed("effectiveOn lies in the future"));
            }
            try {
                return new ItemsChanges.Report(
                        since,
                        items(),
                        cardIs(),
                        Boolean.TRUE.equals(residentRecord),
                        Boolean.TRUE.equals(bothShown));
            } catch (IllegalArgumentException contradiction) {
                throw new Refused(Problem.malformed(contradiction));
            }
        }

        private List<ItemChange> items() {
            List<ItemChange> items = new ArrayList<>();
            if (name != null || kana != null) {
                items.add(new ItemChange.Name(present(name, "name"), present(kana, "kana")));
            }
            if (birthDate != null) {
                items.add(new ItemChange.BirthDate(birthDate));
            }
            if (municipality != null || address != null) {
                items.add(
                        new ItemChange.Address(
                                present(municipality, "municipality"),
                                present(address, "address")));
            }
            if (domicile != null) {
                items.add(new ItemChange.Domicile(domicile));
            }
            return items;
        }

        private ItemsChanges.Card cardIs() {
            return switch (Objects.requireNonNullElse(cardState, CardState.UNCHANGED)) {
                case CHANGED -> new ItemsChanges.Card.Changed();
                case NOT_HANDED_IN ->
                        new ItemsChanges.Card.NotHandedIn(
                                present(moveReportedOn, "moveReportedOn"));
                case NO_SPACE_LEFT -> new ItemsChanges.Card.NoSpaceLeft();
                case UNCHANGED -> new ItemsChanges.Card.Unchanged();
            };
        }

        /// Shows nothing of the holder.
        @Override
        public String toString() {
            return "ItemsRequest[…]";
        }
    }

    /// @param violations of the years that are judged; none where it is left out
    /// @param course which was taken; `NONE` where it is left out
    /// @param aptitudeTestPassed no where it is left out
    /// @param paidYen nothing where it is left out
    /// @param through the prefecture through which it is renewed, if not the holder's own
    /// @param photo the new photograph's reference
    public record RenewalRequest(
            @Nullable RecordVersion expectedVersion,
            @Nullable List<Course.Violation> violations,
            Renewals.@Nullable Taken course,
            @Nullable Boolean aptitudeTestPassed,
            @Nullable Integer paidYen,
            @Nullable HoldingForm form,
            @Nullable CardReference card,
            @Nullable LocalDate cardExpiresOn,
            @Nullable Boolean chipWorks,
            @Nullable PrefectureCode through,
            @Nullable String photo) {

        Renewals.Application application() {
            HoldingForm wanted = present(form, "form");
            return new Renewals.Application(
                    Objects.requireNonNullElse(violations, List.of()),
                    Objects.requireNonNullElse(course, Renewals.Taken.NONE),
                    Boolean.TRUE.equals(aptitudeTestPassed),
                    Objects.requireNonNullElse(paidYen, 0),
                    holding(wanted, card),
                    wanted == HoldingForm.LICENCE_ONLY
                            ? Optional.empty()
                            : Optional.of(CounterRequests.shown(card, cardExpiresOn, chipWorks)),
                    Optional.ofNullable(through),
                    present(photo, "photo"));
        }
    }

    private static CardShown shown(
            @Nullable CardReference card,
            @Nullable LocalDate expiresOn,
            @Nullable Boolean chipWorks) {
        return new CardShown(
                present(card, "card"),
                present(expiresOn, "cardExpiresOn"),
                present(chipWorks, "chipWorks"));
    }

    private static Holding holding(HoldingForm form, @Nullable CardReference card) {
        try {
            return Holding.of(form, Optional.ofNullable(card));
        } catch (IllegalArgumentException contradiction) {
            throw new Refused(Problem.malformed(contradiction));
        }
    }
}
