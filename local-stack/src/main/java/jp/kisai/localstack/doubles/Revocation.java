package jp.kisai.localstack.doubles;

import java.math.BigInteger;
import java.time.Instant;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.bouncycastle.asn1.x509.CRLReason;

/// One entry of a revocation list.
public record Revocation(BigInteger serial, RevocationReason reason, Instant revokedAt) {

    /// RFC 5280 §5.3.1
    int reasonCode() {
        return switch (reason) {
            case UNSPECIFIED, UNKNOWN -> CRLReason.unspecified;
            case KEY_COMPROMISE -> CRLReason.keyCompromise;
            case CA_COMPROMISE -> CRLReason.cACompromise;
            case AFFILIATION_CHANGED -> CRLReason.affiliationChanged;
            case SUPERSEDED -> CRLReason.superseded;
            case CESSATION_OF_OPERATION -> CRLReason.cessationOfOperation;
            case CERTIFICATE_HOLD -> CRLReason.certificateHold;
        };
    }
}
