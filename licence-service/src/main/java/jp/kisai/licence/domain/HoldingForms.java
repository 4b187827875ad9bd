package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.licence.domain.Outcome.Done;
import jp.kisai.licence.domain.Outcome.Refused;
import jp.kisai.licence.domain.Outcome.Step;

/// Changes of how the licence is carried: of its form (保有状況変更), or of the card that carries it
/// (免許情報の記録).
///
/// Source: 神奈川県警察「マイナ免許証について」 保有状況について (at any time, for a fee) and 一体化について (which cards).
public final class HoldingForms {

    private HoldingForms() {}

    /// Another form, or the same form on another card.
    ///
    /// @param shown the card that the officer examined; needed where the licence comes onto it
    public static Outcome change(
            LicenceRecord record,
            Holding wanted,
            Optional<CardShown> shown,
            Fees fees,
            LocalDate today) {
        Optional<Rule> refusal =
                InForce.refusal(record, today)
                        .or(() -> shown.flatMap(it -> it.refusal(today)))
                        .or(() -> notExamined(record.holding(), wanted, shown));
        if (refusal.isPresent()) {
            return Refused.by(refusal.get());
        }
        if (record.holding().equals(wanted)) {
            return Refused.by(Rule.SAME_AS_BEFORE);
        }
        return done(record, wanted, fees);
    }

    /// What carries the licence already was examined when it was recorded.
    static Optional<Rule> notExamined(Holding from, Holding to, Optional<CardShown> shown) {
        return isRecordedAnew(from, to)
                        && shown.map(CardShown::reference).filter(isTheCardOf(to)).isEmpty()
                ? Optional.of(Rule.CARD_NOT_SHOWN)
                : Optional.empty();
    }

    private static Predicate<CardReference> isTheCardOf(Holding holding) {
        return card -> holding.card().filter(card::equals).isPresent();
    }

    private static boolean isRecordedAnew(Holding from, Holding to) {
        return to.card().isPresent() && !to.card().equals(from.card());
    }

    /// The licence onto another card of a holder who has it on one: after a loss, or when the
    /// municipality issued a new card.
    public static Outcome record(
            LicenceRecord record, CardShown shown, Fees fees, LocalDate today) {
        return switch (record.holding()) {
            case Holding.LicenceOnly _ -> Refused.by(Rule.NO_CARD_YET);
            case Holding.CardOnly _ ->
                    change(
                            record,
                            new Holding.CardOnly(shown.reference()),
                            Optional.of(shown),
                            fees,
                            today);
            case Holding.Both _ ->
                    change(
                            record,
                            new Holding.Both(shown.reference()),
                            Optional.of(shown),
                            fees,
                            today);
        };
    }

    private static Done done(LicenceRecord record, Holding wanted, Fees fees) {
        HoldingForm from = record.holding().form();
        HoldingForm to = wanted.form();
        boolean sameForm = from == to;
        return new Done(
                record.with(wanted),
                sameForm ? Procedure.CARD_RECORDING : Procedure.HOLDING_FORM_CHANGE,
                List.of(sameForm ? fees.of(Procedure.CARD_RECORDING) : fees.formChange(from, to)),
                steps(record.holding(), wanted),
                (sameForm ? Ground.RECORDED_ANEW : Ground.FORM_CHANGE).alone());
    }

    /// What the counter does. On a card that does not carry the licence yet, its own area comes
    /// first (神奈川県警察: 免許専用の記録領域を作成してから免許情報を記録).
    static List<Step> steps(Holding from, Holding to) {
        List<Step> steps = new ArrayList<>();
        if (isRecordedAnew(from, to)) {
            steps.add(Step.CREATE_LICENCE_AREA);
            steps.add(Step.RECORD_LICENCE_DATA);
        }
        if (to.card().isEmpty() && from.card().isPresent()) {
            steps.add(Step.DELETE_LICENCE_DATA);
        }
        boolean had = from.form() != HoldingForm.CARD_ONLY;
        boolean has = to.form() != HoldingForm.CARD_ONLY;
        if (has && !had) {
            steps.add(Step.ISSUE_LICENCE);
        }
        if (had && !has) {
            steps.add(Step.TAKE_LICENCE_BACK);
        }
        return steps;
    }
}
