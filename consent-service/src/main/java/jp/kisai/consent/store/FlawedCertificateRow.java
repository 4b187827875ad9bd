package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import jp.kisai.consent.domain.FlawedCertificate;
import jp.kisai.consent.outside.CertificateDoubt;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.HolderId;
import org.jspecify.annotations.Nullable;

/// A certificate that the gateway handed over and that is none to rely on.
@Entity
@Table(name = "flawed_certificates")
public class FlawedCertificateRow {

    @Id UUID id;
    UUID holder;
    @Nullable String predecessor;
    Instant notBefore;
    String rule;
    Instant receivedAt;

    /// @param rule the rule that it breaks, or the doubt
    public static FlawedCertificateRow of(
            UUID id, HolderId holder, FlawedCertificate flawed, String rule, Instant receivedAt) {
        FlawedCertificateRow row = new FlawedCertificateRow();
        row.id = id;
        row.holder = holder.value();
        CertificateSerial predecessor = flawed.predecessor();
        row.predecessor = predecessor == null ? null : predecessor.text();
        row.notBefore = flawed.notBefore();
        row.rule = rule;
        row.receivedAt = receivedAt;
        return row;
    }

    FlawedCertificate flawed() {
        return new FlawedCertificate(
                predecessor == null ? null : CertificateSerial.of(predecessor),
                notBefore,
                isDoubt(rule));
    }

    private static boolean isDoubt(String rule) {
        return Arrays.stream(CertificateDoubt.values())
                .anyMatch(doubt -> doubt.name().equals(rule));
    }
}
