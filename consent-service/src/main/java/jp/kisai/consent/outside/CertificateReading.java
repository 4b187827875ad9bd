package jp.kisai.consent.outside;

/// What came of reading a certificate: in order; or not, and why; or it cannot be known. Whether it
/// is valid at an instant, and whether it was revoked, is asked later and of the database.
public sealed interface CertificateReading {

    record InOrder(SignatureCertificate certificate) implements CertificateReading {}

    record NotInOrder(CertificateRule rule) implements CertificateReading {}

    record Undetermined(CertificateDoubt doubt) implements CertificateReading {}
}
