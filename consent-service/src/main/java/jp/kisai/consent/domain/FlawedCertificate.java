package jp.kisai.consent.domain;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import org.jspecify.annotations.Nullable;

/// What the gateway handed over as a successor and what is none: wrong policy, wrong purpose,
/// another issuer; or of which nobody can say yet whether it is one.
///
/// @param predecessor the certificate whose place it claims
/// @param undetermined the engines disagree about it
public record FlawedCertificate(
        @Nullable CertificateSerial predecessor, Instant notBefore, boolean undetermined) {}
