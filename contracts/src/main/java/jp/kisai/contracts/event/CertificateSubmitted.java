package jp.kisai.contracts.event;

import java.time.Instant;

/// A holder is known for the first time to have submitted a signature certificate at the police
/// (署名用電子証明書の提出). Told once of each holder; whatever becomes of the certificate or of a
/// consent, it was submitted.
///
/// @param submittedAt when; should an earlier submission become known afterwards, nothing more is
///     told
public record CertificateSubmitted(Instant submittedAt) implements EventData {}
