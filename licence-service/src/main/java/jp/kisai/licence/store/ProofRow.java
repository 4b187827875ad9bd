package jp.kisai.licence.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// The factory read a version back from the chip.
@Entity
@Table(name = "chip_proof")
public class ProofRow {

    @Id
    @Column(name = "order_id")
    public UUID orderId;

    public UUID holder;
    public long version;

    @Column(name = "recorded_at")
    public Instant recordedAt;
}
