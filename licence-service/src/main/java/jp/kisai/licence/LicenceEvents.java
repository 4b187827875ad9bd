package jp.kisai.licence;

import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.licence.domain.Entitlement;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.store.RecordedVersion;

/// Versions in the contract's words.
public final class LicenceEvents {

    private LicenceEvents() {}

    static LicenceChanged changed(RecordedVersion recorded) {
        return new LicenceChanged(
                recorded.licence().version(),
                recorded.cause(),
                licence(recorded.licence().record()));
    }

    /// The whole record, as every other service and every REST answer shows it.
    public static LicenceChanged.Licence licence(LicenceRecord record) {
        Entitlement entitlement = record.entitlement();
        return new LicenceChanged.Licence(
                entitlement.number(),
                record.name().name(),
                record.name().kana(),
                record.birthDate().birthDate(),
                record.address().municipality(),
                record.address().address(),
                record.domicile().domicile(),
                entitlement.commission(),
                entitlement.issuedOn(),
                record.validUntil(),
                entitlement.classes().stream()
                        .map(it -> new LicenceChanged.HeldClass(it.licenceClass(), it.grantedOn()))
                        .toList(),
                entitlement.conditions(),
                entitlement.remarks(),
                entitlement.colour(),
                entitlement.photo(),
                record.holding().form(),
                record.standing().state(),
                record.holding().card().orElse(null));
    }
}
