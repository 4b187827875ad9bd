package jp.kisai.consent.web;

import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// One thing that can be done about an item that waits or was refused: what, with what, where,
/// until when, and the same as a sentence for whoever reads the screen aloud.
///
/// @param here whether it can be done where the asker stands: at a counter, or in the portal
public record NextStep(
        Action action,
        List<Bring> with,
        Place where,
        boolean here,
        @Nullable Instant until,
        String ja,
        String en) {

    public enum Place {
        /// 運転免許センターまたは警察署
        COUNTER,
        /// 市区町村の窓口
        MUNICIPAL_OFFICE,
        /// マイナポータル
        PORTAL,
        NOWHERE
    }

    public enum Bring {
        MY_NUMBER_CARD,
        /// 署名用電子証明書のパスワード; typed into the reader of the card, never kept
        SIGNATURE_PASSWORD,
        /// 本籍が記載された住民票1通
        RESIDENCE_CERTIFICATE
    }

    public enum Action {
        /// S0: 新たな署名用電子証明書の発行手続
        ISSUE_CERTIFICATE(
                Place.MUNICIPAL_OFFICE,
                "市区町村の窓口で、新しい署名用電子証明書の発行を受けてください。",
                "Have your municipality issue a new signature certificate."),
        /// S0: 本籍のオンライン変更
        SUBMIT_DOMICILE(
                Place.PORTAL,
                "マイナポータルで、本籍のオンライン変更の手続をしてください。",
                "Submit the change of registered domicile in Mynaportal."),
        /// 道路交通法第94条第1項
        REPORT_CHANGE(
                Place.COUNTER,
                "警察の窓口で、記載事項変更の届出をしてください。",
                "Report the change at a police counter."),
        /// S1: 住民票（本籍記載のもの）1通を提出
        REPORT_DOMICILE(
                Place.COUNTER,
                "本籍が記載された住民票1通を持って、警察の窓口で届出をしてください。",
                "Report it at a police counter, with one certificate of residence that shows your"
                        + " registered domicile."),
        GIVE_CONSENT(
                Place.COUNTER,
                "次の変更に備えて、警察の窓口で利用同意の手続をしてください。",
                "Give your consent at a police counter, so that the next change needs no visit."),
        CHOOSE_CHARACTERS(
                Place.COUNTER,
                "警察の窓口で、記録に使う文字を確認してください。",
                "Decide at a police counter which characters are to be recorded."),
        HAVE_CHECKED(
                Place.COUNTER,
                "署名用電子証明書について、警察の窓口で確認を受けてください。",
                "Have your signature certificate looked into at a police counter."),
        WAIT(
                Place.NOWHERE,
                "今は手続の必要はありません。結果をお待ちください。",
                "There is nothing to do now. Please wait for the result.");

        private final Place where;
        private final String ja;
        private final String en;

        Action(Place where, String ja, String en) {
            this.where = where;
            this.ja = ja;
            this.en = en;
        }

        private NextStep at(Place asker, @Nullable Instant until) {
            return new NextStep(this, with(), where, where == asker, until, ja, en);
        }

        private List<Bring> with() {
            return switch (this) {
                case ISSUE_CERTIFICATE, SUBMIT_DOMICILE, GIVE_CONSENT ->
                        List.of(Bring.MY_NUMBER_CARD, Bring.SIGNATURE_PASSWORD);
                case REPORT_DOMICILE -> List.of(Bring.MY_NUMBER_CARD, Bring.RESIDENCE_CERTIFICATE);
                case REPORT_CHANGE, CHOOSE_CHARACTERS, HAVE_CHECKED ->
                        List.of(Bring.MY_NUMBER_CARD);
                case WAIT -> List.of();
            };
        }
    }

    /// The quickest first.
    ///
    /// @param asker where the asker stands
    /// @param until when the wait ends by itself
    static List<NextStep> after(Doubt doubt, Item item, Place asker, @Nullable Instant until) {
        return switch (doubt) {
            case WAITING_FOR_SUCCESSOR ->
                    List.of(
                            Action.ISSUE_CERTIFICATE.at(asker, until),
                            Action.REPORT_CHANGE.at(asker, null));
            case WAITING_FOR_HOLDER ->
                    List.of(
                            Action.SUBMIT_DOMICILE.at(asker, until),
                            Action.REPORT_DOMICILE.at(asker, null));
            case REVOCATION_UNKNOWN,
                    CERTIFICATE_UNDETERMINED,
                    REASON_UNKNOWN,
                    BEHIND_EARLIER_CHANGE ->
                    List.of(Action.WAIT.at(asker, until), report(item).at(asker, null));
            case NOT_YET_EFFECTIVE -> List.of(Action.WAIT.at(asker, until));
        };
    }

    /// What settles the item first, then what spares the holder the visit next time.
    static List<NextStep> after(Refusal refusal, Item item, Place asker) {
        return actions(refusal, item).stream().map(action -> action.at(asker, null)).toList();
    }

    /// A verdict rests on a certificate that was already compromised then.
    static List<NextStep> afterCompromise(Place asker) {
        return List.of(Action.HAVE_CHECKED.at(asker, null));
    }

    private static List<Action> actions(Refusal refusal, Item item) {
        return switch (refusal) {
            case NO_CONSENT, ITEM_NOT_CONSENTED, CONSENT_EXPIRED, CONSENT_WITHDRAWN ->
                    List.of(report(item), Action.GIVE_CONSENT);
            case CERTIFICATE_COMPROMISED, CERTIFICATE_GIVEN_UP ->
                    List.of(report(item), Action.ISSUE_CERTIFICATE, Action.GIVE_CONSENT);
            case NO_SUCCESSOR_IN_TIME -> List.of(report(item), Action.ISSUE_CERTIFICATE);
            case CERTIFICATE_NOT_ACCEPTABLE, SUCCESSOR_DISAGREES ->
                    List.of(Action.HAVE_CHECKED, report(item));
            case NEEDS_COUNTER_CHARACTERS -> List.of(Action.CHOOSE_CHARACTERS);
            case NO_SUBMISSION_IN_TIME,
                    NOT_KNOWN_IN_TIME,
                    NOT_CARD_ONLY,
                    NO_LICENCE,
                    LICENCE_NOT_IN_FORCE,
                    HOLDER_DEPARTED ->
                    List.of(report(item));
            case SUPERSEDED, HOLDER_DECEASED -> List.of();
        };
    }

    private static Action report(Item item) {
        return item == Item.DOMICILE ? Action.REPORT_DOMICILE : Action.REPORT_CHANGE;
    }
}
