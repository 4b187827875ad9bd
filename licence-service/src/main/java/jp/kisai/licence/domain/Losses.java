package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.licence.domain.Outcome.Done;
import jp.kisai.licence.domain.Outcome.Refused;
import jp.kisai.licence.domain.Outcome.Step;

/// What follows when something was lost, one line for each case.
///
/// | carried | lost | wished | procedure | then carried |
/// |---|---|---|---|---|
/// | card | card | card | recording | card |
/// | card | card | licence | re-issue | licence |
/// | both | card | card | recording | both |
/// | both | card | licence | report of the loss | licence |
/// | licence | licence | licence | re-issue | licence |
/// | both | licence | licence | re-issue ✱ | both |
/// | both | licence | card | change of form ✱ | card |
///
/// Source: 鹿児島県警察「マイナ免許証を交付された方へ」 よくある質問⑨⑩. Lines with ✱ follow from the others; no publication
/// states them.
public final class Losses {

    private Losses() {}

    public enum Lost {
        LICENCE,
        MY_NUMBER_CARD
    }

    /// What the holder wants to drive with from now on. Who lost one of two and wants it again
    /// wishes for what was lost.
    public enum Wish {
        LICENCE,
        MY_NUMBER_CARD
    }

    /// @param shown the card that the municipality issued anew, where there is one
    public record Loss(Lost lost, Wish wish, Optional<CardShown> shown) {}

    public static Outcome report(LicenceRecord record, Loss loss, Fees fees, LocalDate today) {
        Optional<Rule> refusal = InForce.refusal(record, today);
        if (refusal.isPresent()) {
            return Refused.by(refusal.get());
        }
        return switch (loss.lost()) {
            case MY_NUMBER_CARD -> cardLost(record, loss, fees, today);
            case LICENCE -> licenceLost(record, loss, fees);
        };
    }

    private static Outcome cardLost(LicenceRecord record, Loss loss, Fees fees, LocalDate today) {
        Optional<CardReference> lost = record.holding().card();
        if (lost.isEmpty()) {
            return Refused.by(Rule.NOTHING_TO_LOSE);
        }
        return switch (loss.wish()) {
            case MY_NUMBER_CARD ->
                    loss.shown()
                            .filter(shown -> !lost.get().equals(shown.reference()))
                            .map(shown -> HoldingForms.record(record, shown, fees, today))
                            .orElse(Refused.by(Rule.CARD_NOT_REISSUED));
            case LICENCE ->
                    record.holding().form() == HoldingForm.BOTH
                            ? reported(record, fees)
                            : reissued(record, new Holding.LicenceOnly(), fees);
        };
    }

    private static Outcome licenceLost(LicenceRecord record, Loss loss, Fees fees) {
        return switch (record.holding()) {
            case Holding.CardOnly _ -> Refused.by(Rule.NOTHING_TO_LOSE);
            case Holding.LicenceOnly it ->
                    switch (loss.wish()) {
                        case LICENCE -> reissued(record, it, fees);
                        case MY_NUMBER_CARD -> Refused.by(Rule.NO_CARD_YET);
                    };
            case Holding.Both it ->
                    switch (loss.wish()) {
                        case LICENCE -> reissued(record, it, fees);
                        case MY_NUMBER_CARD -> cardAlone(record, it, fees);
                    };
        };
    }

    /// The other one of two is driven with; that the form changes is only reported.
    private static Done reported(LicenceRecord record, Fees fees) {
        return new Done(
                record.with(new Holding.LicenceOnly()),
                Procedure.LOSS_REPORT,
                List.of(fees.of(Procedure.LOSS_REPORT)),
                List.of(),
                Ground.LOSS_REPORTED.alone());
    }

    private static Done cardAlone(LicenceRecord record, Holding.Both both, Fees fees) {
        return new Done(
                record.with(new Holding.CardOnly(both.reference())),
                Procedure.HOLDING_FORM_CHANGE,
                List.of(fees.formChange(HoldingForm.BOTH, HoldingForm.CARD_ONLY)),
                List.of(),
                Ground.CARD_KEPT_AFTER_LOSS.alone());
    }

    /// Why a licence is issued again to somebody who carries it so.
    static Ground reissue(HoldingForm form) {
        return switch (form) {
            case LICENCE_ONLY -> Ground.REISSUED_AFTER_LOSS;
            case CARD_ONLY -> Ground.REISSUED_INSTEAD_OF_CARD;
            case BOTH -> Ground.REISSUED_BESIDE_CARD;
        };
    }

    private static Outcome reissued(LicenceRecord record, Holding holding, Fees fees) {
        return record.entitlement()
                .number()
                .reissued()
                .<Outcome>map(
                        number ->
                                new Done(
                                        record.with(record.entitlement().with(number))
                                                .with(holding),
                                        Procedure.LICENCE_REISSUE,
                                        List.of(fees.of(Procedure.LICENCE_REISSUE)),
                                        List.of(Step.ISSUE_LICENCE),
                                        reissue(record.holding().form()).alone()))
                .orElse(Refused.by(Rule.REISSUES_USED_UP));
    }
}
