package jp.kisai.consent.outside;

import static jp.kisai.consent.outside.BrokenAnswer.require;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// Who may answer for one anchor's certificates: the anchor itself, or a responder whose
/// certificate the anchor issued for that very purpose (RFC 6960 §4.2.2.2). Nobody else, and nobody
/// appointed by somebody else.
final class Responder {

    private static final int MAX_CERTIFICATES = 8;
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
            Set.of(
                    Extension.keyUsage,
                    Extension.extendedKeyUsage,
                    Extension.basicConstraints,
                    Extension.certificatePolicies);

    private final Anchor anchor;
    private final OcspAnswers.Signatures signatures;

    Responder(Anchor anchor, OcspAnswers.Signatures signatures) {
        this.anchor = anchor;
        this.signatures = signatures;
    }

    /// Whoever is named signed the answer, and may.
    void check(BasicOCSPResponse answer, Instant now)
            throws BrokenAnswer, BrokenProfile, IOException, GeneralSecurityException {
        X509Certificate signer = named(answer);
        if (!signer.equals(anchor.certificate())) {
            checkAppointed(signer, now);
        }
        require(
                signatures.verifies(
                        answer.getSignatureAlgorithm(),
                        signer.getPublicKey(),
                        answer.getTbsResponseData().getEncoded(ASN1Encoding.DER),
                        answer.getSignature().getOctets()),
                OcspRule.NOT_SIGNED_BY_RESPONDER);
    }

    private X509Certificate named(BasicOCSPResponse answer)
            throws BrokenAnswer, IOException, GeneralSecurityException {
        List<X509Certificate> candidates = new ArrayList<>();
        candidates.add(anchor.certificate());
        ASN1Sequence enclosed = answer.getCerts();
        if (enclosed != null) {
            require(enclosed.size() <= MAX_CERTIFICATES, OcspRule.MALFORMED);
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (ASN1Encodable one : enclosed) {
                byte[] der = one.toASN1Primitive().getEncoded(ASN1Encoding.DER);
                candidates.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        }
        ResponderID id = answer.getTbsResponseData().getResponderID();
        for (X509Certificate candidate : candidates) {
            if (isNamed(id, candidate)) {
                return candidate;
            }
        }
        throw new BrokenAnswer(OcspRule.WRONG_RESPONDER);
    }

    private static boolean isNamed(ResponderID id, X509Certificate candidate)
            throws IOException, GeneralSecurityException {
        return id.getName() == null
                ? Arrays.equals(id.getKeyHash(), Hashes.ofResponder(candidate.getPublicKey()))
                : new X500Principal(id.getName().getEncoded(ASN1Encoding.DER))
                        .equals(candidate.getSubjectX500Principal());
    }

    private void checkAppointed(X509Certificate responder, Instant now)
            throws BrokenAnswer, BrokenProfile, IOException, GeneralSecurityException {
        Certificate certificate = Certificate.getInstance(responder.getEncoded());
        require(
                responder.getIssuerX500Principal().equals(anchor.name())
                        && signatures.verifies(
                                certificate.getSignatureAlgorithm(),
                                anchor.key(),
                                responder.getTBSCertificate(),
                                responder.getSignature()),
                OcspRule.RESPONDER_NOT_ISSUED_BY_ANCHOR);
        Extensions extensions = certificate.getTBSCertificate().getExtensions();
        ExtendedKeyUsage purposes =
                extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
        require(
                purposes != null && purposes.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning),
                OcspRule.RESPONDER_WITHOUT_PURPOSE);
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            require(UNDERSTOOD.contains(critical), OcspRule.UNKNOWN_CRITICAL_EXTENSION);
        }
        require(
                !now.isBefore(responder.getNotBefore().toInstant())
                        && !now.isAfter(responder.getNotAfter().toInstant()),
                OcspRule.RESPONDER_NOT_VALID);
    }
}
