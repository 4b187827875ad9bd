package jp.kisai.notification.domain;

import java.util.Collection;
import java.util.List;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Refusal;

/// Who must act next, and where the holder can turn.
public record Action(Party party, Place place) {

    public enum Place {
        /// 運転免許センターまたは警察署
        COUNTER,
        /// 市区町村の窓口
        MUNICIPAL_OFFICE,
        /// マイナポータル
        PORTAL,
        NOWHERE
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
            case Standing.Granted _ -> new Action(Party.OFFICER, Place.NOWHERE);
            case Standing.Applied _ -> new Action(Party.NOBODY, Place.NOWHERE);
            case Standing.Refused(var refusal) -> new Action(refusal.mustAct(), place(refusal));
            case Standing.Waiting(var doubt, _) -> new Action(doubt.mustAct(), place(doubt));
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
            case RENEWAL, CONSENT -> new Action(Party.HOLDER, Place.COUNTER);
            case CERTIFICATE -> new Action(Party.HOLDER, Place.MUNICIPAL_OFFICE);
            // Online, which the text says.
            case CARD -> new Action(Party.HOLDER, Place.NOWHERE);
        };
    }

    static Party mustAct(EncodingFailure failure) {
        return switch (failure) {
            case CHIP_BROKEN, CARD_EXPIRED -> Party.HOLDER;
            case ORDER_UNREADABLE,
                    CARD_NOT_FOUND,
                    READ_BACK_DIFFERS,
                    FACTORY_BUSY,
                    NO_ANSWER,
                    NOT_CARRIED,
                    UNKNOWN ->
                    Party.OFFICER;
        };
    }

    static Place place(EncodingFailure failure) {
        return switch (failure) {
            case CHIP_BROKEN, CARD_EXPIRED -> Place.MUNICIPAL_OFFICE;
            case CARD_NOT_FOUND, NOT_CARRIED -> Place.COUNTER;
            case ORDER_UNREADABLE, READ_BACK_DIFFERS, FACTORY_BUSY, NO_ANSWER, UNKNOWN ->
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
}
