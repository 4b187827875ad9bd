package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Consent;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import org.jspecify.annotations.Nullable;

/// One version of a holder's consent, with whom took it in and where its evidence lies.
@Entity
@Table(name = "consents")
@IdClass(ConsentRow.Key.class)
public class ConsentRow {

    private static final String SEPARATOR = ",";

    @Id UUID holder;
    @Id long version;
    Instant givenAt;
    String items;
    String wording;
    String authority;
    String serial;
    UUID evidence;
    Instant registeredAt;
    String registeredBy;
    @Nullable Instant withdrawnAt;
    @Nullable UUID withdrawal;
    Instant startsAt;
    Instant endsAt;
    String state;

    /// What was told of a consent. Nothing is decided by it.
    public enum State {
        OPEN,
        REPLACED,
        WITHDRAWN,
        EXPIRED
    }

    record Key(UUID holder, long version) {}

    public static ConsentRow of(
            HolderId holder,
            Consent consent,
            String wording,
            UUID evidence,
            Instant registeredAt,
            String registeredBy) {
        ConsentRow row = new ConsentRow();
        row.holder = holder.value();
        row.version = consent.version();
        row.givenAt = consent.givenAt();
        row.items =
                consent.items().stream()
                        .sorted()
                        .map(Item::name)
                        .collect(Collectors.joining(SEPARATOR));
        row.wording = wording;
        row.authority = consent.certificate().authority();
        row.serial = consent.certificate().serial().text();
        row.evidence = evidence;
        row.registeredAt = registeredAt;
        row.registeredBy = registeredBy;
        row.startsAt = consent.start();
        row.endsAt = consent.end();
        row.state = State.OPEN.name();
        return row;
    }

    /// The same as one that never was the holder's newest.
    public ConsentRow replaced() {
        state = State.REPLACED.name();
        return this;
    }

    /// The same as one that an earlier registered withdrawal ends.
    public ConsentRow withdrawnLike(ConsentRow other) {
        withdrawnAt = other.withdrawnAt;
        withdrawal = other.withdrawal;
        state = State.WITHDRAWN.name();
        return this;
    }

    public HolderId holder() {
        return new HolderId(holder);
    }

    public boolean isOpen() {
        return state.equals(State.OPEN.name());
    }

    public Consent consent() {
        return new Consent(
                version,
                givenAt,
                Arrays.stream(items.split(SEPARATOR))
                        .map(Item::valueOf)
                        .collect(Collectors.toSet()),
                new CertificateKey(authority, CertificateSerial.of(serial)),
                withdrawnAt);
    }

    public String wording() {
        return wording;
    }

    public Instant registeredAt() {
        return registeredAt;
    }
}
