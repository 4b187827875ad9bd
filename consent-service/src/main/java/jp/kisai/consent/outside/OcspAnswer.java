package jp.kisai.consent.outside;

import java.time.Instant;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Revocation;

/// A responder's answer about one certificate, in order.
///
/// @param producedAt when the responder signed it
/// @param thisUpdate as of when it is so
/// @param nextUpdate from when on a newer one is to be had
public record OcspAnswer(
        CertificateKey certificate,
        Status status,
        Instant producedAt,
        Instant thisUpdate,
        Instant nextUpdate) {

    public sealed interface Status {

        record Good() implements Status {}

        record Revoked(Revocation revocation) implements Status {}

        /// The responder does not know the certificate. That is no answer.
        record Unknown() implements Status {}
    }
}
