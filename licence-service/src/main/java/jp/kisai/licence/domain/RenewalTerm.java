package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
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

    private static final Basis WINDOW = Basis.law("101条1項");
    private static final Basis NEXT_WORKING_DAY = Basis.law("92条の2 4項");
    private static final Basis TERM = Basis.law("92条の2 1項");
    private static final Basis LEAP_DAY = Basis.unpublished("2月29日生まれの人の平年の誕生日");
    private static final Basis AGE = Basis.unpublished("70歳・71歳を数える日");

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

    /// Where the window is written; more than the law where the law leaves something open.
    public List<Basis> restsOn(LocalDate birthDate) {
        List<Basis> bases = new ArrayList<>(List.of(WINDOW));
        if (!closesOn.equals(nominalEnd)) {
            bases.add(NEXT_WORKING_DAY);
        }
        addLeapDay(bases, birthDate, birthday.getYear());
        return List.copyOf(bases);
    }

    /// Where the renewed licence's last day is written.
    List<Basis> renewedRestsOn(Course course, LocalDate birthDate) {
        List<Basis> bases = new ArrayList<>(List.of(TERM));
        int age = age(birthDate);
        if (years(course, age) != years(course, age - 1)) {
            bases.add(AGE);
        }
        addLeapDay(bases, birthDate, birthday.getYear() + years(course, age));
        return List.copyOf(bases);
    }

    private static void addLeapDay(List<Basis> bases, LocalDate birthDate, int year) {
        if (!MonthDay.from(birthDate).isValidYear(year)) {
            bases.add(LEAP_DAY);
        }
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
