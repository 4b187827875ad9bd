package jp.kisai.consent.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a holder may link the licence at the portal. The portal hears of a certificate that was
/// submitted at the police only some time later (S0: one hour).
public sealed interface Linkage {

    record Possible() implements Linkage {}

    /// No certificate was submitted at the police yet.
    record NotSubmitted() implements Linkage {}

    /// @param from the first instant at which it is possible
    record TooEarly(Instant from) implements Linkage {}

    /// @param submitted when a certificate was first submitted at the police
    static Linkage at(Instant instant, @Nullable Instant submitted, Duration after) {
        if (submitted == null || submitted.isAfter(instant)) {
            return new NotSubmitted();
        }
        Instant from = submitted.plus(after);
        return instant.isBefore(from) ? new TooEarly(from) : new Possible();
    }
}
