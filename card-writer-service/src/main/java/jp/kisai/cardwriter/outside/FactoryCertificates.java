package jp.kisai.cardwriter.outside;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import jp.kisai.cardwriter.CardWriterSettings;

/// The factory's certificates: pinned, and each of them validated as well.
///
/// An order is readable for whoever holds the key of the certificate it is encrypted for, so
/// neither a replaced file nor a certificate of the right issuer alone is enough. A service whose
/// factory cannot be trusted does not start.
@Startup
@ApplicationScoped
public class FactoryCertificates {

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int LEAST_RSA_BITS = 2048;

    private final List<X509Certificate> pinned;
    private final List<X509Certificate> authorities;

    @Inject
    FactoryCertificates(CardWriterSettings settings, Clock clock) {
        this(
                PemFile.read(settings.factory().certificate()).certificates(),
                PemFile.read(settings.factory().trust()).certificates(),
                clock.instant());
    }

    /// @throws IllegalStateException unless at least one is pinned and each pinned one is sound
    FactoryCertificates(
            List<X509Certificate> pinned, List<X509Certificate> authorities, Instant now) {
        if (pinned.isEmpty()) {
            throw new IllegalStateException("no certificate of the factory is pinned");
        }
        this.pinned = List.copyOf(pinned);
        this.authorities = List.copyOf(authorities);
        pinned.forEach(certificate -> refuseUnsound(certificate, authorities, now));
    }

    /// Those that may sign receipts.
    public List<X509Certificate> all() {
        return pinned;
    }

    /// Those that the pinned ones come from.
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /// The one that orders are encrypted for: of those valid now, the one that is valid longest.
    ///
    /// @throws IllegalStateException if none is valid any more; no order may leave then
    X509Certificate recipient(Instant now) {
        return pinned.stream()
                .filter(certificate -> isValid(certificate, now))
                .max(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow(
                        () -> new IllegalStateException("the factory's certificate has expired"));
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static void refuseUnsound(
            X509Certificate certificate, List<X509Certificate> authorities, Instant now) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null || !usage[DIGITAL_SIGNATURE] || !usage[KEY_ENCIPHERMENT]) {
            throw new IllegalStateException(
                    "the factory's certificate must be for signing and key encipherment");
        }
        if (!(certificate.getPublicKey() instanceof RSAPublicKey key)
                || key.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new IllegalStateException("the factory's key must be RSA, 2048 bits or more");
        }
        try {
            PKIXParameters parameters =
                    new PKIXParameters(
                            authorities.stream()
                                    .map(authority -> new TrustAnchor(authority, null))
                                    .collect(Collectors.toSet()));
            // The pin is the revocation: a certificate that must not be used is taken out of it.
            parameters.setRevocationEnabled(false);
            // An expired certificate stays pinned until its last receipts are in, and the next one
            // is pinned before its first day.
            Instant begin = certificate.getNotBefore().toInstant();
            Instant end = certificate.getNotAfter().toInstant();
            Instant begun = now.isBefore(begin) ? begin : now;
            parameters.setDate(Date.from(begun.isBefore(end) ? begun : end));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(List.of(certificate)),
                            parameters);
        } catch (GeneralSecurityException untrusted) {
            throw new IllegalStateException(
                    "the factory's certificate does not come from a trusted authority", untrusted);
        }
    }
}
