package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.time.MonthDay;
import jp.kisai.contracts.vocabulary.JapaneseHolidays;

/// The last day of a licence (有効期間の末日): one month after the birthday in the year in which the term
/// ends.
///
/// Source: 道路交通法 92条の2. That a birthday on 29 February counts as 28 February in common years is
/// general knowledge, not confirmed; so is that the recorded day is the nominal one, not the one
/// that a weekend extends.
public final class Expiry {

    private Expiry() {}

    /// The nominal last day of a term that ends around the birthday of a year.
    public static LocalDate nominal(LocalDate birthDate, int birthdayYear) {
        return birthday(birthDate, birthdayYear).plusMonths(1);
    }

    /// The birthday of a year.
    static LocalDate birthday(LocalDate birthDate, int year) {
        return MonthDay.from(birthDate).atYear(year);
    }

    /// The nominal last day after the birth date was corrected. The term stays: its end moves to
    /// the corrected birthday of the same year.
    ///
    /// A correction never ends a licence that the holder drove on in good faith: where the
    /// corrected last day is already over, the recorded one stays, until an officer renews it.
    ///
    /// @param on the day on which the correction is applied
    public static LocalDate corrected(LocalDate validUntil, LocalDate birthDate, LocalDate on) {
        LocalDate derived = nominal(birthDate, birthdayYear(validUntil));
        return isOver(derived, on) ? validUntil : derived;
    }

    /// Whether the licence can no longer be driven on: the last day, moved to the next working day
    /// where renewals are not made on it, has passed.
    public static boolean isOver(LocalDate validUntil, LocalDate on) {
        return JapaneseHolidays.workingDayOnOrAfter(validUntil).isBefore(on);
    }

    /// The year of the birthday that a last day belongs to: January's last days follow birthdays in
    /// December.
    static int birthdayYear(LocalDate validUntil) {
        return validUntil.minusMonths(1).getYear();
    }
}
