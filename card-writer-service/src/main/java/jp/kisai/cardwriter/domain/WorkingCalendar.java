package jp.kisai.cardwriter.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import jp.kisai.contracts.vocabulary.JapaneseHolidays;

/// The days on which the factory works: neither Saturday, Sunday nor holiday, nor the turn of the
/// year, nor a day on which it is closed. So an order of Friday evening is not late on Monday
/// morning.
///
/// @param closed days on which this factory is closed beside those
public record WorkingCalendar(Set<LocalDate> closed) {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    public WorkingCalendar {
        closed = Set.copyOf(closed);
    }

    public boolean isOpen(LocalDate day) {
        return JapaneseHolidays.isWorkingDay(day) && !closed.contains(day);
    }

    /// The instant since which so many working days have passed: the same hour, as many open days
    /// earlier. What has not moved since then is stuck.
    public Instant before(Instant now, int workingDays) {
        ZonedDateTime at = now.atZone(TOKYO);
        // Nothing passes on a day on which nobody works.
        if (!isOpen(at.toLocalDate())) {
            at = at.toLocalDate().atStartOfDay(TOKYO);
        }
        for (int left = workingDays; left > 0; left--) {
            at = at.minusDays(1);
            while (!isOpen(at.toLocalDate())) {
                at = at.minusDays(1);
            }
        }
        return at.toInstant();
    }
}
