package jp.kisai.licence.domain;

import static jp.kisai.licence.domain.Records.BORN_IN_JULY;
import static jp.kisai.licence.domain.Records.CARD;
import static jp.kisai.licence.domain.Records.MARRIED;
import static jp.kisai.licence.domain.Records.MOVED;
import static jp.kisai.licence.domain.Records.NEW_CARD;
import static jp.kisai.licence.domain.Records.TODAY;
import static jp.kisai.licence.domain.Records.TRANSFERRED;
import static jp.kisai.licence.domain.Records.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.licence.domain.LicenceRecord.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LicenceRecordTest {

    /// Every way to change a record, the parts that differ then, and whether the chip must be
    /// written again.
    static Stream<Arguments> changes() {
        LicenceRecord before = record();
        return Stream.of(
                Arguments.of(before.with(MARRIED, TODAY), Set.of(Part.NAME), true),
                Arguments.of(before.with(MOVED, TODAY), Set.of(Part.ADDRESS), true),
                Arguments.of(
                        before.with(BORN_IN_JULY, TODAY),
                        Set.of(Part.BIRTH_DATE, Part.VALIDITY),
                        true),
                Arguments.of(before.with(TRANSFERRED, TODAY), Set.of(Part.DOMICILE), true),
                Arguments.of(withConditions(before, "眼鏡等", "補聴器"), Set.of(Part.ENTITLEMENT), true),
                Arguments.of(
                        before.with(new Holding.CardOnly(NEW_CARD)), Set.of(Part.HOLDING), true),
                // a second way to carry it, and what the chip never says
                Arguments.of(before.with(new Holding.Both(CARD)), Set.of(Part.HOLDING), false),
                Arguments.of(before.with(Standing.SUSPENDED), Set.of(Part.STANDING), false),
                Arguments.of(before, Set.of(), false));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void knowsWhatDiffersAndWhetherTheChipMustBeWritten(
            LicenceRecord after, Set<Part> parts, boolean writesTheChip) {
        assertEquals(parts, Set.copyOf(after.partsThatDifferFrom(record())));
        assertEquals(writesTheChip, !after.chipContent().equals(record().chipContent()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void takingOverThePartsThatDifferGivesTheOther(
            LicenceRecord after, Set<Part> parts, boolean writesTheChip) {
        LicenceRecord rebuilt = record();
        for (Part part : EnumSet.allOf(Part.class)) {
            rebuilt = parts.contains(part) ? rebuilt.withPartOf(after, part) : rebuilt;
        }

        assertEquals(after, rebuilt);
    }

    @Test
    void aMoveThereAndBackNeedsNoWriting() {
        LicenceRecord back = record().with(MOVED, TODAY).with(record().address(), TODAY);

        assertEquals(record().chipContent(), back.chipContent());
    }

    @Test
    void aLicenceWithoutACardPutsNothingOnAChip() {
        assertEquals(
                Optional.empty(),
                record(new Holding.LicenceOnly(), Standing.IN_FORCE).chipContent());
    }

    @Test
    void oneTextIsNotTakenForTwo() {
        assertFalse(
                withConditions(record(), "眼鏡等, 補聴器")
                        .chipContent()
                        .equals(withConditions(record(), "眼鏡等", "補聴器").chipContent()));
    }

    @Test
    void namesTheHoldersItemsThatDiffer() {
        LicenceRecord after =
                record().with(BORN_IN_JULY, TODAY).with(MOVED, TODAY).with(Standing.SUSPENDED);

        assertEquals(List.of(Item.ADDRESS, Item.BIRTH_DATE), after.itemsThatDifferFrom(record()));
    }

    @Test
    void showsNothingOfTheHolder() {
        assertEquals("LicenceRecord[licence:30…, CARD_ONLY, IN_FORCE]", record().toString());
    }

    @Test
    void aLicenceIsForAtLeastOneClassAndForEachOnce() {
        Entitlement.HeldClass ordinary =
                new Entitlement.HeldClass(LicenceClass.ORDINARY, LocalDate.of(2010, 5, 1));

        assertThrows(IllegalArgumentException.class, () -> withClasses(List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> withClasses(List.of(ordinary, ordinary)));
    }

    private static Entitlement withClasses(List<Entitlement.HeldClass> classes) {
        Entitlement it = record().entitlement();
        return new Entitlement(
                it.number(),
                it.commission(),
                it.issuedOn(),
                classes,
                List.of(),
                List.of(),
                ColourBand.BLUE,
                null);
    }

    private static LicenceRecord withConditions(LicenceRecord record, String... conditions) {
        Entitlement it = record.entitlement();
        return new LicenceRecord(
                record.name(),
                record.birthDate(),
                record.address(),
                record.domicile(),
                new Entitlement(
                        it.number(),
                        it.commission(),
                        it.issuedOn(),
                        it.classes(),
                        List.of(conditions),
                        it.remarks(),
                        it.colour(),
                        it.photo()),
                record.validUntil(),
                record.holding(),
                record.standing());
    }
}
