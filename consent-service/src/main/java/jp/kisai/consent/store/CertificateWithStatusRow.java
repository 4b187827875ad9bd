package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A certificate joined with its revocation; read only, and only by the query that joins them.
@Entity
@IdClass(CertificateWithStatusRow.Key.class)
class CertificateWithStatusRow {

    @Id String authority;
    @Id String serial;
    UUID holder;
    @Nullable String predecessor;
    Instant notBefore;
    Instant notAfter;
    String name;
    String nameSubstitutes;
    @Nullable LocalDate birthDate;
    String gender;
    String address;
    String addressSubstitutes;
    String distributionPoint;
    @Nullable String listNumber;
    @Nullable Instant thisUpdate;
    @Nullable Instant nextUpdate;
    @Nullable String revokedFor;
    @Nullable Instant revokedAt;
    @Nullable String checked;
    @Nullable String checkedFor;
    @Nullable Instant checkedRevokedAt;
    @Nullable Instant checkedAt;
    @Nullable Instant checkedUntil;

    record Key(String authority, String serial) {}
}
