package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.licence.domain.Losses.Loss;
import jp.kisai.licence.domain.Losses.Lost;
import jp.kisai.licence.domain.Losses.Wish;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Source of the table: 鹿児島県警察「マイナ免許証を交付された方へ」 よくある質問⑨⑩; lines with ✱ follow from the others.
class LossesTest {

    private static final LocalDate TODAY = Records.TODAY;

    /// Carried × lost × wished → procedure, then carried, yen, and the number's last digit.
    @ParameterizedTest
    @CsvSource({
        "CARD_ONLY,    MY_NUMBER_CARD, MY_NUMBER_CARD, CARD_RECORDING,      CARD_ONLY,    1500, 0",
        "CARD_ONLY,    MY_NUMBER_CARD, LICENCE,        LICENCE_REISSUE,     LICENCE_ONLY, 2550, 1",
        "BOTH,         MY_NUMBER_CARD, MY_NUMBER_CARD, CARD_RECORDING,      BOTH,         1500, 0",
        "BOTH,         MY_NUMBER_CARD, LICENCE,        LOSS_REPORT,         LICENCE_ONLY, 0,    0",
        "LICENCE_ONLY, LICENCE,        LICENCE,        LICENCE_REISSUE,     LICENCE_ONLY, 2550, 1",
        // ✱
        "BOTH,         LICENCE,        LICENCE,        LICENCE_REISSUE,     BOTH,         2550, 1",
        // ✱
        "BOTH,         LICENCE,        MY_NUMBER_CARD, HOLDING_FORM_CHANGE, CARD_ONLY,    0,    0",
    })
    void leadsToTheProcedureThatTheHolderWishes(
            HoldingForm form,
            Lost lost,
            Wish wish,
            Procedure procedure,
            HoldingForm then,
            int yen,
            String lastDigit) {
        Outcome outcome = report(form, new Loss(lost, wish, Optional.of(reissued())));

        Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome);
        assertEquals(procedure, done.procedure());
        assertEquals(then, done.record().holding().form());
        assertEquals(yen, done.fees().getFirst().yen());
        assertEquals("30901234562" + lastDigit, done.record().entitlement().number().digits());
    }

    @ParameterizedTest
    @CsvSource({
        "LICENCE_ONLY, MY_NUMBER_CARD, MY_NUMBER_CARD, NOTHING_TO_LOSE, HOLDING_FORM_CHANGE",
        "LICENCE_ONLY, MY_NUMBER_CARD, LICENCE,        NOTHING_TO_LOSE, HOLDING_FORM_CHANGE",
        "LICENCE_ONLY, LICENCE,        MY_NUMBER_CARD, NO_CARD_YET,     HOLDING_FORM_CHANGE",
        "CARD_ONLY,    LICENCE,        LICENCE,        NOTHING_TO_LOSE, HOLDING_FORM_CHANGE",
        "CARD_ONLY,    LICENCE,        MY_NUMBER_CARD, NOTHING_TO_LOSE, HOLDING_FORM_CHANGE",
    })
    void whatIsNotCarriedIsNotLost(
            HoldingForm form, Lost lost, Wish wish, Rule rule, Procedure instead) {
        Outcome outcome = report(form, new Loss(lost, wish, Optional.of(reissued())));

        assertEquals(new Outcome.Refused(rule, instead), outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "CARD_ONLY, none, CARD_NOT_REISSUED",
        "CARD_ONLY, lost, CARD_NOT_REISSUED",
        "CARD_ONLY, expired, CARD_EXPIRED",
        "CARD_ONLY, broken, CHIP_BROKEN",
        "BOTH, none, CARD_NOT_REISSUED",
        "BOTH, lost, CARD_NOT_REISSUED",
        "BOTH, expired, CARD_EXPIRED",
        "BOTH, broken, CHIP_BROKEN",
    })
    void onlyAReissuedCardThatWorksCarriesItAgain(HoldingForm form, String card, Rule rule) {
        Optional<CardShown> shown =
                switch (card) {
                    case "none" -> Optional.empty();
                    case "lost" -> Optional.of(card(Records.CARD, TODAY, true));
                    case "expired" -> Optional.of(card(Records.NEW_CARD, TODAY.minusDays(1), true));
                    default -> Optional.of(card(Records.NEW_CARD, TODAY, false));
                };

        Outcome outcome = report(form, new Loss(Lost.MY_NUMBER_CARD, Wish.MY_NUMBER_CARD, shown));

        assertEquals(new Outcome.Refused(rule, Procedure.CARD_REISSUE), outcome);
    }

    @ParameterizedTest
    @EnumSource(
            value = HoldingForm.class,
            names = {"LICENCE_ONLY", "BOTH"})
    void theTenthReissueIsForSomebodyToDecide(HoldingForm form) {
        LicenceRecord record = record(form);
        LicenceRecord ninth =
                record.with(record.entitlement().with(new LicenceNumber("309012345629")));

        Outcome outcome =
                Losses.report(
                        ninth,
                        new Loss(Lost.LICENCE, Wish.LICENCE, Optional.empty()),
                        Records.FEES,
                        TODAY);

        assertEquals(Outcome.Refused.by(Rule.REISSUES_USED_UP), outcome);
    }

    private static Outcome report(HoldingForm form, Loss loss) {
        return Losses.report(record(form), loss, Records.FEES, TODAY);
    }

    private static LicenceRecord record(HoldingForm form) {
        Optional<CardReference> card =
                form == HoldingForm.LICENCE_ONLY ? Optional.empty() : Optional.of(Records.CARD);
        return Records.record(Holding.of(form, card), Standing.IN_FORCE);
    }

    private static CardShown reissued() {
        return card(Records.NEW_CARD, TODAY, true);
    }

    private static CardShown card(CardReference reference, LocalDate expiresOn, boolean works) {
        return new CardShown(reference, expiresOn, works);
    }
}
