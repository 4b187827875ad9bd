package jp.kisai.cardwriter.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A factory to which no order leaves.
@Entity
@Table(name = "factory_pause")
public class FactoryPauseRow {

    @Id public String factory;

    public String reason;

    @Column(name = "paused_by")
    public String pausedBy;

    @Column(name = "paused_at")
    public Instant pausedAt;
}
