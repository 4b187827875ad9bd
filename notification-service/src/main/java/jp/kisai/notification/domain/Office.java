package jp.kisai.notification.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.JapaneseHolidays;
import jp.kisai.contracts.vocabulary.PrefectureCode;

/// A counter, and when it takes papers.
///
/// @param names in every language
/// @param openOnHolidays whether public holidays are days like others to it
/// @param closedOn single days on which it stays closed
public record Office(
        String id,
        PrefectureCode prefecture,
        Kind kind,
        Map<Language, String> names,
        List<Hours> hours,
        boolean openOnHolidays,
        Set<LocalDate> closedOn) {

    /// How far ahead the next opening is looked for.
    private static final int DAYS_AHEAD = 60;

    private static final int LAST_DAYS_OF_DECEMBER = 29;
    private static final int FIRST_DAYS_OF_JANUARY = 3;

    public enum Kind {
        /// 運転免許センター、運転免許試験場
        LICENCE_CENTRE,
        /// 警察署
        POLICE_STATION
    }

    public enum Day {
        WEEKDAY,
        SATURDAY,
        SUNDAY
    }

    /// From when to when, on all days of one sort. A lunch break is the gap between two of them.
    public record Hours(Day day, LocalTime opens, LocalTime closes) {}

    /// Whether somebody who comes now finds it open.
    public sealed interface Opening {

        record OpenUntil(LocalTime time) implements Opening {}

        record OpensNext(LocalDateTime at) implements Opening {}

        /// Not within the days that are looked ahead.
        record Unknown() implements Opening {}
    }

    public Office {
        EnumMap<Language, String> copy = new EnumMap<>(Language.class);
        copy.putAll(names);
        names = Collections.unmodifiableMap(copy);
        hours =
                hours.stream()
                        .sorted(Comparator.comparing(Hours::day).thenComparing(Hours::opens))
                        .toList();
        closedOn = Set.copyOf(closedOn);
    }

    /// @param now civil time in Japan
    public Opening opening(LocalDateTime now) {
        return on(now.toLocalDate())
                .filter(
                        span ->
                                !span.opens().isAfter(now.toLocalTime())
                                        && span.closes().isAfter(now.toLocalTime()))
                .findFirst()
                .<Opening>map(span -> new Opening.OpenUntil(span.closes()))
                .orElseGet(() -> next(now));
    }

    private Opening next(LocalDateTime now) {
        return Stream.iterate(now.toLocalDate(), day -> day.plusDays(1))
                .limit(DAYS_AHEAD)
                .flatMap(day -> on(day).map(span -> day.atTime(span.opens())))
                .filter(at -> at.isAfter(now))
                .findFirst()
                .<Opening>map(Opening.OpensNext::new)
                .orElseGet(Opening.Unknown::new);
    }

    private Stream<Hours> on(LocalDate day) {
        boolean closed =
                closedOn.contains(day)
                        || isTurnOfTheYear(day)
                        || (!openOnHolidays && JapaneseHolidays.isHoliday(day));
        return closed ? Stream.empty() : hours.stream().filter(span -> span.day() == sort(day));
    }

    private static Day sort(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        if (day == DayOfWeek.SATURDAY) {
            return Day.SATURDAY;
        }
        return day == DayOfWeek.SUNDAY ? Day.SUNDAY : Day.WEEKDAY;
    }

    /// 行政機関の休日に関する法律 1条.
    private static boolean isTurnOfTheYear(LocalDate day) {
        return (day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= LAST_DAYS_OF_DECEMBER)
                || (day.getMonth() == Month.JANUARY
                        && day.getDayOfMonth() <= FIRST_DAYS_OF_JANUARY);
    }
}
