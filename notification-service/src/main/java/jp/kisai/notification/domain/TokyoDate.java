package jp.kisai.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.chrono.JapaneseChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/// Civil dates in Japan, as each language writes them.
public final class TokyoDate {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /// 令和8年（2026年）11月23日, as licences and offices write it; the first year of an era is 元年.
    private static final DateTimeFormatter ERA =
            new DateTimeFormatterBuilder()
                    .appendText(ChronoField.ERA, TextStyle.FULL)
                    .appendText(ChronoField.YEAR_OF_ERA, Map.of(1L, "元"))
                    .appendLiteral("年（")
                    .append(DateTimeFormatter.ofPattern("uuuu"))
                    .appendPattern("年）M月d日")
                    .toFormatter(Locale.JAPAN)
                    .withChronology(JapaneseChronology.INSTANCE);

    /// Guidelines for やさしい日本語 (出入国在留管理庁・文化庁): western years, a reading after each word in kanji.
    private static final DateTimeFormatter EASY_MONTH =
            DateTimeFormatter.ofPattern("uuuu年（ねん）M月（がつ）", Locale.JAPAN);

    /// Days that are not read as a number and にち.
    private static final Map<Integer, String> OLD_READINGS =
            Map.ofEntries(
                    Map.entry(2, "ふつか"),
                    Map.entry(3, "みっか"),
                    Map.entry(4, "よっか"),
                    Map.entry(5, "いつか"),
                    Map.entry(6, "むいか"),
                    Map.entry(7, "なのか"),
                    Map.entry(8, "ようか"),
                    Map.entry(9, "ここのか"),
                    Map.entry(10, "とおか"),
                    Map.entry(14, "じゅうよっか"),
                    Map.entry(20, "はつか"),
                    Map.entry(24, "にじゅうよっか"));

    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /// 午前8時30分, as the police write it; without minutes on the full hour.
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("aK時m分", Locale.JAPAN);

    private static final DateTimeFormatter FULL_HOUR =
            DateTimeFormatter.ofPattern("aK時", Locale.JAPAN);

    /// Minutes in kanji have several readings; digits need none.
    private static final DateTimeFormatter EASY_HOUR =
            DateTimeFormatter.ofPattern("H:mm", Locale.JAPAN);

    private static final DateTimeFormatter ENGLISH_HOUR =
            DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);

    private TokyoDate() {}

    public static LocalDate of(Instant instant) {
        return instant.atZone(TOKYO).toLocalDate();
    }

    /// What a clock on the wall shows.
    public static LocalDateTime time(Instant instant) {
        return instant.atZone(TOKYO).toLocalDateTime();
    }

    /// The last day on which something ending at this instant can still be done: an end at midnight
    /// is the day before.
    public static LocalDate lastDayBefore(Instant end) {
        return of(end.minusNanos(1));
    }

    static String write(LocalTime time, Language language) {
        return switch (language) {
            case JAPANESE -> (time.getMinute() == 0 ? FULL_HOUR : HOUR).format(time);
            case EASY_JAPANESE -> EASY_HOUR.format(time);
            case ENGLISH -> ENGLISH_HOUR.format(time);
        };
    }

    static String write(LocalDate date, Language language) {
        return switch (language) {
            case JAPANESE -> ERA.format(date);
            case EASY_JAPANESE -> EASY_MONTH.format(date) + easyDay(date);
            case ENGLISH -> ENGLISH.format(date);
        };
    }

    /// How many days have passed.
    static String write(int days, Language language) {
        return switch (language) {
            case JAPANESE -> days + "日";
            case EASY_JAPANESE -> days + "日（" + OLD_READINGS.getOrDefault(days, "にち") + "）";
            case ENGLISH -> days == 1 ? "1 day" : days + " days";
        };
    }

    /// The first of a month has a name of its own, which one day's length has not.
    private static String easyDay(LocalDate date) {
        return date.getDayOfMonth() == 1
                ? "1日（ついたち）"
                : write(date.getDayOfMonth(), Language.EASY_JAPANESE);
    }
}
