package jp.kisai.licence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.LicenceChanged.Cause.Kind;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RecordVersion;
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

    /// Where a record could not be published as ③; empty if it could. The event is written and read
    /// back by the contract's own rules.
    public static Optional<String> outOfContract(HolderId holder, LicenceRecord record) {
        CloudEvent<LicenceChanged> event =
                new CloudEvent<>(
                        holder.value(),
                        Source.LICENCE,
                        EventType.LICENCE_CHANGED,
                        holder,
                        Instant.EPOCH,
                        record.prefecture(),
                        OptionalLong.of(1),
                        new LicenceChanged(
                                new RecordVersion(1),
                                new LicenceChanged.Cause(Kind.ISSUED, List.of(), List.of()),
                                licence(record)));
        return switch (Events.read(Events.write(event))) {
            case Reading.Read _ -> Optional.empty();
            case Reading.Unreadable it -> Optional.of(it.where());
        };
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
