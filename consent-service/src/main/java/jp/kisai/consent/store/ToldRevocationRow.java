package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.consent.domain.Revocation;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RevocationReason;

/// A revocation as the gateway told it.
@Entity
@Table(name = "told_revocations")
public class ToldRevocationRow {

    @Id UUID id;
    UUID holder;
    String serial;
    String reason;
    Instant revokedAt;

    public static ToldRevocationRow of(
            UUID id, HolderId holder, CertificateSerial serial, Revocation revocation) {
        ToldRevocationRow row = new ToldRevocationRow();
        row.id = id;
        row.holder = holder.value();
        row.serial = serial.text();
        row.reason = revocation.reason().name();
        row.revokedAt = revocation.at();
        return row;
    }

    Revocation revocation() {
        return new Revocation(RevocationReason.valueOf(reason), revokedAt);
    }
}
