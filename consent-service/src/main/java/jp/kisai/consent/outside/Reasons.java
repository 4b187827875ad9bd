package jp.kisai.consent.outside;

import jp.kisai.contracts.vocabulary.RevocationReason;

/// Reason codes as lists and responders write them (RFC 5280 §5.3.1).
final class Reasons {

    private Reasons() {}

    static RevocationReason of(int code) {
        return switch (code) {
            case 0 -> RevocationReason.UNSPECIFIED;
            case 1 -> RevocationReason.KEY_COMPROMISE;
            case 2 -> RevocationReason.CA_COMPROMISE;
            case 3 -> RevocationReason.AFFILIATION_CHANGED;
            case 4 -> RevocationReason.SUPERSEDED;
            case 5 -> RevocationReason.CESSATION_OF_OPERATION;
            case 6 -> RevocationReason.CERTIFICATE_HOLD;
            default -> RevocationReason.UNKNOWN;
        };
    }
}
