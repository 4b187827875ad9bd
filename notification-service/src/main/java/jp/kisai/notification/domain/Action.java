package jp.kisai.notification.domain;

import java.util.Collection;
import java.util.List;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Refusal;

/// Who must act next, where the holder can turn, and what that costs.
public record Action(Party party, Place place, Fee fee) {

    public enum Place {
        /// 運転免許センターまたは警察署
        COUNTER,
        /// 市区町村の窓口
        MUNICIPAL_OFFICE,
        /// マイナポータル
        PORTAL,
        NOWHERE
    }

    public enum Fee {
        /// Nothing is due, or no authority has published what is.
        UNSAID(0),
        /// 記載事項変更の届出: free of charge.
        NONE(0),
        /// 免許情報記録 outside a renewal (鹿児島県警察, leaflet, question 9).
        RECORDING(1_500);

        private final int yen;

        Fee(int yen) {
            this.yen = yen;
        }

        int yen() {
            return yen;
        }
    }

    private static Action of(Party party, Place place) {
        return new Action(party, place, Fee.UNSAID);
    }

    /// Who of several is named first: the holder, because nothing moves until the holder does.
    private static final List<Party> PRECEDENCE =
            List.of(
                    Party.HOLDER,
                    Party.OFFICER,
                    Party.MUNICIPALITY,
                    Party.FACTORY,
                    Party.JLIS,
                    Party.OPERATOR,
                    Party.NOBODY);

    static Action after(Standing standing) {
        return switch (standing) {
            case Standing.Granted _ -> of(Party.OFFICER, Place.NOWHERE);
            case Standing.Applied _ -> of(Party.NOBODY, Place.NOWHERE);
            case Standing.Refused(var refusal) ->
                    new Action(refusal.mustAct(), place(refusal), fee(refusal));
            case Standing.Waiting(var doubt, _) -> of(doubt.mustAct(), place(doubt));
        };
    }

    /// The one who is named for the whole outcome.
    public static Party mustAct(Outcome outcome) {
        return switch (outcome) {
            case Outcome.ChangeOutcome(_, var items) -> mustAct(items.values());
            case Outcome.FollowUp(_, _, var items) -> mustAct(items.values());
            case Outcome.Reminder _ -> Party.HOLDER;
            case Outcome.Encoded _ -> Party.NOBODY;
            case Outcome.EncodingHeld _ -> Party.NOBODY;
            case Outcome.EncodingFailed(var failure) -> mustAct(failure);
        };
    }

    private static Party mustAct(Collection<? extends Standing> items) {
        return PRECEDENCE.stream()
                .filter(party -> items.stream().anyMatch(it -> after(it).party() == party))
                .findFirst()
                .orElse(Party.NOBODY);
    }

    /// What to do before something runs out.
    static Action before(Clocks.Kind clock) {
        return switch (clock) {
            case RENEWAL, CONSENT -> of(Party.HOLDER, Place.COUNTER);
            case CERTIFICATE -> of(Party.HOLDER, Place.MUNICIPAL_OFFICE);
            // Online, which the text says.
            case CARD -> of(Party.HOLDER, Place.NOWHERE);
        };
    }

    static Action after(EncodingFailure failure) {
        return new Action(mustAct(failure), place(failure), fee(failure));
    }

    private static Party mustAct(EncodingFailure failure) {
        return switch (failure) {
            case CHIP_BROKEN, CARD_EXPIRED -> Party.HOLDER;
            case ORDER_UNREADABLE,
                    CARD_NOT_FOUND,
                    READ_BACK_DIFFERS,
                    FACTORY_BUSY,
                    NO_ANSWER,
                    NOT_CARRIED,
                    RECALLED,
                    UNKNOWN ->
                    Party.OFFICER;
        };
    }

    private static Place place(EncodingFailure failure) {
        return switch (failure) {
            case CHIP_BROKEN, CARD_EXPIRED -> Place.MUNICIPAL_OFFICE;
            case CARD_NOT_FOUND, NOT_CARRIED -> Place.COUNTER;
            case ORDER_UNREADABLE, READ_BACK_DIFFERS, FACTORY_BUSY, NO_ANSWER, RECALLED, UNKNOWN ->
                    Place.NOWHERE;
        };
    }

    private static Place place(Refusal refusal) {
        return switch (refusal) {
            case NO_CONSENT,
                    ITEM_NOT_CONSENTED,
                    CONSENT_EXPIRED,
                    CONSENT_WITHDRAWN,
                    CERTIFICATE_COMPROMISED,
                    CERTIFICATE_NOT_ACCEPTABLE,
                    CERTIFICATE_GIVEN_UP,
                    NO_SUCCESSOR_IN_TIME,
                    SUCCESSOR_DISAGREES,
                    NO_SUBMISSION_IN_TIME,
                    NOT_KNOWN_IN_TIME,
                    NEEDS_COUNTER_CHARACTERS,
                    NOT_CARD_ONLY,
                    NO_LICENCE,
                    LICENCE_NOT_IN_FORCE,
                    HOLDER_DEPARTED ->
                    Place.COUNTER;
            case SUPERSEDED, HOLDER_DECEASED -> Place.NOWHERE;
        };
    }

    private static Place place(Doubt doubt) {
        return switch (doubt) {
            case WAITING_FOR_SUCCESSOR -> Place.MUNICIPAL_OFFICE;
            case WAITING_FOR_HOLDER -> Place.PORTAL;
            case REVOCATION_UNKNOWN,
                    BEHIND_EARLIER_CHANGE,
                    NOT_YET_EFFECTIVE,
                    REASON_UNKNOWN,
                    CERTIFICATE_UNDETERMINED ->
                    Place.NOWHERE;
        };
    }

    private static Fee fee(Refusal refusal) {
        return switch (refusal) {
            case NO_CONSENT,
                    ITEM_NOT_CONSENTED,
                    CONSENT_EXPIRED,
                    CONSENT_WITHDRAWN,
                    CERTIFICATE_GIVEN_UP,
                    NO_SUCCESSOR_IN_TIME,
                    NO_SUBMISSION_IN_TIME,
                    NOT_KNOWN_IN_TIME,
                    NEEDS_COUNTER_CHARACTERS,
                    NOT_CARD_ONLY ->
                    Fee.NONE;
            case CERTIFICATE_COMPROMISED,
                    CERTIFICATE_NOT_ACCEPTABLE,
                    SUCCESSOR_DISAGREES,
                    SUPERSEDED,
                    NO_LICENCE,
                    LICENCE_NOT_IN_FORCE,
                    HOLDER_DECEASED,
                    HOLDER_DEPARTED ->
                    Fee.UNSAID;
        };
    }

    private static Fee fee(EncodingFailure failure) {
        return switch (failure) {
            case CHIP_BROKEN, CARD_EXPIRED -> Fee.RECORDING;
            case ORDER_UNREADABLE,
                    CARD_NOT_FOUND,
                    READ_BACK_DIFFERS,
                    FACTORY_BUSY,
                    NO_ANSWER,
                    NOT_CARRIED,
                    RECALLED,
                    UNKNOWN ->
                    Fee.UNSAID;
        };
    }
}
