package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static CardShown card(CardReference reference, LocalDate expiresOn, boolean works) {
        return new CardShown(reference, expiresOn, works);
    }
}
