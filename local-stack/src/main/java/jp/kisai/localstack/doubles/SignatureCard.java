package jp.kisai.localstack.doubles;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import jp.kisai.contracts.vocabulary.CertificateSerial;

/// What a resident's card does: hold a signature key and its certificate.
public record SignatureCard(PrivateKey key, X509Certificate certificate) {

    public CertificateSerial serial() {
        return new CertificateSerial(certificate.getSerialNumber());
    }

    /// The certificate, DER in base64.
    public String certificateText() {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("it was decoded before", impossible);
        }
    }

    @Override
    public String toString() {
        return "SignatureCard[" + serial() + "]";
    }
}
