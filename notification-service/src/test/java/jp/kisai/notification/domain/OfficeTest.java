package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When the counters of the leaflet are open: 交通安全教育センター in Kagoshima.
class OfficeTest {

    private static final Office CENTRE =
            new Office(
                    "46-centre",
                    new PrefectureCode("46"),
                    Office.Kind.LICENCE_CENTRE,
                    Map.of(Language.JAPANESE, "交通安全教育センター"),
                    List.of(
                            hours(Office.Day.WEEKDAY, "08:30", "11:30"),
                            hours(Office.Day.WEEKDAY, "13:00", "16:00"),
                            hours(Office.Day.SUNDAY, "08:00", "11:30"),
                            hours(Office.Day.SUNDAY, "13:00", "16:00")),
                    false,
                    Set.of(LocalDate.of(2026, 11, 25)));

    @ParameterizedTest
    @CsvSource({
        // Tuesday: before, at and after each boundary
        "2026-11-24T08:29:59, 2026-11-24T08:30",
        "2026-11-24T08:30:00, until 11:30",
        "2026-11-24T11:29:59, until 11:30",
        "2026-11-24T11:30:00, 2026-11-24T13:00",
        "2026-11-24T12:59:59, 2026-11-24T13:00",
        "2026-11-24T13:00:00, until 16:00",
        "2026-11-24T15:59:59, until 16:00",
        // the day after is one of the office's own closed days
        "2026-11-24T16:00:00, 2026-11-26T08:30",
        "2026-11-25T10:00:00, 2026-11-26T08:30",
        // Friday evening and Saturday: Sunday opens earlier
        "2026-11-27T16:00:00, 2026-11-29T08:00",
        "2026-11-28T10:00:00, 2026-11-29T08:00",
        "2026-11-29T08:00:00, until 11:30",
        "2026-11-29T07:59:59, 2026-11-29T08:00",
        // 勤労感謝の日, a Monday
        "2026-11-22T16:00:00, 2026-11-24T08:30",
        "2026-11-23T10:00:00, 2026-11-24T08:30",
        // 28 December is the last day of the year, 4 January the first
        "2026-12-28T15:59:59, until 16:00",
        "2026-12-28T16:00:00, 2027-01-04T08:30",
        "2027-01-03T10:00:00, 2027-01-04T08:30",
        // five days off in May: Monday to Wednesday are holidays, then Thursday
        "2027-05-02T16:00:00, 2027-05-06T08:30"
    })
    void isOpenOrOpensNext(LocalDateTime now, String expected) {
        assertEquals(expected, words(CENTRE.opening(now)));
    }

    @ParameterizedTest
    @CsvSource({"true, until 16:00", "false, 2026-11-24T13:00"})
    void knowsOfficesThatAreOpenOnHolidays(boolean open, String expected) {
        Office office =
                new Office(
                        "13-centre",
                        new PrefectureCode("13"),
                        Office.Kind.LICENCE_CENTRE,
                        Map.of(),
                        List.of(hours(Office.Day.WEEKDAY, "13:00", "16:00")),
                        open,
                        Set.of());

        assertEquals(expected, words(office.opening(LocalDateTime.parse("2026-11-23T14:00:00"))));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T10:00:00, unknown"})
    void saysThatItDoesNotKnowWithoutHours(LocalDateTime now, String expected) {
        Office office =
                new Office(
                        "13-none",
                        new PrefectureCode("13"),
                        Office.Kind.POLICE_STATION,
                        Map.of(),
                        List.of(),
                        false,
                        Set.of());

        assertEquals(expected, words(office.opening(now)));
    }

    private static String words(Office.Opening opening) {
        return switch (opening) {
            case Office.Opening.OpenUntil(var time) -> "until " + time;
            case Office.Opening.OpensNext(var at) -> at.toString();
            case Office.Opening.Unknown _ -> "unknown";
        };
    }

    private static Office.Hours hours(Office.Day day, String opens, String closes) {
        return new Office.Hours(day, LocalTime.parse(opens), LocalTime.parse(closes));
    }
}
