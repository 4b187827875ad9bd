package jp.kisai.licence.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.Entitlement;
import jp.kisai.licence.domain.Holding;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.Standing;

/// Versions as rows, and back.
final class VersionRows {

    private VersionRows() {}

    static VersionRow of(RecordedVersion recorded) {
        VersionRow row = new VersionRow();
        row.holder = recorded.holder().value();
        row.version = recorded.licence().version().number();
        row.effectiveFrom = recorded.effectiveFrom();
        row.orderedAt = recorded.orderedAt();
        row.recordedAt = recorded.recordedAt();
        row.kind = recorded.cause().kind().name();
        row.changes = texts(recorded.cause().changes().stream().map(ChangeKey::text));
        row.items = texts(recorded.cause().items().stream().map(Item::name));
        row.evidence = recorded.evidence();
        row.nameFrom = recorded.licence().orderedAt(Item.NAME);
        row.birthDateFrom = recorded.licence().orderedAt(Item.BIRTH_DATE);
        row.addressFrom = recorded.licence().orderedAt(Item.ADDRESS);
        row.domicileFrom = recorded.licence().orderedAt(Item.DOMICILE);
        writeHolder(row, recorded.licence().record());
        writeLicence(row, recorded.licence().record());
        return row;
    }

    private static void writeHolder(VersionRow row, LicenceRecord record) {
        row.name = record.name().name();
        row.kana = record.name().kana();
        row.birthDate = record.birthDate().birthDate();
        row.municipality = record.address().municipality().digits();
        row.address = record.address().address();
        row.domicile = record.domicile().domicile();
    }

    private static void writeLicence(VersionRow row, LicenceRecord record) {
        Entitlement entitlement = record.entitlement();
        row.number = entitlement.number().digits();
        row.commission = entitlement.commission();
        row.issuedOn = entitlement.issuedOn();
        row.validUntil = record.validUntil();
        row.classes = texts(entitlement.classes().stream().map(it -> it.licenceClass().name()));
        row.classDates =
                entitlement.classes().stream()
                        .map(Entitlement.HeldClass::grantedOn)
                        .toArray(LocalDate[]::new);
        row.conditions = texts(entitlement.conditions().stream());
        row.remarks = texts(entitlement.remarks().stream());
        row.colour = entitlement.colour().name();
        row.photo = entitlement.photo();
        row.form = record.holding().form().name();
        row.card = record.holding().card().map(CardReference::text).orElse(null);
        row.state = record.standing().state().name();
        row.chipContent = record.chipContent().orElse(null);
    }

    static RecordedVersion read(VersionRow row) {
        return new RecordedVersion(
                new HolderId(row.holder),
                current(row),
                row.effectiveFrom,
                row.orderedAt,
                row.recordedAt,
                new LicenceChanged.Cause(
                        LicenceChanged.Cause.Kind.valueOf(row.kind),
                        Arrays.stream(row.changes).map(ChangeKey::of).toList(),
                        Arrays.stream(row.items).map(Item::valueOf).toList()),
                row.evidence);
    }

    static CurrentLicence current(VersionRow row) {
        return new CurrentLicence(
                new RecordVersion(row.version),
                record(row),
                Map.of(
                        Item.NAME, row.nameFrom,
                        Item.BIRTH_DATE, row.birthDateFrom,
                        Item.ADDRESS, row.addressFrom,
                        Item.DOMICILE, row.domicileFrom));
    }

    private static LicenceRecord record(VersionRow row) {
        return new LicenceRecord(
                new ItemChange.Name(row.name, row.kana),
                new ItemChange.BirthDate(row.birthDate),
                new ItemChange.Address(new MunicipalityCode(row.municipality), row.address),
                new ItemChange.Domicile(row.domicile),
                entitlement(row),
                row.validUntil,
                Holding.of(
                        HoldingForm.valueOf(row.form),
                        Optional.ofNullable(row.card).map(CardReference::new)),
                Standing.of(LicenceState.valueOf(row.state)));
    }

    private static Entitlement entitlement(VersionRow row) {
        List<Entitlement.HeldClass> classes = new ArrayList<>();
        for (int i = 0; i < row.classes.length; i++) {
            classes.add(
                    new Entitlement.HeldClass(
                            LicenceClass.valueOf(row.classes[i]), row.classDates[i]));
        }
        return new Entitlement(
                new LicenceNumber(row.number),
                row.commission,
                row.issuedOn,
                classes,
                List.of(row.conditions),
                List.of(row.remarks),
                ColourBand.valueOf(row.colour),
                row.photo);
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }
}
