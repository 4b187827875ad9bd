package jp.kisai.consent.outside;

import static jp.kisai.consent.outside.BrokenProfile.check;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// The algorithms that count here, and no others: SHA-256, -384 or -512 with RSA of 2048 bits and
/// more (PKCS#1 v1.5, or PSS with the same hash inside) or with ECDSA on P-256 and P-384.
final class Algorithms {

    private static final Map<ASN1ObjectIdentifier, String> RSA =
            Map.of(
                    PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
                    PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
                    PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA");
    private static final Map<ASN1ObjectIdentifier, String> ECDSA =
            Map.of(
                    X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
                    X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
                    X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");
    private static final Map<ASN1ObjectIdentifier, PSSParameterSpec> PSS =
            Map.of(
                    NISTObjectIdentifiers.id_sha256,
                            new PSSParameterSpec(
                                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1),
                    NISTObjectIdentifiers.id_sha384,
                            new PSSParameterSpec(
                                    "SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1),
                    NISTObjectIdentifiers.id_sha512,
                            new PSSParameterSpec(
                                    "SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);

    private Algorithms() {}

    /// Refuses a key that is weak, or whose parameters are spelled out instead of named.
    static void checkKey(SubjectPublicKeyInfo info) throws BrokenProfile, IOException {
        ASN1ObjectIdentifier kind = info.getAlgorithm().getAlgorithm();
        if (X9ObjectIdentifiers.id_ecPublicKey.equals(kind)) {
            check(
                    info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve
                            && CURVES.contains(curve),
                    CertificateRule.KEY_TOO_WEAK);
            return;
        }
        check(
                PKCSObjectIdentifiers.rsaEncryption.equals(kind),
                CertificateRule.ALGORITHM_NOT_ALLOWED);
        RSAPublicKey rsa = RSAPublicKey.getInstance(info.parsePublicKey());
        int bits = rsa.getModulus().bitLength();
        BigInteger exponent = rsa.getPublicExponent();
        check(
                bits >= LEAST_RSA_BITS
                        && bits <= MOST_RSA_BITS
                        && exponent.compareTo(LEAST_EXPONENT) >= 0
                        && exponent.testBit(0),
                CertificateRule.KEY_TOO_WEAK);
        check(!Roca.made(rsa.getModulus()), CertificateRule.KEY_PREDICTABLE);
    }

    /// As [#verifies], by a key that nobody pinned.
    static boolean verifiesWithStrongKey(
            AlgorithmIdentifier algorithm, PublicKey key, byte[] content, byte[] signature)
            throws BrokenProfile {
        try {
            checkKey(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        } catch (IOException unreadable) {
            throw new BrokenProfile(CertificateRule.KEY_TOO_WEAK);
        }
        return verifies(algorithm, key, ByteBuffer.wrap(content), signature);
    }

    static boolean verifies(
            AlgorithmIdentifier algorithm, PublicKey key, ByteBuffer content, byte[] signature)
            throws BrokenProfile {
        try {
            Signature verifier = verifier(algorithm);
            verifier.initVerify(key);
            verifier.update(content.duplicate());
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException doesNotFit) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException impossible) {
            throw new IllegalStateException(
                    "the allow-list names what every provider has", impossible);
        }
    }

    private static Signature verifier(AlgorithmIdentifier algorithm)
            throws BrokenProfile, NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        ASN1ObjectIdentifier name = algorithm.getAlgorithm();
        ASN1Encodable parameters = algorithm.getParameters();
        String rsa = RSA.get(name);
        if (rsa != null) {
            check(DERNull.INSTANCE.equals(parameters), CertificateRule.ALGORITHM_NOT_ALLOWED);
            return Signature.getInstance(rsa);
        }
        String ecdsa = ECDSA.get(name);
        if (ecdsa != null) {
            check(parameters == null, CertificateRule.ALGORITHM_NOT_ALLOWED);
            return Signature.getInstance(ecdsa);
        }
        check(
                PKCSObjectIdentifiers.id_RSASSA_PSS.equals(name) && parameters != null,
                CertificateRule.ALGORITHM_NOT_ALLOWED);
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(pss(RSASSAPSSparams.getInstance(parameters)));
        return pss;
    }

    private static AlgorithmParameterSpec pss(RSASSAPSSparams given) throws BrokenProfile {
        PSSParameterSpec wanted = PSS.get(given.getHashAlgorithm().getAlgorithm());
        AlgorithmIdentifier mask = given.getMaskGenAlgorithm();
        boolean matches =
                wanted != null
                        && PKCSObjectIdentifiers.id_mgf1.equals(mask.getAlgorithm())
                        && AlgorithmIdentifier.getInstance(mask.getParameters())
                                .getAlgorithm()
                                .equals(given.getHashAlgorithm().getAlgorithm())
                        && given.getSaltLength().intValueExact() == wanted.getSaltLength()
                        && given.getTrailerField().intValueExact() == 1;
        if (!matches || wanted == null) {
            throw new BrokenProfile(CertificateRule.ALGORITHM_NOT_ALLOWED);
        }
        return wanted;
    }
}
