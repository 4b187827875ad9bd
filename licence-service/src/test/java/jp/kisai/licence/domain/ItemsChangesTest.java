package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: 神奈川県警察「マイナ免許証について」 注意点2 (the card first, and its two exceptions), 注意点3
/// (the domicile); 鹿児島県警察「マイナ免許証を交付された方へ」 注意点② (both).
class ItemsChangesTest {

    private static final LocalDate TODAY = Records.TODAY;

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
                        Records.NOW,
                        Numbering.FROM_ONE);

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
}
