package jp.kisai.cardwriter.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import jp.kisai.cardwriter.domain.AutoRecording;
import jp.kisai.cardwriter.domain.CardDesk;
import jp.kisai.cardwriter.domain.LicenceVersion;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// What must be known of a holder when a new card is produced: see `V1010__auto_recording.sql`.
@Entity
@Table(name = "standing")
public class StandingRow {

    @Id public UUID holder;

    @Column(name = "record_version")
    public @Nullable Long recordVersion;

    public @Nullable String prefecture;
    public @Nullable String number;
    public @Nullable String form;
    public @Nullable String state;

    @Column(name = "valid_until")
    public @Nullable LocalDate validUntil;

    @Column(name = "name_in_certificate")
    public @Nullable Boolean nameInCertificate;

    public @Nullable String files;

    @Column(name = "certificate_submitted")
    public boolean certificateSubmitted;

    public AutoRecording.Standing standing() {
        return new AutoRecording.Standing(licence(), certificateSubmitted);
    }

    private AutoRecording.@Nullable Licence licence() {
        if (number == null
                || form == null
                || state == null
                || validUntil == null
                || nameInCertificate == null) {
            return null;
        }
        return new AutoRecording.Licence(
                new LicenceNumber(number),
                HoldingForm.valueOf(form),
                LicenceState.valueOf(state),
                validUntil,
                nameInCertificate,
                files == null ? null : new ChipContent(ChipFiles.read(files)));
    }

    /// The newest record, as it is to go onto another card. Only for a holder with a licence that
    /// the chip can carry.
    public LicenceVersion newest(CardDesk desk) {
        AutoRecording.Licence licence = licence();
        if (licence == null
                || licence.content() == null
                || prefecture == null
                || recordVersion == null) {
            throw new IllegalStateException("nothing can be recorded for this holder");
        }
        return new LicenceVersion(
                new PrefectureCode(prefecture),
                new RecordVersion(recordVersion),
                desk.card(),
                licence.form(),
                licence.state(),
                new Encoding.Encoded<>(licence.content()),
                List.of());
    }
}
