package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.UUID;

/// The holder's own signed word for one change of domicile, the second key beside the
/// municipality's.
///
/// @param certificate with which it was signed
public record DomicileSubmission(
        UUID id, RegisteredText domicile, Instant submittedAt, CertificateKey certificate) {}
