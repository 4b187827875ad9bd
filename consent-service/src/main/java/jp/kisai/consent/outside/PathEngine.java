package jp.kisai.consent.outside;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPathParameters;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// One of two implementations of path validation (RFC 5280 §6) that share no code: the JDK's and
/// Bouncy Castle's. Each parses the bytes by itself, so that a difference in reading is a
/// difference in the answer, too.
///
/// It opens no connection: neither implementation does unless it is told to.
record PathEngine(Provider provider) {

    static final PathEngine JDK =
            new PathEngine(Objects.requireNonNull(Security.getProvider("SUN")));
    static final PathEngine BOUNCY_CASTLE = new PathEngine(new BouncyCastleProvider());

    /// @param word `VALID`, or why not: a name out of the engine's own vocabulary, never a value
    record Finding(boolean holds, String word) {}

    /// Whatever the bytes, this answers and never throws.
    ///
    /// @param path DER, the end entity first
    Finding examine(List<byte[]> path, CertPathParameters parameters) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", provider);
            List<Certificate> certificates = new ArrayList<>();
            for (byte[] der : path) {
                certificates.add(factory.generateCertificate(new ByteArrayInputStream(der)));
            }
            CertPathValidator.getInstance("PKIX", provider)
                    .validate(factory.generateCertPath(certificates), parameters);
            return new Finding(true, "VALID");
        } catch (CertPathValidatorException invalid) {
            return new Finding(false, invalid.getReason().toString());
        } catch (GeneralSecurityException | RuntimeException | StackOverflowError unreadable) {
            // Bouncy Castle throws unchecked exceptions on hostile input.
            return new Finding(false, unreadable.getClass().getSimpleName());
        }
    }

    @Override
    public String toString() {
        return provider.getName();
    }
}
