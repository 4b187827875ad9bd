package jp.kisai.contracts.event;

import java.util.UUID;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.LicenceNumber;

/// J-LIS is producing a new card: may the licence be recorded on it (from 2025-09-01)?
///
/// @param request J-LIS's id of the production
/// @param newCard the card in production
/// @param trigger why a new card is made
/// @param channel how the holder applied
/// @param signatureCertificateWanted whether a signature certificate goes onto the new card
/// @param licenceNumber the recorded licence number that the applicant typed
public record CardProductionRequested(
        UUID request,
        CardReference newCard,
        Trigger trigger,
        Channel channel,
        boolean signatureCertificateWanted,
        LicenceNumber licenceNumber)
        implements EventData {

    public enum Trigger {
        EXPIRY,
        NO_SPACE_LEFT,
        LOSS,
        DAMAGE,
        UNKNOWN
    }

    public enum Channel {
        ONLINE,
        POST,
        COUNTER,
        PHOTO_BOOTH,
        EXPRESS,
        UNKNOWN
    }
}
