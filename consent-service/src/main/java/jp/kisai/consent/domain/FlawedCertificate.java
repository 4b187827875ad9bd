package jp.kisai.consent.domain;

import java.time.Instant;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import org.jspecify.annotations.Nullable;

/// What the gateway handed over as a successor and what is none: wrong policy, wrong purpose,
/// another issuer.
///
/// @param predecessor the certificate whose place it claims
public record FlawedCertificate(@Nullable CertificateSerial predecessor, Instant notBefore) {}
