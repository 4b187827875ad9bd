package jp.kisai.consent.domain;

import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;

/// What is asked of one item, in this order; and by what clause. The answer that an item got says
/// which question gave it.
///
/// S0 and S1 are the publications of the police of Kagoshima (leaflet) and Kanagawa (page of
/// 2025-03-24). Where no law or publication settles a question, the clause is this project's own.
public enum Question {
    HOLDER_IS_THERE("consented-and-valid: questions"),
    NOTHING_NEWER("consented-and-valid: questions"),
    IN_EFFECT("consented-and-valid: event time"),
    /// S0: 同意の有効期間は10年間; 同意しなかった項目については届出が必要. S1: 同意項目の選択
    CONSENTED("府令第21条の14; S0 住所変更ワンストップサービス等 注意点; S1 メリット1"),
    CARRIED("JIS X 0208; consented-and-valid: questions"),
    REASON_KNOWN("consented-and-valid: questions"),
    /// S0: 変更の届出をした際は、新たな署名用電子証明書の発行手続をしてください
    BORNE_OUT("S0 住所変更ワンストップサービス等 注意点; RFC 5280 §5.3.1, §6.3"),
    /// S0: 本籍の変更がある都度
    SUBMITTED("府令第21条の13; S0 本籍のオンライン変更 注意点"),
    IN_TURN("consented-and-valid: questions"),
    /// Asked by licence-service. S1: マイナ免許証のみを保有する方が対象
    AT_THE_RECORD("S1 メリット1; 道路交通法第94条第1項");

    private final String clause;

    Question(String clause) {
        this.clause = clause;
    }

    public String clause() {
        return clause;
    }

    /// The question that this state is an answer to. What was granted has answered the last one.
    public static Question answeredBy(Item item, ItemState state) {
        return switch (state) {
            case ItemState.Granted _, ItemState.Undecided _ -> last(item);
            case ItemState.Waiting(Doubt doubt, _) -> of(doubt, item);
            case ItemState.Refused(Refusal refusal) -> of(refusal, item);
        };
    }

    private static Question last(Item item) {
        return item == Item.DOMICILE ? SUBMITTED : BORNE_OUT;
    }

    private static Question of(Doubt doubt, Item item) {
        return switch (doubt) {
            case WAITING_FOR_SUCCESSOR -> BORNE_OUT;
            case REVOCATION_UNKNOWN, CERTIFICATE_UNDETERMINED -> last(item);
            case WAITING_FOR_HOLDER -> SUBMITTED;
            case BEHIND_EARLIER_CHANGE -> IN_TURN;
            case NOT_YET_EFFECTIVE -> IN_EFFECT;
            case REASON_UNKNOWN -> REASON_KNOWN;
        };
    }

    private static Question of(Refusal refusal, Item item) {
        return switch (refusal) {
            case HOLDER_DECEASED, HOLDER_DEPARTED -> HOLDER_IS_THERE;
            case SUPERSEDED -> NOTHING_NEWER;
            case NO_CONSENT, ITEM_NOT_CONSENTED, CONSENT_EXPIRED, CONSENT_WITHDRAWN -> CONSENTED;
            case NEEDS_COUNTER_CHARACTERS -> CARRIED;
            case CERTIFICATE_COMPROMISED,
                    CERTIFICATE_NOT_ACCEPTABLE,
                    CERTIFICATE_GIVEN_UP,
                    NO_SUCCESSOR_IN_TIME,
                    SUCCESSOR_DISAGREES ->
                    BORNE_OUT;
            case NOT_KNOWN_IN_TIME -> last(item);
            case NO_SUBMISSION_IN_TIME -> SUBMITTED;
            case NOT_CARD_ONLY, NO_LICENCE, LICENCE_NOT_IN_FORCE -> AT_THE_RECORD;
        };
    }
}
