package jp.kisai.licence.domain;

import java.time.LocalDate;
import jp.kisai.contracts.vocabulary.JapaneseHolidays;

/// When a licence can be renewed, and for how long.
///
/// Source: 道路交通法 101条1項 (the window: one month before the birthday to the last day), 92条の2 1項 (the
/// term and its table), 92条の2 4項 (weekends, holidays, turn of the year).
///
/// @param birthday of the year in which the licence ends
/// @param opensOn first day of the window
/// @param nominalEnd 有効期間の末日
/// @param closesOn last day on which it can be renewed: the nominal one, or the next working day
public record RenewalTerm(
        LocalDate birthday, LocalDate opensOn, LocalDate nominalEnd, LocalDate closesOn) {

    private static final int ORDINARY_YEARS = 5;
    private static final int AT_SEVENTY_YEARS = 4;
    private static final int SHORT_YEARS = 3;
    static final int SEVENTY = 70;

    public static RenewalTerm of(LicenceRecord record) {
        LocalDate birthday =
                Expiry.birthday(
                        record.birthDate().birthDate(), Expiry.birthdayYear(record.validUntil()));
        return new RenewalTerm(
                birthday,
                birthday.minusMonths(1),
                record.validUntil(),
                JapaneseHolidays.workingDayOnOrAfter(record.validUntil()));
    }

    /// How old the holder is on the birthday of the year in which the licence ends. That this is
    /// the age that counts is practice, not confirmed.
    int age(LocalDate birthDate) {
        return birthday.getYear() - birthDate.getYear();
    }

    /// How many birthdays later the renewed licence ends.
    public static int years(Course course, int age) {
        return switch (course) {
            case EXCELLENT, GENERAL -> {
                if (age < SEVENTY) {
                    yield ORDINARY_YEARS;
                }
                yield age == SEVENTY ? AT_SEVENTY_YEARS : SHORT_YEARS;
            }
            case VIOLATION, FIRST -> SHORT_YEARS;
        };
    }

    /// The nominal last day of the renewed licence.
    LocalDate renewedUntil(Course course, LocalDate birthDate) {
        return Expiry.nominal(birthDate, birthday.getYear() + years(course, age(birthDate)));
    }
}
