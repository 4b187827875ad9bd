package jp.kisai.contracts.signature;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A document with its signature around it: CMS SignedData (RFC 5652) in the form CAdES-B-B, DER,
/// with the signer's certificate inside. Consents, domicile submissions and orders are of this
/// form.
public final class SignedDocument {

    private SignedDocument() {}

    public sealed interface Check {

        /// The signature verifies. Whether the certificate is to be trusted is still to be asked.
        @SuppressWarnings("ArrayRecordComponent") // never compared: handed over once, and read
        record Signed(byte[] content, X509Certificate by, Instant signingTime) implements Check {}

        /// @param rule which rule is broken; never a piece of the document
        record Refused(String rule) implements Check {}
    }

    /// @param signingTime claimed by the signer, in whole seconds
    /// @return DER
    /// @throws IllegalArgumentException if the key cannot sign
    public static byte[] sign(
            byte[] content, PrivateKey key, X509Certificate signer, Instant signingTime) {
        return new CmsSigner(key, signer, signingTime).sign(content, true);
    }

    /// Whatever the bytes, this answers and never throws.
    public static Check open(byte[] der) {
        try {
            return opened(SignedMessage.read(der));
        } catch (BrokenRule broken) {
            return new Check.Refused(broken.rule());
        } catch (Exception | StackOverflowError malformed) {
            // Bouncy Castle throws unchecked exceptions on hostile input.
            return new Check.Refused("malformed");
        }
    }

    private static Check opened(SignedMessage message)
            throws BrokenRule, IOException, GeneralSecurityException {
        byte[] content = message.content();
        if (content == null) {
            throw new BrokenRule("no content");
        }
        Instant signingTime = message.signingTime();
        if (signingTime == null) {
            throw new BrokenRule("no signing time");
        }
        if (!message.hasSigningCertificate()) {
            throw new BrokenRule("no signing-certificate-v2");
        }
        List<X509Certificate> signers = new ArrayList<>();
        for (X509Certificate certificate : message.certificates()) {
            if (message.names(certificate)) {
                signers.add(certificate);
            }
        }
        if (signers.size() != 1) {
            throw new BrokenRule("not exactly one certificate of the signer");
        }
        X509Certificate signer = signers.getFirst();
        if (!message.signingCertificateIs(signer) || !message.verifies(content, signer)) {
            throw new BrokenRule("the signature does not verify");
        }
        return new Check.Signed(content, signer, signingTime);
    }
}
