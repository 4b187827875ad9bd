package jp.kisai.contracts.vocabulary;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/// Holidays and working days in Japan, computed from the law: no list has to be kept.
///
/// Source: 国民の祝日に関する法律 2条 (the days) and 3条 (substitute days and days between), as in force since
/// 2022, applied to every year asked about; 行政機関の休日に関する法律 1条 for the other days on which offices
/// are closed.
///
/// The equinoxes are approximated. The approximation agrees with the days published for 2022 to
/// 2027 and is meant for 1980 to 2099; a coming equinox is certain only once the government gazette
/// of the February before names it.
public final class JapaneseHolidays {

    private static final Set<MonthDay> FIXED =
            Set.of(
                    MonthDay.of(1, 1),
                    MonthDay.of(2, 11),
                    MonthDay.of(2, 23),
                    MonthDay.of(4, 29),
                    MonthDay.of(5, 3),
                    MonthDay.of(5, 4),
                    MonthDay.of(5, 5),
                    MonthDay.of(8, 11),
                    MonthDay.of(11, 3),
                    MonthDay.of(11, 23));

    private static final double VERNAL = 20.8431;
    private static final double AUTUMNAL = 23.2488;
    private static final double DRIFT_PER_YEAR = 0.242194;
    private static final int EPOCH = 1980;

    private JapaneseHolidays() {}

    /// The day itself, or the first working day after it.
    public static LocalDate workingDayOnOrAfter(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }

    /// Whether public offices work: no Saturday, Sunday or holiday, nor 29 December to 3 January.
    public static boolean isWorkingDay(LocalDate day) {
        boolean weekend =
                day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !isTurnOfTheYear(day) && !isHoliday(day);
    }

    /// 29 December to 3 January, when public offices are closed.
    public static boolean isTurnOfTheYear(LocalDate day) {
        return (day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= 29)
                || (day.getMonth() == Month.JANUARY && day.getDayOfMonth() <= 3);
    }

    /// Whether the law makes it a holiday (休日): a named one, its substitute, or a day between two.
    public static boolean isHoliday(LocalDate day) {
        return isNamedHoliday(day) || isSubstitute(day) || isBetweenHolidays(day);
    }

    private static boolean isNamedHoliday(LocalDate day) {
        return FIXED.contains(MonthDay.from(day))
                || isMonday(day, Month.JANUARY, 2)
                || isMonday(day, Month.JULY, 3)
                || isMonday(day, Month.SEPTEMBER, 3)
                || isMonday(day, Month.OCTOBER, 2)
                || day.equals(equinox(day.getYear(), Month.MARCH, VERNAL))
                || day.equals(equinox(day.getYear(), Month.SEPTEMBER, AUTUMNAL));
    }

    /// 振替休日: the first day after a holiday on a Sunday that is not a holiday itself.
    private static boolean isSubstitute(LocalDate day) {
        if (isNamedHoliday(day)) {
            return false;
        }
        LocalDate before = day.minusDays(1);
        while (isNamedHoliday(before)) {
            if (before.getDayOfWeek() == DayOfWeek.SUNDAY) {
                return true;
            }
            before = before.minusDays(1);
        }
        return false;
    }

    /// 国民の休日: a day between two holidays.
    private static boolean isBetweenHolidays(LocalDate day) {
        return isNamedHoliday(day.minusDays(1)) && isNamedHoliday(day.plusDays(1));
    }

    private static boolean isMonday(LocalDate day, Month month, int ordinal) {
        return day.getMonth() == month
                && day.equals(
                        day.with(TemporalAdjusters.dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY)));
    }

    private static LocalDate equinox(int year, Month month, double base) {
        int elapsed = year - EPOCH;
        return LocalDate.of(
                year, month, (int) (base + DRIFT_PER_YEAR * elapsed) - Math.floorDiv(elapsed, 4));
    }
}
