package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.security.auth.x500.X500Principal;
import jp.kisai.consent.domain.CertificateFacts;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Decision;
import jp.kisai.consent.domain.Evidence;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.consent.domain.RevocationListReference;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// One verdict on one item of one change, for ever.
@Entity
@Table(name = "item_verdicts")
@IdClass(VerdictRow.Key.class)
class VerdictRow {

    private static final int LAST_DIGITS = 4;

    @Id UUID change;
    @Id String item;
    @Id int revision;
    Instant decidedAt;
    String answer;
    @Nullable String why;
    @Nullable Instant waitingUntil;
    String rules;
    @Nullable Long consentVersion;
    @Nullable String authority;
    @Nullable String serial;
    @Nullable Instant certificateAsOf;
    @Nullable String listPoint;
    @Nullable String listNumber;
    @Nullable Instant listUpdate;
    @Nullable UUID submission;
    String hash;

    record Key(UUID change, String item, int revision) {}

    static List<VerdictRow> of(Decision decision, Instant decidedAt) {
        return decision.items().entrySet().stream()
                .map(
                        one ->
                                of(
                                        decision,
                                        one.getKey(),
                                        one.getValue(),
                                        Objects.requireNonNull(decision.rests().get(one.getKey())),
                                        decidedAt))
                .toList();
    }

    private static VerdictRow of(
            Decision decision, Item item, ItemState state, Evidence evidence, Instant decidedAt) {
        VerdictRow row = new VerdictRow();
        row.change = ChangeRow.id(decision.change().key());
        row.item = item.name();
        row.revision = decision.change().revision();
        row.decidedAt = decidedAt;
        switch (state) {
            case ItemState.Undecided _ -> throw new IllegalStateException("a verdict decides");
            case ItemState.Granted _ -> row.answer = "GRANTED";
            case ItemState.Refused(Refusal refusal) -> row.set("REFUSED", refusal.name(), null);
            case ItemState.Waiting(Doubt doubt, Instant until) ->
                    row.set("WAITING", doubt.name(), until);
        }
        row.rules = evidence.rules();
        row.consentVersion = evidence.consentVersion();
        CertificateKey certificate = evidence.certificate();
        row.authority = certificate == null ? null : certificate.authority();
        row.serial = certificate == null ? null : certificate.serial().text();
        row.certificateAsOf = evidence.certificateAsOf();
        RevocationListReference list = evidence.list();
        row.listPoint = list == null ? null : list.distributionPoint();
        row.listNumber = list == null ? null : list.number().toString();
        row.listUpdate = list == null ? null : list.thisUpdate();
        row.submission = evidence.submission();
        row.hash = row.hash(decision.change().key());
        return row;
    }

    Item item() {
        return Item.valueOf(item);
    }

    ItemState state() {
        return switch (answer) {
            case "WAITING" -> new ItemState.Waiting(Doubt.valueOf(notNull(why)), waitingUntil);
            case "GRANTED" -> new ItemState.Granted();
            case "REFUSED" -> new ItemState.Refused(Refusal.valueOf(notNull(why)));
            default -> throw new IllegalStateException("the schema allows three answers");
        };
    }

    /// @param certificates the holder's, with what is known of them now
    Case.Verdict verdict(boolean isDuty, List<CertificateFacts> certificates) {
        return new Case.Verdict(
                item(),
                state(),
                isDuty,
                revision,
                decidedAt,
                new Case.RestsOn(
                        rules,
                        consentVersion,
                        lastDigits(),
                        certificateAsOf,
                        distributionPoint(),
                        crlNumber(),
                        listUpdate,
                        submission),
                isCompromised(certificates),
                hash);
    }

    private boolean isCompromised(List<CertificateFacts> certificates) {
        Instant asOf = certificateAsOf;
        if (authority == null || serial == null || asOf == null) {
            return false;
        }
        CertificateKey key = new CertificateKey(authority, CertificateSerial.of(serial));
        return certificates.stream()
                .filter(one -> one.key().equals(key))
                .anyMatch(one -> one.isCompromisedBy(asOf));
    }

    /// The directory name as people write it (RFC 2253).
    @Nullable String distributionPoint() {
        return listPoint == null
                ? null
                : new X500Principal(HexFormat.of().parseHex(listPoint)).getName();
    }

    @Nullable BigInteger crlNumber() {
        return listNumber == null ? null : new BigInteger(listNumber);
    }

    /// The last four digits of a serial: enough to tell a holder's certificates apart, too little
    /// to find the holder.
    @Nullable String lastDigits() {
        return serial == null ? null : serial.substring(Math.max(0, serial.length() - LAST_DIGITS));
    }

    private void set(String newAnswer, String newWhy, @Nullable Instant until) {
        answer = newAnswer;
        why = newWhy;
        waitingUntil = until;
    }

    /// Of what was decided and of what it rests on, not of when: neither the time, nor the
    /// revision, nor the revocation list that was the newest then, which is stored beside it. So
    /// the same event judged a month later gives the same hash.
    private String hash(ChangeKey key) {
        String canonical =
                String.join(
                        "\n",
                        key.text(),
                        item,
                        answer,
                        String.valueOf(why),
                        String.valueOf(waitingUntil),
                        rules,
                        String.valueOf(consentVersion),
                        String.valueOf(authority),
                        String.valueOf(serial),
                        String.valueOf(submission));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String notNull(@Nullable String text) {
        return Objects.requireNonNull(text);
    }
}
