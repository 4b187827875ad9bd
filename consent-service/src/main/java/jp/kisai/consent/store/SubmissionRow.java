package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.DomicileSubmission;
import jp.kisai.consent.domain.RegisteredText;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.HolderId;
import org.jspecify.annotations.Nullable;

/// A holder's own word for a change of domicile.
@Entity
@Table(name = "domicile_submissions")
public class SubmissionRow {

    @Id UUID id;
    UUID holder;
    String domicile;
    Instant submittedAt;
    String authority;
    String serial;
    UUID evidence;
    Instant receivedAt;
    @Nullable UUID usedBy;

    public static SubmissionRow of(
            UUID id,
            HolderId holder,
            String domicile,
            Instant submittedAt,
            CertificateKey certificate,
            UUID evidence,
            Instant receivedAt) {
        SubmissionRow row = new SubmissionRow();
        row.id = id;
        row.holder = holder.value();
        row.domicile = domicile;
        row.submittedAt = submittedAt;
        row.authority = certificate.authority();
        row.serial = certificate.serial().text();
        row.evidence = evidence;
        row.receivedAt = receivedAt;
        return row;
    }

    DomicileSubmission submission() {
        return new DomicileSubmission(
                id,
                RegisteredText.of(domicile),
                submittedAt,
                new CertificateKey(authority, CertificateSerial.of(serial)));
    }
}
