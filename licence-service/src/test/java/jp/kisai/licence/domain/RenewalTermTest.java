package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ItemChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalTermTest {

    /// 道路交通法 92条の2 1項, the whole table. Unconfirmed: that the age counts which the holder has on
    /// the birthday of the year in which the licence ends.
    @ParameterizedTest
    @CsvSource({
        "EXCELLENT, 18, 69, 5",
        "EXCELLENT, 70, 70, 4",
        "EXCELLENT, 71, 110, 3",
        "GENERAL, 18, 69, 5",
        "GENERAL, 70, 70, 4",
        "GENERAL, 71, 110, 3",
        "VIOLATION, 18, 110, 3",
        "FIRST, 18, 110, 3",
    })
    void lastsByClassAndAge(Course course, int from, int to, int years) {
        assertEquals(
                IntStream.rangeClosed(from, to).mapToObj(_ -> years).toList(),
                IntStream.rangeClosed(from, to)
                        .mapToObj(age -> RenewalTerm.years(course, age))
                        .toList());
    }

    /// Born, last day → birthday, first day, last day on which it can be renewed. That a birthday
    /// on 29 February counts as 28 in common years is not confirmed.
    @ParameterizedTest
    @CsvSource({
        "1990-03-15, 2028-04-15, 2028-03-15, 2028-02-15, 2028-04-17",
        "1990-03-15, 2026-04-15, 2026-03-15, 2026-02-15, 2026-04-15",
        // a leap day's birthday, in a leap year and in a common one
        "1992-02-29, 2028-03-29, 2028-02-29, 2028-01-29, 2028-03-29",
        "1992-02-29, 2027-03-28, 2027-02-28, 2027-01-28, 2027-03-29",
        // the holidays of May, the turn of the year
        "1990-04-02, 2026-05-02, 2026-04-02, 2026-03-02, 2026-05-07",
        "1990-11-29, 2026-12-29, 2026-11-29, 2026-10-29, 2027-01-04",
        "1990-12-03, 2027-01-03, 2026-12-03, 2026-11-03, 2027-01-04",
        // short months
        "1990-03-31, 2027-04-30, 2027-03-31, 2027-02-28, 2027-04-30",
        "1990-01-31, 2027-02-28, 2027-01-31, 2026-12-31, 2027-03-01",
    })
    void canBeRenewedAroundTheBirthday(
            LocalDate born,
            LocalDate lastDay,
            LocalDate birthday,
            LocalDate opensOn,
            LocalDate closesOn) {
        assertEquals(
                new RenewalTerm(birthday, opensOn, lastDay, closesOn),
                RenewalTerm.of(record(born, lastDay)));
    }

    /// Born, last day, class → last day of the renewed licence.
    @ParameterizedTest
    @CsvSource({
        "1990-03-15, 2026-04-15, EXCELLENT, 2031-04-15",
        "1990-03-15, 2026-04-15, VIOLATION, 2029-04-15",
        // 69, 70 and 71 on the birthday of 2026
        "1957-03-15, 2026-04-15, GENERAL, 2031-04-15",
        "1956-03-15, 2026-04-15, GENERAL, 2030-04-15",
        "1955-03-15, 2026-04-15, GENERAL, 2029-04-15",
        // the last day in January belongs to the birthday in December
        "1990-12-15, 2027-01-15, EXCELLENT, 2032-01-15",
        // from a common into a leap year, and back
        "1992-02-29, 2027-03-28, EXCELLENT, 2032-03-29",
        "1992-02-29, 2028-03-29, FIRST, 2031-03-28",
    })
    void endsSoManyBirthdaysLater(
            LocalDate born, LocalDate lastDay, Course course, LocalDate renewedUntil) {
        assertEquals(
                renewedUntil, RenewalTerm.of(record(born, lastDay)).renewedUntil(course, born));
    }

    /// Every birthday of a leap cycle: the window is never empty, never starts after the birthday,
    /// and never ends on a day on which nobody renews.
    @Test
    void isSoundForEveryBirthday() {
        List<String> broken = new ArrayList<>();
        birthdays()
                .forEach(
                        born -> {
                            for (int year = 2026; year <= 2030; year++) {
                                RenewalTerm term =
                                        RenewalTerm.of(record(born, Expiry.nominal(born, year)));
                                if (term.birthday().getYear() != year
                                        || !term.opensOn().isBefore(term.birthday())
                                        || term.closesOn().isBefore(term.nominalEnd())
                                        || Expiry.isOver(term.nominalEnd(), term.closesOn())
                                        || !Expiry.isOver(
                                                term.nominalEnd(), term.closesOn().plusDays(1))) {
                                    broken.add(born + " " + term);
                                }
                            }
                        });

        assertEquals(List.of(), broken);
    }

    private static Stream<LocalDate> birthdays() {
        return LocalDate.of(1988, 1, 1).datesUntil(LocalDate.of(1992, 3, 1));
    }

    private static LicenceRecord record(LocalDate born, LocalDate lastDay) {
        return Records.record()
                .with(new ItemChange.BirthDate(born), Records.TODAY)
                .validUntil(lastDay);
    }
}
