package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.Uuids;

/// What one version of a licence record says, complete. It never changes; a change makes the next
/// one.
///
/// @param validUntil 有効期間の末日: the nominal last day, before weekends and holidays extend it
public record LicenceRecord(
        ItemChange.Name name,
        ItemChange.BirthDate birthDate,
        ItemChange.Address address,
        ItemChange.Domicile domicile,
        Entitlement entitlement,
        LocalDate validUntil,
        Holding holding,
        Standing standing) {

    /// The parts of a record that change independently, each with its own valid time.
    public enum Part {
        NAME,
        BIRTH_DATE,
        ADDRESS,
        DOMICILE,
        ENTITLEMENT,
        VALIDITY,
        HOLDING,
        STANDING
    }

    /// The record after one item changed. A birth date carries the last day of validity with it.
    ///
    /// @param on the day on which it is applied
    public LicenceRecord with(ItemChange change, LocalDate on) {
        return switch (change) {
            case ItemChange.Name it -> named(it);
            case ItemChange.BirthDate it ->
                    born(it, Expiry.corrected(validUntil, it.birthDate(), on));
            case ItemChange.Address it -> living(it);
            case ItemChange.Domicile it -> domiciled(it);
        };
    }

    private LicenceRecord named(ItemChange.Name next) {
        return new LicenceRecord(
                next, birthDate, address, domicile, entitlement, validUntil, holding, standing);
    }

    private LicenceRecord born(ItemChange.BirthDate next, LocalDate nextValidUntil) {
        return new LicenceRecord(
                name, next, address, domicile, entitlement, nextValidUntil, holding, standing);
    }

    private LicenceRecord living(ItemChange.Address next) {
        return new LicenceRecord(
                name, birthDate, next, domicile, entitlement, validUntil, holding, standing);
    }

    private LicenceRecord domiciled(ItemChange.Domicile next) {
        return new LicenceRecord(
                name, birthDate, address, next, entitlement, validUntil, holding, standing);
    }

    public LicenceRecord with(Holding next) {
        return new LicenceRecord(
                name, birthDate, address, domicile, entitlement, validUntil, next, standing);
    }

    public LicenceRecord with(Standing next) {
        return new LicenceRecord(
                name, birthDate, address, domicile, entitlement, validUntil, holding, next);
    }

    public LicenceRecord with(Entitlement next) {
        return new LicenceRecord(
                name, birthDate, address, domicile, next, validUntil, holding, standing);
    }

    /// The record with another last day of validity.
    LicenceRecord validUntil(LocalDate next) {
        return new LicenceRecord(
                name, birthDate, address, domicile, entitlement, next, holding, standing);
    }

    /// This record with one part as another record has it.
    public LicenceRecord withPartOf(LicenceRecord other, Part part) {
        return new LicenceRecord(
                part == Part.NAME ? other.name : name,
                part == Part.BIRTH_DATE ? other.birthDate : birthDate,
                part == Part.ADDRESS ? other.address : address,
                part == Part.DOMICILE ? other.domicile : domicile,
                part == Part.ENTITLEMENT ? other.entitlement : entitlement,
                part == Part.VALIDITY ? other.validUntil : validUntil,
                part == Part.HOLDING ? other.holding : holding,
                part == Part.STANDING ? other.standing : standing);
    }

    /// The parts in which this record differs from another.
    public Set<Part> partsThatDifferFrom(LicenceRecord other) {
        EnumSet<Part> parts = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            if (!equals(withPartOf(other, part))) {
                parts.add(part);
            }
        }
        return parts;
    }

    /// The holder's items in which this record differs from another, in the order of [Item].
    public List<Item> itemsThatDifferFrom(LicenceRecord other) {
        return partsThatDifferFrom(other).stream()
                .flatMap(part -> itemOf(part).stream())
                .sorted()
                .toList();
    }

    /// The police responsible: that of the prefecture in which the holder lives.
    public PrefectureCode prefecture() {
        return address.municipality().prefecture();
    }

    /// Names what this record would put onto its card's chip: two records have the same name
    /// exactly if the chip need not be written again. Empty where no card carries the licence.
    public Optional<UUID> chipContent() {
        return holding.card().map(this::chipContentOn);
    }

    private UUID chipContentOn(CardReference card) {
        List<String> content = new ArrayList<>(List.of("chip-content", card.text()));
        content.addAll(List.of(name.name(), name.kana(), address.address(), domicile.domicile()));
        content.addAll(List.of(birthDate.birthDate().toString(), validUntil.toString()));
        content.addAll(List.of(entitlement.number().digits(), entitlement.commission()));
        content.addAll(List.of(entitlement.issuedOn().toString(), entitlement.colour().name()));
        content.add(Objects.requireNonNullElse(entitlement.photo(), ""));
        content.addAll(counted(entitlement.classes()));
        content.addAll(counted(entitlement.conditions()));
        content.addAll(counted(entitlement.remarks()));
        return Uuids.derived(content.stream().map(LicenceRecord::measured).toArray(String[]::new));
    }

    /// A list cannot be taken for another when its length stands before it, nor a text.
    private static List<String> counted(List<?> values) {
        List<String> counted = new ArrayList<>(List.of(String.valueOf(values.size())));
        values.forEach(value -> counted.add(value.toString()));
        return counted;
    }

    private static String measured(String text) {
        return text.length() + ":" + text;
    }

    private static Optional<Item> itemOf(Part part) {
        return switch (part) {
            case NAME -> Optional.of(Item.NAME);
            case BIRTH_DATE -> Optional.of(Item.BIRTH_DATE);
            case ADDRESS -> Optional.of(Item.ADDRESS);
            case DOMICILE -> Optional.of(Item.DOMICILE);
            case ENTITLEMENT, VALIDITY, HOLDING, STANDING -> Optional.empty();
        };
    }

    /// Shows nothing of the holder.
    @Override
    public String toString() {
        return "LicenceRecord["
                + entitlement.number()
                + ", "
                + holding.form()
                + ", "
                + standing.state()
                + "]";
    }
}
