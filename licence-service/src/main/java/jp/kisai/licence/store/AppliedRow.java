package jp.kisai.licence.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of one revision of one change here: see `V1001__licence.sql` for what each column
/// means.
@Entity
@Table(name = "applied_change")
public class AppliedRow {

    @Id public UUID id;
    public String producer;

    @Column(name = "change_id")
    public UUID changeId;

    public int revision;
    public UUID holder;
    public String outcome;
    public @Nullable Long version;
    public String[] applied;
    public String[] refused;
    public String[] declined;
    public String[] waiting;
    public String reason;

    @Column(name = "effective_at")
    public Instant effectiveAt;

    @Column(name = "ordered_at")
    public Instant orderedAt;

    public @Nullable String corrects;
    public UUID decision;
    public String rules;

    @Column(name = "consent_version")
    public @Nullable Long consentVersion;

    public @Nullable String certificate;

    @Column(name = "crl_number")
    public @Nullable String crlNumber;

    @Column(name = "crl_this_update")
    public @Nullable Instant crlThisUpdate;

    @Column(name = "recorded_at")
    public Instant recordedAt;
}
