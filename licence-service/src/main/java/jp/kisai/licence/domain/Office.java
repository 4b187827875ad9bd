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

    /// マイナンバー総合フリーダイヤル, 7番: マイナ免許証 (鹿児島県警察「マイナ免許証を交付された方へ」).
    private static final String FREE_DIAL = "0120-95-0178";

    public Office {
        hours = List.copyOf(hours);
        except = List.copyOf(except);
    }

    /// Whether anybody has published when it is open.
    public enum Known {
        PUBLISHED,
        /// Not here: somebody else has to be asked.
        NOT_KNOWN_HERE
    }

    /// Who knows the hours that are not known here.
    ///
    /// @param where a telephone number, or the path at notification-service, where the operators of
    ///     an installation enter their counters
    public record Ask(Kind kind, String where) {

        public enum Kind {
            /// The office's own telephone, or マイナンバー総合フリーダイヤル (7番).
            TELEPHONE,
            COUNTERS
        }
    }

    public enum Days {
        /// 平日: neither weekends nor holidays
        WEEKDAYS,
        /// 日曜. Whether a holiday on a Sunday closes the counter is not published.
        SUNDAYS
    }

    public record Hours(Days days, LocalTime from, LocalTime until) {}

    /// The kind of place that every prefecture has, where none of its police has published more.
    public static Office unpublished(PrefectureCode prefecture) {
        return new Office(
                prefecture,
                "運転免許センター・警察署",
                "",
                List.of(),
                List.of(),
                Basis.unpublished("受付時間").source());
    }

    public Known known() {
        return hours.isEmpty() ? Known.NOT_KNOWN_HERE : Known.PUBLISHED;
    }

    /// Whom to ask for what is not known here; nobody where it is.
    public List<Ask> ask() {
        return switch (known()) {
            case PUBLISHED -> List.of();
            case NOT_KNOWN_HERE ->
                    List.of(
                            new Ask(Ask.Kind.TELEPHONE, phone.isEmpty() ? FREE_DIAL : phone),
                            new Ask(
                                    Ask.Kind.COUNTERS,
                                    "/counters?prefecture=" + prefecture.digits()));
        };
    }

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
