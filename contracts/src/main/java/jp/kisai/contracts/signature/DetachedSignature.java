package jp.kisai.contracts.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The signature that travels beside an event, in [jp.kisai.contracts.Headers#SIGNATURE]: CMS (RFC
/// 5652), detached, over the exact bytes of the record's value.
///
/// Trust is a pinned certificate: only a registered certificate counts, and one inside the
/// signature is ignored. The attribute signing-certificate-v2 is therefore not required here; where
/// it is present it must be right.
public final class DetachedSignature {

    /// DER starts with 0x30, a SEQUENCE. Its base64 starts with this letter, whatever the length.
    private static final byte BASE64_OF_SEQUENCE = 'M';

    /// Base64 makes four bytes of three.
    private static final int MAX_HEADER_BYTES = (SignedMessage.BOUNDS.maxBytes() + 2) / 3 * 4;

    private DetachedSignature() {}

    public sealed interface Check {

        record Signed(X509Certificate by) implements Check {}

        record Unsigned() implements Check {}

        /// @param rule which rule is broken; never a piece of the message
        record Forged(String rule) implements Check {}

        /// The signer is not among those registered.
        record UnknownSigner() implements Check {}
    }

    /// @return DER
    /// @throws IllegalArgumentException if the key cannot sign
    public static byte[] sign(byte[] content, PrivateKey key, X509Certificate signer) {
        return new CmsSigner(key, signer, null).sign(content, false);
    }

    /// Whatever the bytes, this answers and never throws.
    ///
    /// @param signature the header's value: DER, or DER in base64 (RFC 4648 §4) without line breaks
    /// @param registered the certificates that may sign this content; their validity at that time
    ///     is the caller's matter
    public static Check check(
            byte[] content, byte @Nullable [] signature, Collection<X509Certificate> registered) {
        if (signature == null || signature.length == 0) {
            return new Check.Unsigned();
        }
        try {
            return checked(content, SignedMessage.read(derOf(signature)), registered);
        } catch (BrokenRule broken) {
            return new Check.Forged(broken.rule());
        } catch (Exception | StackOverflowError malformed) {
            // Bouncy Castle throws unchecked exceptions on hostile input; a record must never stop
            // a consumer.
            return new Check.Forged("malformed");
        }
    }

    private static Check checked(
            byte[] content, SignedMessage message, Collection<X509Certificate> registered)
            throws BrokenRule, IOException, GeneralSecurityException {
        if (message.content() != null) {
            throw new BrokenRule("the signature is not detached");
        }
        boolean known = false;
        for (X509Certificate certificate : registered) {
            if (message.names(certificate)) {
                known = true;
                if (isSignedBy(certificate, content, message)) {
                    return new Check.Signed(certificate);
                }
            }
        }
        return known
                ? new Check.Forged("the signature does not verify")
                : new Check.UnknownSigner();
    }

    private static boolean isSignedBy(
            X509Certificate certificate, byte[] content, SignedMessage message)
            throws BrokenRule, IOException, GeneralSecurityException {
        return (!message.hasSigningCertificate() || message.signingCertificateIs(certificate))
                && message.verifies(content, certificate);
    }

    private static byte[] derOf(byte[] header) throws BrokenRule {
        if (header.length > MAX_HEADER_BYTES) {
            throw new BrokenRule("longer than " + SignedMessage.BOUNDS.maxBytes() + " bytes");
        }
        return header[0] == BASE64_OF_SEQUENCE
                ? Base64.getDecoder().decode(new String(header, StandardCharsets.US_ASCII))
                : header;
    }
}
