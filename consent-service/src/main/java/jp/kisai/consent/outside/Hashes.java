package jp.kisai.consent.outside;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// How OCSP names an issuer and a responder (RFC 6960 §4.1.1): by hashes. They point at what is
/// pinned and prove nothing, so SHA-1, which the standard prescribes, does no harm here.
final class Hashes {

    private static final Map<ASN1ObjectIdentifier, String> NAMES =
            Map.of(
                    OIWObjectIdentifiers.idSHA1, "SHA-1",
                    NISTObjectIdentifiers.id_sha256, "SHA-256",
                    NISTObjectIdentifiers.id_sha384, "SHA-384",
                    NISTObjectIdentifiers.id_sha512, "SHA-512");

    private Hashes() {}

    /// By SHA-1, which every responder understands.
    static CertID about(Anchor issuer, BigInteger serial) throws GeneralSecurityException {
        byte[] name = MessageDigest.getInstance("SHA-1").digest(issuer.name().getEncoded());
        return new CertID(
                new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                new DEROctetString(name),
                new DEROctetString(ofKey("SHA-1", issuer.key())),
                new ASN1Integer(serial));
    }

    static boolean isIssuer(CertID about, Anchor anchor) throws GeneralSecurityException {
        String hash = NAMES.get(about.getHashAlgorithm().getAlgorithm());
        return hash != null
                && Arrays.equals(
                        about.getIssuerNameHash().getOctets(),
                        MessageDigest.getInstance(hash).digest(anchor.name().getEncoded()))
                && Arrays.equals(about.getIssuerKeyHash().getOctets(), ofKey(hash, anchor.key()));
    }

    /// SHA-1 of the key's bits, without their header.
    static byte[] ofResponder(PublicKey key) throws GeneralSecurityException {
        return ofKey("SHA-1", key);
    }

    private static byte[] ofKey(String hash, PublicKey key) throws GeneralSecurityException {
        byte[] bits =
                SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getOctets();
        return MessageDigest.getInstance(hash).digest(bits);
    }
}
