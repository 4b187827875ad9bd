package jp.kisai.licence.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One version of one licence record, as it is stored: see `V1001__licence.sql` for what each
/// column means.
@Entity
@Table(name = "licence_version")
@IdClass(VersionRow.Key.class)
public class VersionRow {

    public record Key(UUID holder, long version) {}

    @Id public UUID holder;
    @Id public long version;

    @Column(name = "effective_from")
    public Instant effectiveFrom;

    @Column(name = "ordered_at")
    public Instant orderedAt;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    public String kind;
    public String[] changes;
    public String[] items;
    public String evidence;

    public String number;
    public String name;
    public String kana;

    @Column(name = "birth_date")
    public LocalDate birthDate;

    public String municipality;
    public String address;
    public String domicile;
    public String commission;

    @Column(name = "issued_on")
    public LocalDate issuedOn;

    @Column(name = "valid_until")
    public LocalDate validUntil;

    public String[] classes;

    @Column(name = "class_dates")
    public LocalDate[] classDates;

    public String[] conditions;
    public String[] remarks;
    public String colour;
    public @Nullable String photo;
    public String form;
    public @Nullable String card;
    public String state;

    @Column(name = "name_from")
    public Instant nameFrom;

    @Column(name = "birth_date_from")
    public Instant birthDateFrom;

    @Column(name = "address_from")
    public Instant addressFrom;

    @Column(name = "domicile_from")
    public Instant domicileFrom;

    @Column(name = "chip_content")
    public @Nullable UUID chipContent;
}
