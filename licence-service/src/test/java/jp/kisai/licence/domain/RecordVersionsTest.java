package jp.kisai.licence.domain;

import static jp.kisai.licence.domain.Records.MARRIED;
import static jp.kisai.licence.domain.Records.MOVED;
import static jp.kisai.licence.domain.Records.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.RecordVersions.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A life on record: issued in January; a wrong move of March, heard of in April; its correction,
/// heard of in May; a marriage of February, heard of in June; a suspension in July.
class RecordVersionsTest {

    private static final ItemChange.Address CORRECTED =
            new ItemChange.Address(Records.KAGOSHIMA, "鹿児島県鹿児島市山下町1番");

    private static final LicenceRecord ISSUED = record();
    private static final LicenceRecord WRONG = ISSUED.with(MOVED, Records.TODAY);
    private static final LicenceRecord RIGHT = WRONG.with(CORRECTED, Records.TODAY);
    private static final LicenceRecord MARRIED_RIGHT = RIGHT.with(MARRIED, Records.TODAY);
    private static final LicenceRecord SUSPENDED = MARRIED_RIGHT.with(Standing.SUSPENDED);

    private static final RecordVersions LIFE =
            new RecordVersions(
                    List.of(
                            version(1, "2026-01-10", "2026-01-10", ISSUED),
                            version(2, "2026-03-10", "2026-04-10", WRONG),
                            version(3, "2026-03-10", "2026-05-10", RIGHT),
                            version(4, "2026-02-10", "2026-06-10", MARRIED_RIGHT),
                            version(5, "2026-07-10", "2026-07-10", SUSPENDED)));

    @ParameterizedTest
    @CsvSource({
        // nothing was known of the time before the issue, nor known before it
        "2026-01-09, 2026-12-31, -, -, -",
        "2026-01-10, 2026-01-09, -, -, -",
        "2026-01-10, 2026-01-10, first, first, IN_FORCE",
        // the move of March was unknown until April
        "2026-03-10, 2026-04-09, first, first, IN_FORCE",
        "2026-03-09, 2026-04-10, first, first, IN_FORCE",
        "2026-03-10, 2026-04-10, first, wrong, IN_FORCE",
        "2026-03-10, 2026-05-09, first, wrong, IN_FORCE",
        // the correction replaces it for all of March, from May on
        "2026-03-10, 2026-05-10, first, right, IN_FORCE",
        "2026-03-09, 2026-05-10, first, first, IN_FORCE",
        // the marriage of February, heard of in June, leaves the address of February alone
        "2026-02-10, 2026-06-09, first, first, IN_FORCE",
        "2026-02-09, 2026-06-10, first, first, IN_FORCE",
        "2026-02-10, 2026-06-10, married, first, IN_FORCE",
        "2026-03-10, 2026-06-10, married, right, IN_FORCE",
        // the suspension
        "2026-07-09, 2026-07-10, married, right, IN_FORCE",
        "2026-07-10, 2026-07-10, married, right, SUSPENDED",
        "2026-12-31, 2026-12-31, married, right, SUSPENDED",
        "2026-12-31, 2026-04-10, first, wrong, IN_FORCE",
    })
    void answersWhatTheRecordSaidOnADayAsKnownOnAnother(
            String on, String knownOn, String name, String address, String state) {
        Optional<LicenceRecord> record = LIFE.at(at(on), at(knownOn));

        assertEquals(name, record.map(it -> nameOf(it)).orElse("-"));
        assertEquals(address, record.map(it -> addressOf(it)).orElse("-"));
        assertEquals(state, record.map(it -> it.standing().state().name()).orElse("-"));
    }

    /// The move of March was right, but of February: the correction replaces it on every day.
    @ParameterizedTest
    @CsvSource({
        "2026-02-19, first",
        "2026-02-20, right",
        "2026-03-09, right",
        "2026-03-10, right",
        "2026-12-31, right",
    })
    void aCorrectionFromAnEarlierDayOnReplacesWhatItCorrects(String on, String address) {
        RecordVersions life =
                new RecordVersions(
                        List.of(
                                version(1, "2026-01-10", "2026-01-10", ISSUED),
                                version(2, "2026-03-10", "2026-04-10", WRONG),
                                version(3, "2026-02-20", "2026-03-10", "2026-05-10", RIGHT)));

        Optional<LicenceRecord> record = life.at(at(on), at("2026-05-10"));

        assertEquals(address, record.map(it -> addressOf(it)).orElse("-"));
    }

    @Test
    void saysNothingOfALicenceThatNeverWas() {
        assertEquals(Optional.empty(), new RecordVersions(List.of()).at(Instant.MAX, Instant.MAX));
    }

    @Test
    void readsAHistoryThatGoesOnAboveAFloor() {
        RecordVersions history =
                new RecordVersions(
                        List.of(
                                version(1, "2026-01-10", "2026-01-10", ISSUED),
                                version(1_002, "2026-03-10", "2026-05-10", RIGHT)));

        assertEquals(Optional.of(RIGHT), history.at(Instant.MAX, Instant.MAX));
    }

    @Test
    void refusesAHistoryWithANumberTwice() {
        List<Version> twice =
                List.of(
                        version(1, "2026-01-10", "2026-01-10", ISSUED),
                        version(1, "2026-03-10", "2026-05-10", RIGHT));

        assertThrows(IllegalArgumentException.class, () -> new RecordVersions(twice));
    }

    private static String nameOf(LicenceRecord record) {
        return record.name().equals(MARRIED) ? "married" : "first";
    }

    private static String addressOf(LicenceRecord record) {
        if (record.address().equals(CORRECTED)) {
            return "right";
        }
        return record.address().equals(MOVED) ? "wrong" : "first";
    }

    private static Version version(
            int number, String effectiveFrom, String recordedAt, LicenceRecord record) {
        return version(number, effectiveFrom, effectiveFrom, recordedAt, record);
    }

    private static Version version(
            int number,
            String effectiveFrom,
            String orderedAt,
            String recordedAt,
            LicenceRecord record) {
        return new Version(
                new RecordVersion(number),
                at(effectiveFrom),
                at(orderedAt),
                at(recordedAt),
                record);
    }

    private static Instant at(String day) {
        return TokyoTime.startOf(LocalDate.parse(day));
    }
}
