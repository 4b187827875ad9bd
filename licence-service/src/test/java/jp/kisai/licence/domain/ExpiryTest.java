package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {

    /// Birthday plus one month; short months end on their last day; 29 February counts as 28 in
    /// common years.
    @ParameterizedTest
    @CsvSource({
        "1990-03-15, 2028, 2028-04-15",
        "1990-01-31, 2027, 2027-02-28",
        "1990-01-31, 2028, 2028-02-29",
        "1990-10-31, 2027, 2027-11-30",
        "1990-12-01, 2027, 2028-01-01",
        "1990-12-31, 2027, 2028-01-31",
        "1992-02-28, 2028, 2028-03-28",
        "1992-02-29, 2028, 2028-03-29",
        "1992-02-29, 2027, 2027-03-28",
        "1992-03-01, 2027, 2027-04-01",
    })
    void endsOneMonthAfterTheBirthday(LocalDate born, int year, LocalDate lastDay) {
        assertEquals(lastDay, Expiry.nominal(born, year));
    }

    @ParameterizedTest
    @CsvSource({
        // the corrected birthday lies earlier or later in the same year
        "2028-04-15, 1990-07-15, 2028-08-15",
        "2028-04-15, 1990-01-01, 2028-02-01",
        // another year of birth alone changes nothing: the term stays
        "2028-04-15, 1991-03-15, 2028-04-15",
        // the last day is in January, the birthday it belongs to in the December before
        "2028-01-15, 1990-03-15, 2027-04-15",
        "2028-01-31, 1990-11-30, 2027-12-30",
        "2028-04-15, 1990-12-15, 2029-01-15",
        // leap day, in a leap year and in a common one
        "2028-04-15, 1992-02-29, 2028-03-29",
        "2027-04-15, 1992-02-29, 2027-03-28",
        // the end of a short month
        "2027-02-28, 1990-03-15, 2027-04-15",
    })
    void aCorrectedBirthDateMovesTheEndOfTheSameTerm(
            LocalDate recorded, LocalDate born, LocalDate corrected) {
        assertEquals(corrected, Expiry.corrected(recorded, born, Records.TODAY));
    }

    @ParameterizedTest
    @CsvSource({
        // on 1 June 2026 the corrected last day, Monday 1 June, is not over
        "2026-12-15, 1990-05-01, 2026-06-01",
        // Saturday 30 May extends to that Monday
        "2026-12-15, 1990-04-30, 2026-05-30",
        "2026-12-15, 1990-05-31, 2026-06-30",
        // over since Friday 29 May
        "2026-12-15, 1990-04-29, 2026-12-15",
        "2026-12-15, 1990-01-15, 2026-12-15",
    })
    void aCorrectionNeverEndsALicenceInThePast(
            LocalDate recorded, LocalDate born, LocalDate corrected) {
        assertEquals(corrected, Expiry.corrected(recorded, born, Records.TODAY));
    }

    @ParameterizedTest
    @CsvSource({
        // Wednesday 15 April 2026
        "2026-04-15, 2026-04-14, false",
        "2026-04-15, 2026-04-15, false",
        "2026-04-15, 2026-04-16, true",
        // Saturday 18 April: until Monday 20 April
        "2026-04-18, 2026-04-20, false",
        "2026-04-18, 2026-04-21, true",
        // Saturday 2 May: the holidays last until Wednesday 6 May, a substitute holiday
        "2026-05-02, 2026-05-07, false",
        "2026-05-02, 2026-05-08, true",
        // Tuesday 29 December: until Monday 4 January
        "2026-12-29, 2027-01-04, false",
        "2026-12-29, 2027-01-05, true",
    })
    void isOverOnceTheLastWorkingDayHasPassed(LocalDate validUntil, LocalDate on, boolean over) {
        assertEquals(over, Expiry.isOver(validUntil, on));
    }
}
