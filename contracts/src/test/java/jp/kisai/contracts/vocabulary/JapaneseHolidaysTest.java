package jp.kisai.contracts.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JapaneseHolidaysTest {

    /// The holidays as the Cabinet Office published them (内閣府「国民の祝日」について).
    static Stream<Arguments> yearsOfHolidays() {
        return Stream.of(
                Arguments.of(
                        2022,
                        "01-01 01-10 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19"
                                + " 09-23 10-10 11-03 11-23"),
                Arguments.of(
                        2023,
                        "01-01 01-02 01-09 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-17 08-11"
                                + " 09-18 09-23 10-09 11-03 11-23"),
                Arguments.of(
                        2024,
                        "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15"
                                + " 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23"),
                Arguments.of(
                        2025,
                        "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21"
                                + " 08-11 09-15 09-23 10-13 11-03 11-23 11-24"),
                Arguments.of(
                        2026,
                        "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11"
                                + " 09-21 09-22 09-23 10-12 11-03 11-23"),
                Arguments.of(
                        2027,
                        "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11"
                                + " 09-20 09-23 10-11 11-03 11-23"));
    }

    @ParameterizedTest
    @MethodSource("yearsOfHolidays")
    void knowsEveryHolidayOfAYearAndNoOther(int year, String expected) {
        List<String> holidays =
                LocalDate.of(year, 1, 1)
                        .datesUntil(LocalDate.of(year + 1, 1, 1))
                        .filter(JapaneseHolidays::isHoliday)
                        .map(day -> day.toString().substring(5))
                        .toList();

        assertEquals(List.of(expected.split(" ")), holidays);
    }

    static Stream<Arguments> days() {
        return Stream.of(
                Arguments.of("2026-06-01", "2026-06-01"),
                Arguments.of("2026-06-05", "2026-06-05"),
                Arguments.of("2026-06-06", "2026-06-08"),
                Arguments.of("2026-06-07", "2026-06-08"),
                Arguments.of("2026-12-28", "2026-12-28"),
                Arguments.of("2026-12-29", "2027-01-04"),
                Arguments.of("2027-01-03", "2027-01-04"),
                Arguments.of("2026-09-19", "2026-09-24"),
                Arguments.of("2026-05-02", "2026-05-07"));
    }

    @ParameterizedTest
    @MethodSource("days")
    void movesToTheNextWorkingDay(String day, String workingDay) {
        assertEquals(
                LocalDate.parse(workingDay),
                JapaneseHolidays.workingDayOnOrAfter(LocalDate.parse(day)));
    }
}
