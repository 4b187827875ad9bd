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

    /// 令和8年11月23日; the first year of an era is 元年.
    private static final DateTimeFormatter ERA =
            new DateTimeFormatterBuilder()
                    .appendText(ChronoField.ERA, TextStyle.FULL)
                    .appendText(ChronoField.YEAR_OF_ERA, Map.of(1L, "元"))
                    .appendPattern("年M月d日")
                    .toFormatter(Locale.JAPAN)
                    .withChronology(JapaneseChronology.INSTANCE);

    /// Guidelines for やさしい日本語 (出入国在留管理庁・文化庁): western years, a reading after each word in kanji.
    private static final DateTimeFormatter EASY =
            DateTimeFormatter.ofPattern("uuuu年（ねん）M月（がつ）d日（にち）", Locale.JAPAN);

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
            case EASY_JAPANESE -> EASY.format(date);
            case ENGLISH -> ENGLISH.format(date);
        };
    }
}
