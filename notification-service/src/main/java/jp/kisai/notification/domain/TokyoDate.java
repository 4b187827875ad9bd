package jp.kisai.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.chrono.JapaneseChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/// Civil dates in Japan, as each language writes them.
final class TokyoDate {

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

    private TokyoDate() {}

    static LocalDate of(Instant instant) {
        return instant.atZone(TOKYO).toLocalDate();
    }

    /// The last day on which something ending at this instant can still be done: an end at midnight
    /// is the day before.
    static LocalDate lastDayBefore(Instant end) {
        return of(end.minusNanos(1));
    }

    static String write(LocalDate date, Language language) {
        return switch (language) {
            case JAPANESE -> ERA.format(date);
            case EASY_JAPANESE -> EASY.format(date);
            case ENGLISH -> ENGLISH.format(date);
        };
    }
}
