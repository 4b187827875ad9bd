package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.outside.SignatureCertificate;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.HolderId;
import org.jspecify.annotations.Nullable;

/// A signature certificate that was found in order.
@Entity
@Table(name = "certificates")
@IdClass(CertificateRow.Key.class)
public class CertificateRow {

    @Id String authority;
    @Id String serial;
    UUID holder;
    @Nullable String predecessor;
    Instant notBefore;
    Instant notAfter;
    String distributionPoint;
    String name;
    String nameSubstitutes;
    @Nullable LocalDate birthDate;
    String gender;
    String address;
    String addressSubstitutes;
    Instant receivedAt;

    record Key(String authority, String serial) {}

    public static CertificateRow of(
            HolderId holder,
            SignatureCertificate certificate,
            @Nullable CertificateSerial predecessor,
            Instant receivedAt) {
        CertificateRow row = new CertificateRow();
        row.authority = certificate.key().authority();
        row.serial = certificate.key().serial().text();
        row.holder = holder.value();
        row.predecessor = predecessor == null ? null : predecessor.text();
        row.notBefore = certificate.notBefore();
        row.notAfter = certificate.notAfter();
        row.distributionPoint = certificate.distributionPoint();
        SignatureCertificate.Names names = certificate.names();
        row.name = names.name();
        row.nameSubstitutes = names.nameSubstitutes();
        row.birthDate = names.birthDate().orElse(null);
        row.gender = names.gender().name();
        row.address = names.address();
        row.addressSubstitutes = names.addressSubstitutes();
        row.receivedAt = receivedAt;
        return row;
    }

    public HolderId holder() {
        return new HolderId(holder);
    }

    public CertificateKey key() {
        return new CertificateKey(authority, CertificateSerial.of(serial));
    }
}
