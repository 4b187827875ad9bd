package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Decision;
import jp.kisai.consent.domain.Evidence;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.consent.domain.RevocationListReference;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Refusal;
import org.jspecify.annotations.Nullable;

/// One verdict, for ever.
@Entity
@Table(name = "verdicts")
@IdClass(VerdictRow.Key.class)
class VerdictRow {

    private static final int LAST_DIGITS = 4;

    @Id UUID change;
    @Id int revision;
    Instant decidedAt;
    String items;
    String rules;
    @Nullable Long consentVersion;
    @Nullable String certificate;
    @Nullable String listNumber;
    @Nullable Instant listUpdate;
    String hash;

    record Key(UUID change, int revision) {}

    static VerdictRow of(Decision decision, Instant decidedAt) {
        VerdictRow row = new VerdictRow();
        row.change = ChangeRow.id(decision.change().key());
        row.revision = decision.change().revision();
        row.decidedAt = decidedAt;
        row.items = words(decision.items());
        Evidence evidence = decision.evidence();
        row.rules = evidence.rules();
        row.consentVersion = evidence.consentVersion();
        CertificateKey certificate = evidence.certificate();
        row.certificate = certificate == null ? null : lastDigits(certificate.serial().text());
        RevocationListReference list = evidence.list();
        row.listNumber = list == null ? null : list.number().toString();
        row.listUpdate = list == null ? null : list.thisUpdate();
        row.hash = hash(decision, row);
        return row;
    }

    /// The last four digits of a serial: enough to tell a holder's certificates apart, too little
    /// to find the holder.
    static String lastDigits(String serial) {
        return serial.substring(Math.max(0, serial.length() - LAST_DIGITS));
    }

    /// Such as `ADDRESS GRANTED; NAME REFUSED ITEM_NOT_CONSENTED`, in the order of the items.
    private static String words(Map<Item, ItemState> items) {
        Map<Item, ItemState> inOrder = new EnumMap<>(Item.class);
        inOrder.putAll(items);
        return inOrder.entrySet().stream()
                .map(entry -> entry.getKey() + " " + words(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String words(ItemState state) {
        return switch (state) {
            case ItemState.Undecided _ -> "UNDECIDED";
            case ItemState.Granted _ -> "GRANTED";
            case ItemState.Refused(Refusal refusal) -> "REFUSED " + refusal;
            case ItemState.Waiting(Doubt doubt, Instant until) ->
                    "WAITING " + doubt + (until == null ? "" : " until " + until);
        };
    }

    private static String hash(Decision decision, VerdictRow row) {
        String canonical =
                String.join(
                        "\n",
                        decision.change().key().text(),
                        Integer.toString(row.revision),
                        row.items,
                        row.rules,
                        String.valueOf(row.consentVersion),
                        String.valueOf(decision.evidence().certificate()),
                        String.valueOf(row.listNumber),
                        String.valueOf(row.listUpdate));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
