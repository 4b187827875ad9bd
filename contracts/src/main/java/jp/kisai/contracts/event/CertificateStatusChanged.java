package jp.kisai.contracts.event;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.jspecify.annotations.Nullable;

/// A holder's signature certificate was issued or revoked, as the JPKI gateway saw it.
public record CertificateStatusChanged(Status status) implements EventData {

    public sealed interface Status {}

    /// @param certificate the certificate, DER in base64 (RFC 4648 §4)
    /// @param predecessor the certificate whose place it takes, if any
    public record Issued(String certificate, @Nullable CertificateSerial predecessor)
            implements Status {}

    /// @param serial the revoked certificate
    /// @param revokedAt from when
    public record Revoked(CertificateSerial serial, RevocationReason reason, Instant revokedAt)
            implements Status {}
}
