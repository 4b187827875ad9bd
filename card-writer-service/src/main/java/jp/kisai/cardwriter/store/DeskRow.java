package jp.kisai.cardwriter.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.cardwriter.domain.CardDesk;
import jp.kisai.cardwriter.domain.EncodingJob;
import jp.kisai.cardwriter.domain.Proof;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// One holder's card: see `V1001__card_writer.sql` for what each column means, and
/// `V1014__recalls.sql` for what is recalled.
@Entity
@Table(name = "desk")
public class DeskRow {

    @Id public UUID holder;

    @Column(name = "record_version")
    public @Nullable Long recordVersion;

    public @Nullable String card;

    @Column(name = "licence_state")
    public String licenceState;

    @Column(name = "proven_version")
    public @Nullable Long provenVersion;

    @Column(name = "proven_content")
    public @Nullable String provenContent;

    @Column(name = "proven_serial")
    public @Nullable String provenSerial;

    @Column(name = "last_sent_version")
    public @Nullable Long lastSentVersion;

    @Column(name = "cleared_after_version")
    public @Nullable Long clearedAfter;

    @Column(name = "replaced_card")
    public @Nullable String replacedCard;

    public String[] recalled;

    static DeskRow of(CardDesk desk) {
        DeskRow row = new DeskRow();
        row.holder = desk.holder().value();
        row.recordVersion = desk.record() == null ? null : desk.record().number();
        row.card = desk.card() == null ? null : desk.card().text();
        row.licenceState = desk.state().name();
        Proof proven = desk.proven();
        row.provenVersion = proven == null ? null : proven.version().number();
        row.provenContent = proven == null ? null : proven.contentSha256();
        row.provenSerial = proven == null ? null : proven.cardSerial();
        row.lastSentVersion = desk.lastSent() == null ? null : desk.lastSent().number();
        row.clearedAfter = desk.clearedAfter() == null ? null : desk.clearedAfter().number();
        row.replacedCard = desk.replaced() == null ? null : desk.replaced().text();
        row.recalled =
                desk.recalled().stream().map(ChangeKey::text).sorted().toArray(String[]::new);
        return row;
    }

    CardDesk desk(EncodingJob.@Nullable Open open) {
        return new CardDesk(
                new HolderId(holder),
                recordVersion == null ? null : new RecordVersion(recordVersion),
                card == null ? null : new CardReference(card),
                LicenceState.valueOf(licenceState),
                proof(),
                lastSentVersion == null ? null : new RecordVersion(lastSentVersion),
                clearedAfter == null ? null : new RecordVersion(clearedAfter),
                replacedCard == null ? null : new CardReference(replacedCard),
                Arrays.stream(recalled).map(ChangeKey::of).collect(Collectors.toSet()),
                open);
    }

    private @Nullable Proof proof() {
        return provenVersion == null || provenContent == null || provenSerial == null
                ? null
                : new Proof(new RecordVersion(provenVersion), provenContent, provenSerial);
    }
}
