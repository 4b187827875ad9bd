package jp.kisai.licence.domain;

import static jp.kisai.licence.domain.Records.CARD;
import static jp.kisai.licence.domain.Records.NEW_CARD;
import static jp.kisai.licence.domain.Records.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MovesTest {

    @ParameterizedTest
    @CsvSource({
        "IN_FORCE, IN_FORCE, false",
        "IN_FORCE, SUSPENDED, true",
        "IN_FORCE, CANCELLED, true",
        "IN_FORCE, LAPSED, true",
        "SUSPENDED, IN_FORCE, true",
        "SUSPENDED, SUSPENDED, false",
        "SUSPENDED, CANCELLED, true",
        "SUSPENDED, LAPSED, true",
        "CANCELLED, IN_FORCE, false",
        "CANCELLED, SUSPENDED, false",
        "CANCELLED, CANCELLED, false",
        "CANCELLED, LAPSED, false",
        "LAPSED, IN_FORCE, false",
        "LAPSED, SUSPENDED, false",
        "LAPSED, CANCELLED, false",
        "LAPSED, LAPSED, false",
    })
    void everyStateLeadsOnlyWhereItMay(LicenceState from, LicenceState to, boolean moves) {
        StandingMoves.Outcome outcome = StandingMoves.move(Standing.of(from), to);

        assertEquals(
                moves
                        ? new StandingMoves.Moved(Standing.of(to))
                        : new StandingMoves.NoSuchMove(from, to),
                outcome);
    }

    static Stream<Arguments> everyPairOfHoldings() {
        Holding[] all = {
            new Holding.LicenceOnly(),
            new Holding.CardOnly(CARD),
            new Holding.CardOnly(NEW_CARD),
            new Holding.Both(CARD),
            new Holding.Both(NEW_CARD)
        };
        return Stream.of(all)
                .flatMap(from -> Stream.of(all).map(to -> Arguments.of(from, to, from == to)));
    }

    @ParameterizedTest
    @MethodSource("everyPairOfHoldings")
    void aLicenceInForceChangesToAnyOtherHolding(Holding from, Holding to, boolean same) {
        Outcome outcome = change(record(from, Standing.IN_FORCE), to);

        if (same) {
            assertEquals(Outcome.Refused.by(Rule.SAME_AS_BEFORE), outcome);
        } else {
            Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome);
            assertEquals(record(to, Standing.IN_FORCE), done.record());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SUSPENDED, LICENCE_SUSPENDED",
        "CANCELLED, LICENCE_CANCELLED",
        "LAPSED, LICENCE_LAPSED"
    })
    void noOtherLicenceChangesItsHolding(LicenceState state, Rule rule) {
        Outcome outcome =
                change(
                        record(new Holding.LicenceOnly(), Standing.of(state)),
                        new Holding.CardOnly(CARD));

        assertEquals(Outcome.Refused.by(rule), outcome);
    }

    @ParameterizedTest
    @CsvSource({"LICENCE_ONLY,", "CARD_ONLY, CARD-0001", "BOTH, CARD-0001"})
    void aHoldingIsReadFromItsForm(HoldingForm form, @Nullable String card) {
        Holding holding = Holding.of(form, reference(card));

        assertEquals(form, holding.form());
        assertEquals(reference(card), holding.card());
    }

    @ParameterizedTest
    @CsvSource({"LICENCE_ONLY, CARD-0001", "CARD_ONLY,", "BOTH,"})
    void aHoldingHasACardExactlyIfItsFormNeedsOne(HoldingForm form, @Nullable String card) {
        assertThrows(IllegalArgumentException.class, () -> Holding.of(form, reference(card)));
    }

    private static Outcome change(LicenceRecord record, Holding wanted) {
        Optional<CardShown> shown =
                wanted.card().map(card -> new CardShown(card, Records.TODAY, true));
        return HoldingForms.change(record, wanted, shown, Records.FEES, Records.TODAY);
    }

    private static Optional<CardReference> reference(@Nullable String card) {
        return Optional.ofNullable(card).map(CardReference::new);
    }
}
