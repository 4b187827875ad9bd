package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.StillSo;

/// Where a holder's newest encoding stands; see `V1014__last_look.sql`.
@Entity
@Table(name = "chip")
public class ChipRow {

    @Id public UUID holder;

    @Column(name = "record_version")
    public long recordVersion;

    public long sequence;
    public String about;
    public String state;

    /// @param sequence the event's, among all that card-writer-service said of the holder
    public static ChipRow of(
            HolderId holder, long recordVersion, long sequence, String about, EncodingState state) {
        ChipRow row = new ChipRow();
        row.holder = holder.value();
        row.recordVersion = recordVersion;
        row.sequence = sequence;
        row.about = about;
        row.state = state.name();
        return row;
    }

    boolean isNewerThan(ChipRow other) {
        return recordVersion >= other.recordVersion && sequence >= other.sequence;
    }

    StillSo.Chip chip() {
        return new StillSo.Chip(about, EncodingState.valueOf(state));
    }
}
