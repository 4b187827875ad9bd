package jp.kisai.licence.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import jp.kisai.contracts.vocabulary.JapaneseHolidays;
import jp.kisai.contracts.vocabulary.PrefectureCode;

/// A place where licences are dealt with, or a kind of place, and its hours.
///
/// @param name as the prefecture's police call it
/// @param phone for questions; empty where none is published
/// @param hours empty where none are published
/// @param except offices of this kind where it is not possible
/// @param source where the police published it
public record Office(
        PrefectureCode prefecture,
        String name,
        String phone,
        List<Hours> hours,
        List<String> except,
        String source) {

    public Office {
        hours = List.copyOf(hours);
        except = List.copyOf(except);
    }

    public enum Days {
        /// 平日: neither weekends nor holidays
        WEEKDAYS,
        /// 日曜. Whether a holiday on a Sunday closes the counter is not published.
        SUNDAYS
    }

    public record Hours(Days days, LocalTime from, LocalTime until) {}

    /// When it is open on a day, in the order of the day.
    public List<Hours> hoursOn(LocalDate day) {
        return hours.stream().filter(it -> isOn(it.days(), day)).toList();
    }

    private static boolean isOn(Days days, LocalDate day) {
        return switch (days) {
            case WEEKDAYS -> JapaneseHolidays.isWorkingDay(day);
            case SUNDAYS ->
                    day.getDayOfWeek() == DayOfWeek.SUNDAY
                            && !JapaneseHolidays.isTurnOfTheYear(day);
        };
    }
}
