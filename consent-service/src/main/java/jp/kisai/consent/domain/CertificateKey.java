package jp.kisai.consent.domain;

import jp.kisai.contracts.vocabulary.CertificateSerial;

/// Names one certificate for ever: its pinned authority and its serial there.
///
/// Never a fingerprint of the certificate's bytes: signed bytes are not unique.
///
/// @param authority SHA-256 of the pinned anchor that issued it, in hexadecimal
public record CertificateKey(String authority, CertificateSerial serial) {}
