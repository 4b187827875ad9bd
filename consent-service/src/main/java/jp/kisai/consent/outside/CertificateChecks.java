package jp.kisai.consent.outside;

import static jp.kisai.consent.outside.BrokenProfile.check;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.contracts.signature.DerBounds;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;

/// Is this a signature certificate of the JPKI? The façade before all parsing of certificates.
///
/// Two tiers only: a pinned anchor issues the holder's certificate directly, so there is no path to
/// search and no intermediate to accept. Names are compared as X.500 names in order; nothing that a
/// certificate names is ever fetched; whatever the bytes, the answer is a value and never an
/// exception.
///
/// The rules of the profile come first, in order, and each *no* has its name. What passes them is
/// put before two engines that share no code, and is in order only if both find so.
public final class CertificateChecks {

    /// A certificate of the JPKI has some 2,000 bytes and 100 elements.
    private static final DerBounds BOUNDS = new DerBounds(16 * 1024, 512, 16);

    private static final int VERSION_3 = 3;
    private static final int MAX_SERIAL_BITS = 159;

    private final List<Anchor> anchors;
    private final ASN1ObjectIdentifier policy;
    private final PathEngine jdk;
    private final PathEngine bouncyCastle;
    private final Consumer<Disagreement> alarm;

    /// @param anchors the pinned authorities, several at once while one generation follows another
    /// @param policy the certificate policy that says *for signatures by residents*
    /// @param alarm is told when the engines disagree
    public CertificateChecks(
            Collection<X509Certificate> anchors, String policy, Consumer<Disagreement> alarm) {
        this(anchors, policy, PathEngine.JDK, PathEngine.BOUNCY_CASTLE, alarm);
    }

    CertificateChecks(
            Collection<X509Certificate> anchors,
            String policy,
            PathEngine jdk,
            PathEngine bouncyCastle,
            Consumer<Disagreement> alarm) {
        this.jdk = jdk;
        this.bouncyCastle = bouncyCastle;
        this.alarm = alarm;
        this.anchors = anchors.stream().map(Anchor::of).toList();
        this.policy = new ASN1ObjectIdentifier(policy);
        if (this.anchors.isEmpty()) {
            throw new IllegalArgumentException("at least one anchor is needed");
        }
    }

    List<Anchor> anchors() {
        return anchors;
    }

    public CertificateReading read(byte[] der) {
        try {
            return inOrder(der);
        } catch (BrokenProfile broken) {
            return new CertificateReading.NotInOrder(broken.rule());
        } catch (Exception | StackOverflowError malformed) {
            // The parsers throw unchecked exceptions on hostile input; nothing of it may reach a
            // consumer.
            return new CertificateReading.NotInOrder(CertificateRule.MALFORMED);
        }
    }

    private CertificateReading inOrder(byte[] der)
            throws BrokenProfile, IOException, GeneralSecurityException {
        check(BOUNDS.of(der) == DerBounds.Finding.WITHIN, CertificateRule.MALFORMED);
        ASN1Sequence parts = ASN1Sequence.getInstance(Profile.der(der));
        Profile.checkEachOnce(parts);
        Certificate certificate = Certificate.getInstance(parts);
        TBSCertificate tbs = certificate.getTBSCertificate();
        check(tbs.getVersionNumber() == VERSION_3, CertificateRule.NOT_VERSION_3);
        BigInteger serial = tbs.getSerialNumber().getValue();
        check(
                serial.signum() > 0 && serial.bitLength() <= MAX_SERIAL_BITS,
                CertificateRule.SERIAL_OUT_OF_RANGE);
        check(
                certificate.getSignatureAlgorithm().equals(tbs.getSignature()),
                CertificateRule.ALGORITHM_NOT_ALLOWED);
        Instant notBefore = time(tbs.getStartDate());
        Instant notAfter = time(tbs.getEndDate());
        check(!notAfter.isBefore(notBefore), CertificateRule.VALIDITY_REVERSED);
        Algorithms.checkKey(tbs.getSubjectPublicKeyInfo());
        Anchor issuer = issuer(certificate);
        check(issuer.wasValidAt(notBefore), CertificateRule.ANCHOR_NOT_VALID_THEN);
        Extensions extensions = Profile.extensions(tbs);
        Profile.checkUse(extensions, policy);
        SignatureCertificate read =
                new SignatureCertificate(
                        new CertificateKey(issuer.id(), new CertificateSerial(serial)),
                        notBefore,
                        notAfter,
                        Profile.distributionPoint(extensions),
                        Profile.fourItems(extensions));
        return examined(der, issuer, read);
    }

