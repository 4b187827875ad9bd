package jp.kisai.consent.outside;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/// A pinned authority: trusted because an operator put it here, and for no other reason.
///
/// @param id SHA-256 of its certificate, in hexadecimal
record Anchor(String id, X509Certificate certificate) {

    static Anchor of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Anchor(HexFormat.of().formatHex(digest), certificate);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("an anchor cannot be read", unreadable);
        }
    }

    X500Principal name() {
        return certificate.getSubjectX500Principal();
    }

    PublicKey key() {
        return certificate.getPublicKey();
    }

    /// Whether it might issue at that instant. What it issued then stays issued after its own end.
    boolean wasValidAt(Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
    }

    @Override
    public String toString() {
        return "Anchor[" + name() + "]";
    }
}
