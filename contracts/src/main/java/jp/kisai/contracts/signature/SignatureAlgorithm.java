package jp.kisai.contracts.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/// The signature algorithms that are accepted. What is not listed here does not exist.
///
/// @param digest the digest's name, such as `SHA-256`
/// @param jca the signature's name in the Java Cryptography Architecture
/// @param pss the parameters of RSASSA-PSS
record SignatureAlgorithm(String digest, String jca, @Nullable PSSParameterSpec pss) {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_SALT_BYTES = 512;

    private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
            Map.of(
                    NISTObjectIdentifiers.id_sha256, "SHA-256",
                    NISTObjectIdentifiers.id_sha384, "SHA-384",
                    NISTObjectIdentifiers.id_sha512, "SHA-512");

    /// Signature algorithms that name their digest, with that digest.
    private static final Map<ASN1ObjectIdentifier, ASN1ObjectIdentifier> RSA =
            Map.of(
                    PKCSObjectIdentifiers.sha256WithRSAEncryption, NISTObjectIdentifiers.id_sha256,
                    PKCSObjectIdentifiers.sha384WithRSAEncryption, NISTObjectIdentifiers.id_sha384,
                    PKCSObjectIdentifiers.sha512WithRSAEncryption, NISTObjectIdentifiers.id_sha512);

    private static final Map<ASN1ObjectIdentifier, ASN1ObjectIdentifier> ECDSA =
            Map.of(
                    X9ObjectIdentifiers.ecdsa_with_SHA256, NISTObjectIdentifiers.id_sha256,
                    X9ObjectIdentifiers.ecdsa_with_SHA384, NISTObjectIdentifiers.id_sha384);

    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

    /// The digest must be the same inside and outside the signature algorithm: two answers would
    /// let a signature be carried over to a weaker digest.
    static SignatureAlgorithm of(AlgorithmIdentifier signature, AlgorithmIdentifier digest)
            throws BrokenRule {
        String digestName = digestNamed(digest);
        ASN1ObjectIdentifier oid = signature.getAlgorithm();
        String suffix = digestName.replace("-", "");
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return new SignatureAlgorithm(digestName, suffix + "withRSA", null);
        }
        if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return new SignatureAlgorithm(digestName, "RSASSA-PSS", pssOf(signature, digest));
        }
        if (!digest.getAlgorithm().equals(RSA.getOrDefault(oid, ECDSA.get(oid)))) {
            throw new BrokenRule(
                    "signature algorithm is not on the list or differs from the digest");
        }
        return new SignatureAlgorithm(
                digestName, suffix + (RSA.containsKey(oid) ? "withRSA" : "withECDSA"), null);
    }

    static String digestNamed(AlgorithmIdentifier digest) throws BrokenRule {
        String name = DIGESTS.get(digest.getAlgorithm());
        if (name == null) {
            throw new BrokenRule("digest algorithm is not on the list");
        }
        return name;
    }

    /// For signing: SHA-384 with P-384, SHA-256 with anything else.
    static String forSigningWith(PublicKey key) {
        if (key instanceof RSAPublicKey) {
            return "SHA256withRSA";
        }
        return curveOf(key).equals(SECObjectIdentifiers.secp384r1)
                ? "SHA384withECDSA"
                : "SHA256withECDSA";
    }

    boolean verifies(byte[] signed, byte[] signature, PublicKey key)
            throws BrokenRule, GeneralSecurityException {
        requireStrength(key);
        Signature verifier = Signature.getInstance(jca);
        if (pss != null) {
            verifier.setParameter(pss);
        }
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    private void requireStrength(PublicKey key) throws BrokenRule {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
                throw new BrokenRule("RSA keys have 2048 to 8192 bits");
            }
        } else if (!key.getAlgorithm().equals("EC") || !CURVES.contains(curveOf(key))) {
            throw new BrokenRule("keys are RSA, P-256 or P-384");
        }
    }

    private static ASN1ObjectIdentifier curveOf(PublicKey key) {
        return ASN1ObjectIdentifier.getInstance(
                SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters());
    }

    private static PSSParameterSpec pssOf(AlgorithmIdentifier signature, AlgorithmIdentifier digest)
            throws BrokenRule {
        RSASSAPSSparams params = RSASSAPSSparams.getInstance(signature.getParameters());
        AlgorithmIdentifier mask = params.getMaskGenAlgorithm();
        boolean sameDigest =
                params.getHashAlgorithm().getAlgorithm().equals(digest.getAlgorithm())
                        && mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                        && AlgorithmIdentifier.getInstance(mask.getParameters())
                                .getAlgorithm()
                                .equals(digest.getAlgorithm());
        int salt = params.getSaltLength().intValueExact();
        if (!sameDigest || salt < 0 || salt > MAX_SALT_BYTES) {
            throw new BrokenRule("PSS parameters differ from the digest");
        }
        String name = digestNamed(digest);
        return new PSSParameterSpec(
                name, "MGF1", new MGF1ParameterSpec(name), salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