    /// Loads and compiles what the first certificate would otherwise have to wait for, for longer
    /// than a check may take.
    public void warmUp() {
        for (Anchor anchor : anchors) {
            try {
                byte[] der = anchor.certificate().getEncoded();
                read(der);
                PKIXParameters parameters =
                        parameters(anchor, anchor.certificate().getNotBefore().toInstant());
                jdk.examine(List.of(der), parameters);
                bouncyCastle.examine(List.of(der), parameters);
            } catch (GeneralSecurityException unreadable) {
                throw new IllegalStateException("an anchor cannot be read", unreadable);
            }
        }
    }

    private CertificateReading examined(byte[] der, Anchor issuer, SignatureCertificate read)
            throws BrokenProfile, GeneralSecurityException {
        PKIXParameters parameters = parameters(issuer, read.notBefore());
        PathEngine.Finding one = jdk.examine(List.of(der), parameters);
        PathEngine.Finding other = bouncyCastle.examine(List.of(der), parameters);
        if (one.holds() != other.holds()) {
            alarm.accept(new Disagreement(one.word(), other.word()));
            return new CertificateReading.Undetermined(CertificateDoubt.ENGINES_DISAGREE);
        }
        check(one.holds(), CertificateRule.PATH_NOT_VALID);
        return new CertificateReading.InOrder(read);
    }

    /// As of its issue: whether it counts later is asked of the database.
    private PKIXParameters parameters(Anchor issuer, Instant at) throws GeneralSecurityException {
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(issuer.certificate(), null)));
        parameters.setInitialPolicies(Set.of(policy.getId()));
        parameters.setExplicitPolicyRequired(true);
        parameters.setPolicyMappingInhibited(true);
        parameters.setAnyPolicyInhibited(true);
        // The JPKI names its practice statement in the qualifiers of a critical extension.
        parameters.setPolicyQualifiersRejected(false);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        return parameters;
    }

    private static Instant time(Time time) throws BrokenProfile, IOException {
        return Times.of(time).orElseThrow(() -> new BrokenProfile(CertificateRule.WRONG_TIME));
    }

    private Anchor issuer(Certificate certificate) throws BrokenProfile, IOException {
        return signer(
                new X500Principal(certificate.getIssuer().getEncoded(ASN1Encoding.DER)),
                certificate.getSignatureAlgorithm(),
                ByteBuffer.wrap(certificate.getTBSCertificate().getEncoded(ASN1Encoding.DER)),
                certificate.getSignature().getOctets());
    }

    /// The anchor of this name whose key made the signature. Anchors of one generation and the next
    /// share a name.
    Anchor signer(
            X500Principal name, AlgorithmIdentifier algorithm, ByteBuffer content, byte[] signature)
            throws BrokenProfile {
        List<Anchor> named = anchors.stream().filter(anchor -> anchor.name().equals(name)).toList();
        check(!named.isEmpty(), CertificateRule.UNKNOWN_ISSUER);
        for (Anchor anchor : named) {
            if (Algorithms.verifies(algorithm, anchor.key(), content, signature)) {
                return anchor;
            }
        }
        throw new BrokenProfile(CertificateRule.NOT_SIGNED_BY_ANCHOR);
    }
}
