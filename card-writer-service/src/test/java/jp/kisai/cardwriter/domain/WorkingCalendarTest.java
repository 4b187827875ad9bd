package jp.kisai.cardwriter.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {

    private static final WorkingCalendar CALENDAR =
            new WorkingCalendar(Set.of(LocalDate.of(2026, 8, 13), LocalDate.of(2026, 8, 14)));

    /// Saturdays, Sundays, 勤労感謝の日 (Monday 2026-11-23), the turn of the year, and the two days in
    /// August on which this factory is closed do not count.
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00, 1, 2026-11-19T10:00",
        "2026-11-20T10:00, 3, 2026-11-17T10:00",
        "2026-11-24T10:00, 1, 2026-11-20T10:00",
        "2026-11-24T10:00, 2, 2026-11-19T10:00",
        "2026-11-23T10:00, 1, 2026-11-20T00:00",
        "2026-11-22T23:59, 1, 2026-11-20T00:00",
        "2026-01-05T09:00, 1, 2025-12-26T09:00",
        "2025-12-29T09:00, 1, 2025-12-26T00:00",
        "2026-08-17T12:00, 1, 2026-08-12T12:00",
        "2026-08-13T12:00, 1, 2026-08-12T00:00",
        "2026-11-20T10:00, 0, 2026-11-20T10:00"
    })
    void countsOnlyTheDaysOnWhichTheFactoryWorks(
            LocalDateTime now, int workingDays, LocalDateTime since) {
        assertEquals(inTokyo(since), CALENDAR.before(inTokyo(now), workingDays));
    }

    private static Instant inTokyo(LocalDateTime at) {
        return at.atZone(ZoneId.of("Asia/Tokyo")).toInstant();
    }
}
