package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;

/// What a holder signed, byte for byte.
@Entity
@Table(name = "evidence")
public class EvidenceRow {

    @Id UUID id;
    UUID holder;
    String kind;
    byte[] document;
    Instant receivedAt;

    public enum Kind {
        CONSENT,
        WITHDRAWAL,
        DOMICILE
    }

    public static EvidenceRow of(
            UUID id, HolderId holder, Kind kind, byte[] document, Instant receivedAt) {
        EvidenceRow row = new EvidenceRow();
        row.id = id;
        row.holder = holder.value();
        row.kind = kind.name();
        row.document = document;
        row.receivedAt = receivedAt;
        return row;
    }
}
