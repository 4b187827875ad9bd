package jp.kisai.cardwriter.outside;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Locale;
import jp.kisai.cardwriter.CardWriterSettings;
import jp.kisai.cardwriter.domain.chip.ChipSigner;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.contracts.signature.SignedDocument;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/// This service's own key: it signs what goes onto chips, and the orders that bring it there.
@Startup
@ApplicationScoped
public class SigningKey {

    /// WEF03 has room for exactly this signature.
    private static final int RSA_BITS = 2048;

    private static final int LATIN_NAME_MAX = 80;
    private static final int SERIAL_MAX = 16;

    private final PrivateKey key;
    private final X509Certificate certificate;

    @Inject
    SigningKey(CardWriterSettings settings) {
        this(PemFile.read(settings.signer()));
    }

    /// @throws IllegalStateException if it is not one RSA-2048 key with its certificate
    SigningKey(PemFile file) {
        key = file.onlyKey();
        certificate = file.onlyCertificate();
        if (!(certificate.getPublicKey() instanceof RSAPublicKey rsa)
                || rsa.getModulus().bitLength() != RSA_BITS) {
            throw new IllegalStateException(file.path() + " must hold an RSA key of 2048 bits");
        }
    }

    /// The key in this PEM file.
    public static SigningKey at(Path file) {
        return new SigningKey(PemFile.read(file));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// An order document with this key's signature around it, DER.
    byte[] signed(byte[] document, Instant now) {
        return SignedDocument.sign(document, key, certificate, now);
    }

    /// How this key signs and is named on chips.
    public ChipSigner onChips() {
        String serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return new ChipSigner(
                this::pkcs1,
                serial.substring(Math.max(0, serial.length() - SERIAL_MAX)),
                latin(certificate.getIssuerX500Principal().getName()),
                latin(certificate.getSubjectX500Principal().getName()),
                keyId());
    }

    private Octets pkcs1(Octets content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.toArray());
            return Octets.of(signature.sign());
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("the chips' key cannot sign", cause);
        }
    }

    /// The start of the name: WEF03 has 80 characters for it. It only helps to find the
    /// certificate; the key id names it exactly.
    private static String latin(String name) {
        String ascii = name.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(ascii.length(), LATIN_NAME_MAX));
    }

    private Octets keyId() {
        try {
            return Octets.of(
                    new JcaX509ExtensionUtils()
                            .createSubjectKeyIdentifier(certificate.getPublicKey())
                            .getKeyIdentifier());
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("this Java has no SHA-1", cause);
        }
    }
}
