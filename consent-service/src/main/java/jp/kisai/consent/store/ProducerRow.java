package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.jspecify.annotations.Nullable;

/// A certificate with which a municipality may sign its events, and from when until when.
@Entity
@Table(name = "producers")
@IdClass(ProducerRow.Key.class)
public class ProducerRow {

    @Id String municipality;
    @Id String fingerprint;
    byte[] certificate;
    Instant validFrom;
    Instant validUntil;
    Instant registeredAt;
    String registeredBy;
    @Nullable Instant endedAt;
    @Nullable String endedBy;
    @Nullable String endedReason;

    record Key(String municipality, String fingerprint) {}

    public static ProducerRow of(
            MunicipalityCode municipality,
            X509Certificate certificate,
            Instant validFrom,
            Instant validUntil,
            Instant registeredAt,
            String registeredBy) {
        ProducerRow row = new ProducerRow();
        row.municipality = municipality.digits();
        try {
            row.certificate = certificate.getEncoded();
            row.fingerprint =
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(row.certificate));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("the certificate cannot be encoded", unreadable);
        }
        row.validFrom = validFrom;
        row.validUntil = validUntil;
        row.registeredAt = registeredAt;
        row.registeredBy = registeredBy;
        return row;
    }

    MunicipalityCode municipality() {
        return new MunicipalityCode(municipality);
    }

    /// Registered for the instant, and itself valid then; and it may still arrive.
    ///
    /// @param now when it arrives
    /// @param late how long after a registration's end what was said before may arrive. Whoever has
    ///     a key that ran out could otherwise go on for ever, by dating back
    boolean isValidAt(Instant at, Instant now, Duration late, X509Certificate parsed) {
        return (endedAt == null || now.isBefore(endedAt))
                && now.isBefore(validUntil.plus(late))
                && !at.isBefore(validFrom)
                && at.isBefore(validUntil)
                && !at.isBefore(parsed.getNotBefore().toInstant())
                && !at.isAfter(parsed.getNotAfter().toInstant());
    }

    ProducerDirectory.Registered registered() {
        return new ProducerDirectory.Registered(
                fingerprint,
                validFrom,
                validUntil,
                registeredAt,
                registeredBy,
                endedAt,
                endedBy,
                endedReason);
    }

    X509Certificate parsed() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(
                    "only readable certificates are registered", unreadable);
        }
    }
}
