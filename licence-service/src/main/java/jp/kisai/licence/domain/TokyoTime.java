package jp.kisai.licence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Civil dates are dates in Japan, whichever zone a machine runs in.
public final class TokyoTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private TokyoTime() {}

    /// The civil date at an instant.
    public static LocalDate dateAt(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    /// The first instant of a civil date.
    public static Instant startOf(LocalDate date) {
        return date.atStartOfDay(ZONE).toInstant();
    }

    /// The first instant that no longer belongs to a civil date.
    public static Instant endOf(LocalDate date) {
        return startOf(date.plusDays(1));
    }
}
