package jp.kisai.notification.domain;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a letter tells beside its notice, as it stands when it is read or sent.
///
/// @param validUntil the last day of the licence's validity, if the record that is known here is
///     at least as new as the outcome; told where a birth date changed, because that moves it
/// @param offices the counters of the holder's prefecture
/// @param now civil time in Japan
public record Circumstances(
        @Nullable LocalDate validUntil, List<Office> offices, LocalDateTime now) {

    public Circumstances {
        offices = List.copyOf(offices);
    }
}
