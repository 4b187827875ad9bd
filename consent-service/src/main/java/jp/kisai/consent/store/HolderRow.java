package jp.kisai.consent.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.HolderFacts;
import jp.kisai.consent.domain.Presence;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import org.jspecify.annotations.Nullable;

/// What is known of a holder beside consents, certificates and changes.
@Entity
@Table(name = "holders")
class HolderRow {

    @Id UUID holder;
    String prefecture;
    @Nullable String residence;
    String presence;
    @Nullable Instant presenceAt;
    @Nullable String baseAuthority;
    @Nullable String baseSerial;

    static HolderRow of(HolderId holder, String prefecture, HolderFacts facts) {
        HolderRow row = new HolderRow();
        row.holder = holder.value();
        row.prefecture = prefecture;
        MunicipalityCode residence = facts.residence();
        row.residence = residence == null ? null : residence.digits();
        switch (facts.presence()) {
            case Presence.Present _ -> row.presence = "PRESENT";
            case Presence.Deceased(Instant at) -> row.set("DECEASED", at);
            case Presence.Departed(Instant at) -> row.set("DEPARTED", at);
        }
        CertificateKey base = facts.base();
        row.baseAuthority = base == null ? null : base.authority();
        row.baseSerial = base == null ? null : base.serial().text();
        return row;
    }

    Presence presence() {
        Instant at = presenceAt;
        if (at == null) {
            return new Presence.Present();
        }
        return presence.equals("DECEASED") ? new Presence.Deceased(at) : new Presence.Departed(at);
    }

    @Nullable MunicipalityCode residence() {
        return residence == null ? null : new MunicipalityCode(residence);
    }

    @Nullable CertificateKey base() {
        return baseAuthority == null || baseSerial == null
                ? null
                : new CertificateKey(baseAuthority, CertificateSerial.of(baseSerial));
    }

    private void set(String newPresence, Instant at) {
        presence = newPresence;
        presenceAt = at;
    }
}
