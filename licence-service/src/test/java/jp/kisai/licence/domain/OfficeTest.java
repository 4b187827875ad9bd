package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.domain.Office.Days;
import jp.kisai.licence.domain.Office.Hours;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficeTest {

    private static final Office OFFICE =
            new Office(
                    new PrefectureCode("46"),
                    "交通安全教育センター",
                    "099-266-0111",
                    List.of(
                            new Hours(Days.WEEKDAYS, LocalTime.of(8, 30), LocalTime.of(11, 30)),
                            new Hours(Days.SUNDAYS, LocalTime.of(8, 0), LocalTime.of(11, 30))),
                    List.of(),
                    "鹿児島県警察「マイナ免許証を交付された方へ」");

    /// What is not published is not guessed, in any prefecture.
    @ParameterizedTest
    @CsvSource({"01", "13", "27", "47"})
    void whereNothingIsPublishedSomebodyElseIsAsked(String prefecture) {
        Office office = Office.unpublished(new PrefectureCode(prefecture));

        assertEquals(List.of(), office.hoursOn(LocalDate.of(2026, 11, 24)));
        assertEquals(Office.Known.NOT_KNOWN_HERE, office.known());
        assertEquals(
                List.of("0120-95-0178", "/counters?prefecture=" + prefecture),
                office.ask().stream().map(Office.Ask::where).toList());
        assertEquals(Office.Known.PUBLISHED, OFFICE.known());
        assertEquals(List.of(), OFFICE.ask());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 08:30",
        "2026-11-21, closed",
        "2026-11-22, 08:00",
        // a holiday on a Monday
        "2026-11-23, closed",
        "2026-11-24, 08:30",
        // the turn of the year, with a Sunday in it
        "2026-12-28, 08:30",
        "2026-12-29, closed",
        "2027-01-03, closed",
        "2027-01-04, 08:30",
    })
    void isOpenOnItsDays(LocalDate day, String from) {
        List<Hours> open = OFFICE.hoursOn(day);

        assertEquals(
                from.equals("closed") ? List.of() : List.of(LocalTime.parse(from)),
                open.stream().map(Hours::from).toList());
    }
}
