package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.licence.domain.ItemsChanges.Card;
import jp.kisai.licence.domain.ItemsChanges.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Source of the tables: 神奈川県警察「マイナ免許証について」 注意点2 (the card first, and its two exceptions), 注意点3
/// (the domicile); 鹿児島県警察「マイナ免許証を交付された方へ」 注意点② (both).
class ItemsChangesTest {

    private static final LocalDate TODAY = Records.TODAY;

    /// Every item × every state of the card, for who carries both and shows a resident record:
    /// `yes`, or `no` for CARD_FIRST.
    static Stream<Arguments> cardFirst() {
        return Stream.of(
                        "ADDRESS CHANGED yes",
                        "ADDRESS MOVED_89_DAYS_AGO yes",
                        "ADDRESS MOVED_90_DAYS_AGO no",
                        "ADDRESS NO_SPACE yes",
                        "ADDRESS UNCHANGED no",
                        "NAME CHANGED yes",
                        "NAME MOVED_89_DAYS_AGO no",
                        "NAME MOVED_90_DAYS_AGO no",
                        "NAME NO_SPACE no",
                        "NAME UNCHANGED no",
                        "BIRTH_DATE CHANGED yes",
                        "BIRTH_DATE MOVED_89_DAYS_AGO no",
                        "BIRTH_DATE MOVED_90_DAYS_AGO no",
                        "BIRTH_DATE NO_SPACE no",
                        "BIRTH_DATE UNCHANGED no",
                        "DOMICILE CHANGED yes",
                        "DOMICILE MOVED_89_DAYS_AGO yes",
                        "DOMICILE MOVED_90_DAYS_AGO yes",
                        "DOMICILE NO_SPACE yes",
                        "DOMICILE UNCHANGED yes")
                .map(row -> Arguments.of((Object[]) row.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("cardFirst")
    void forWhoCarriesBothTheCardComesFirst(String item, String card, String answer) {
        Outcome outcome = report(HoldingForm.BOTH, Item.valueOf(item), card(card), true, true);

        assertAnswer(answer, outcome);
    }

    /// The exceptions are for who carries both: a card alone is always changed first.
    @ParameterizedTest
    @MethodSource("cardFirst")
    void forWhoCarriesTheCardAloneThereIsNoException(String item, String card, String ignored) {
        Outcome outcome =
                report(HoldingForm.CARD_ONLY, Item.valueOf(item), card(card), true, false);

        boolean open = item.equals("DOMICILE") || card.equals("CHANGED");
        assertAnswer(open ? "yes" : "no", outcome);
    }

    @ParameterizedTest
    @MethodSource("cardFirst")
    void whoCarriesTheLicenceAloneNeedsNoCard(String item, String card, String ignored) {
        Outcome outcome =
                report(HoldingForm.LICENCE_ONLY, Item.valueOf(item), card(card), true, false);

        assertAnswer("yes", outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "LICENCE_ONLY, ADDRESS, UNCHANGED, needed",
        "LICENCE_ONLY, DOMICILE, UNCHANGED, needed",
        "CARD_ONLY, ADDRESS, CHANGED, not needed",
        "CARD_ONLY, DOMICILE, UNCHANGED, needed",
        "BOTH, ADDRESS, CHANGED, not needed",
        "BOTH, ADDRESS, MOVED_89_DAYS_AGO, needed",
        "BOTH, ADDRESS, NO_SPACE, needed",
        "BOTH, DOMICILE, CHANGED, needed",
    })
    void asksForAResidentRecordWhereTheCardDoesNotShowIt(
            HoldingForm form, Item item, String card, String record) {
        Outcome outcome = report(form, item, card(card), false, true);

        assertEquals(
                record.equals("needed"),
                outcome.equals(Outcome.Refused.by(Rule.RESIDENT_RECORD_NEEDED)));
    }

    @Test
    void whoCarriesBothBringsBoth() {
        Outcome outcome = report(HoldingForm.BOTH, Item.ADDRESS, new Card.Changed(), true, false);

        assertEquals(Outcome.Refused.by(Rule.BOTH_NEEDED), outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "IN_FORCE, ",
        // that a suspension does not lift the duty is practice, not published
        "SUSPENDED, ",
        "CANCELLED, LICENCE_CANCELLED",
        "LAPSED, LICENCE_LAPSED",
    })
    void aLicenceThatEndedIsNotChanged(LicenceState state, @Nullable Rule rule) {
        LicenceRecord record =
                Records.record(new Holding.CardOnly(Records.CARD), Standing.of(state));

        Outcome outcome =
                ItemsChanges.report(
                        Records.current(record),
                        new Report(TODAY, List.of(Records.MOVED), new Card.Changed(), true, true),
                        Records.FEES,
                        TODAY);

        assertEquals(
                Optional.ofNullable(rule).map(Outcome.Refused::by),
                outcome instanceof Outcome.Refused it ? Optional.of(it) : Optional.empty());
    }

    @Test
    void aCorrectedBirthDateMovesTheLastDay() {
        Outcome outcome =
                report(HoldingForm.CARD_ONLY, Item.BIRTH_DATE, new Card.Changed(), true, false);

        assertEquals(
                LocalDate.of(2028, 8, 15),
                assertInstanceOf(Outcome.Done.class, outcome).record().validUntil());
    }

    @Test
    void anOlderChangeDoesNotTakeANewerOneBack() {
        CurrentLicence licence = Records.current(Records.record());
        CurrentLicence moved =
                licence.next(
                        licence.record().with(Records.MOVED, TODAY),
                        List.of(Item.ADDRESS),
                        Records.NOW);

        Outcome outcome =
                ItemsChanges.report(
                        moved,
                        new Report(
                                TODAY.minusDays(1),
                                List.of(
                                        new ItemChange.Address(
                                                Records.CHIYODA, "東京都千代田区霞が関二丁目1番2号")),
                                new Card.Changed(),
                                true,
                                true),
                        Records.FEES,
                        TODAY);

        assertEquals(Outcome.Refused.by(Rule.OLDER_THAN_RECORD), outcome);
    }

    @Test
    void whatIsAlreadyRecordedChangesNothing() {
        CurrentLicence licence = Records.current(Records.record());

        Outcome outcome =
                ItemsChanges.report(
                        licence,
                        new Report(
                                TODAY,
                                List.of(licence.record().address()),
                                new Card.Changed(),
                                true,
                                true),
                        Records.FEES,
                        TODAY);

        assertEquals(Outcome.Refused.by(Rule.NOTHING_CHANGES), outcome);
    }

    @Test
    void aReportNamesEachItemOnce() {
        List<ItemChange> twice = List.of(Records.MOVED, Records.MOVED);
        Card card = new Card.Changed();

        assertThrows(
                IllegalArgumentException.class, () -> new Report(TODAY, twice, card, true, true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Report(TODAY, List.of(), card, true, true));
    }

    @Test
    void standsAtTheEndOfItsDayButNeverInTheFuture() {
        Instant now = Records.NOW;

        assertEquals(now, ItemsChanges.place(TODAY, now));
        assertEquals(
                TokyoTime.startOf(TODAY).minusMillis(1),
                ItemsChanges.place(TODAY.minusDays(1), now));
    }

    private static void assertAnswer(String answer, Outcome outcome) {
        if (answer.equals("yes")) {
            assertInstanceOf(Outcome.Done.class, outcome);
        } else {
            assertEquals(new Outcome.Refused(Rule.CARD_FIRST, Procedure.MUNICIPAL_CHANGE), outcome);
        }
    }

    private static Outcome report(
            HoldingForm form, Item item, Card card, boolean residentRecord, boolean bothShown) {
        Optional<CardReference> carried =
                form == HoldingForm.LICENCE_ONLY ? Optional.empty() : Optional.of(Records.CARD);
        return ItemsChanges.report(
                Records.current(Records.record(Holding.of(form, carried), Standing.IN_FORCE)),
                new Report(TODAY, List.of(change(item)), card, residentRecord, bothShown),
                Records.FEES,
                TODAY);
    }

    private static ItemChange change(Item item) {
        return switch (item) {
            case NAME -> Records.MARRIED;
            case BIRTH_DATE -> Records.BORN_IN_JULY;
            case ADDRESS -> Records.MOVED;
            case DOMICILE -> Records.TRANSFERRED;
        };
    }

    private static Card card(String state) {
        return switch (state) {
            case "CHANGED" -> new Card.Changed();
            case "MOVED_89_DAYS_AGO" -> new Card.NotHandedIn(TODAY.minusDays(89));
            case "MOVED_90_DAYS_AGO" -> new Card.NotHandedIn(TODAY.minusDays(90));
            case "NO_SPACE" -> new Card.NoSpaceLeft();
            default -> new Card.Unchanged();
        };
    }
}
