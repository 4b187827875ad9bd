package jp.kisai.consent.outside;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// An OCSP responder: its answers are right in everything, unless a field says otherwise.
public final class Answers {

    private final X509Certificate anchor;
    private final PrivateKey anchorKey;

    public BigInteger serial = BigInteger.valueOf(4711);
    public Instant producedAt;
    public @Nullable CertificateStatus status = CertificateStatus.GOOD;
    Instant thisUpdate;
    @Nullable Instant nextUpdate;
    int outcome = OCSPRespBuilder.SUCCESSFUL;
    boolean appointed;
    KeyPurposeId purpose = KeyPurposeId.id_kp_OCSPSigning;
    Instant responderUntil;
    @Nullable PrivateKey signedBy;
    @Nullable PrivateKey appointedBy;
    String algorithm = "SHA256withRSA";
    @Nullable X500Name named;
    @Nullable PublicKey issuerKey;
    byte @Nullable [] nonce;
    int about = 1;
    boolean unknownCritical;

    public Answers(X509Certificate anchor, PrivateKey anchorKey, Instant now) {
        this.anchor = anchor;
        this.anchorKey = anchorKey;
        this.producedAt = now;
        this.thisUpdate = now;
        this.nextUpdate = now.plus(Duration.ofMinutes(15));
        this.responderUntil = now.plus(Duration.ofDays(1));
    }

    public byte[] der() {
        try {
            KeyPair responder = Forge.rsa(2048);
            X509CertificateHolder own = appointed ? appoint(responder) : null;
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(id(own));
            for (int i = 0; i < about; i++) {
                builder.addResponse(
                        certificate(),
                        status,
                        Date.from(thisUpdate),
                        nextUpdate == null ? null : Date.from(nextUpdate));
            }
            extend(builder);
            PrivateKey usual = appointed ? responder.getPrivate() : anchorKey;
            return new OCSPRespBuilder()
                    .build(
                            outcome,
                            outcome != OCSPRespBuilder.SUCCESSFUL
                                    ? null
                                    : builder.build(
                                            new JcaContentSignerBuilder(algorithm)
                                                    .build(signedBy == null ? usual : signedBy),
                                            own == null
                                                    ? new X509CertificateHolder[0]
                                                    : new X509CertificateHolder[] {own},
                                            Date.from(producedAt)))
                    .getEncoded();
        } catch (Exception cause) {
            throw new IllegalStateException(cause);
        }
    }

    private RespID id(@Nullable X509CertificateHolder own) throws GeneralSecurityException {
        X500Name usual =
                own == null ? new JcaX509CertificateHolder(anchor).getSubject() : own.getSubject();
        return new RespID(new ResponderID(named == null ? usual : named));
    }

    private CertificateID certificate() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] name = digest.digest(anchor.getSubjectX500Principal().getEncoded());
        PublicKey issuer = issuerKey == null ? anchor.getPublicKey() : issuerKey;
        byte[] key =
                digest.digest(
                        SubjectPublicKeyInfo.getInstance(issuer.getEncoded())
                                .getPublicKeyData()
                                .getOctets());
        return new CertificateID(
                new CertID(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE),
                        new DEROctetString(name),
                        new DEROctetString(key),
                        new ASN1Integer(serial)));
    }

    private void extend(BasicOCSPRespBuilder builder) throws OCSPException {
        if (nonce != null) {
            builder.setResponseExtensions(
                    new Extensions(
                            new Extension(
                                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                                    false,
                                    octets(nonce))));
        } else if (unknownCritical) {
            builder.setResponseExtensions(
                    new Extensions(
                            new Extension(
                                    new ASN1ObjectIdentifier("1.2.3.4"), true, new byte[] {5, 0})));
        }
    }

    private static byte[] octets(byte[] value) {
        byte[] der = new byte[value.length + 2];
        der[0] = 4;
        der[1] = (byte) value.length;
        System.arraycopy(value, 0, der, 2, value.length);
        return der;
    }

    private X509CertificateHolder appoint(KeyPair responder)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        anchor,
                        BigInteger.valueOf(77),
                        Date.from(producedAt.minus(Duration.ofDays(30))),
                        Date.from(responderUntil),
                        new X500Name("C=JP,O=JPKI,CN=Responder"),
                        responder.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        return builder.build(
                new JcaContentSignerBuilder("SHA256withRSA")
                        .build(appointedBy == null ? anchorKey : appointedBy));
    }
}
