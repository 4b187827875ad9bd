package jp.kisai.consent.domain;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/// The revocation list that was consulted: its CRL number and its two times.
public record RevocationListReference(BigInteger number, Instant thisUpdate, Instant nextUpdate) {

    /// Whether anything may be decided on it now: issued, not overdue, and not older than our own
    /// limit.
    boolean isFresh(Instant now, Duration maxAge, Duration skew) {
        return !thisUpdate.isAfter(now.plus(skew))
                && now.isBefore(nextUpdate)
                && !thisUpdate.plus(maxAge).isBefore(now);
    }
}
