package jp.kisai.consent.domain;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/// The revocation list that was consulted. Its authority is that of the certificate.
///
/// @param distributionPoint the directory name of which it speaks, DER in hexadecimal
/// @param number the CRL number: with the distribution point, it names the list for ever
public record RevocationListReference(
        String distributionPoint, BigInteger number, Instant thisUpdate, Instant nextUpdate) {

    /// Whether anything may be decided on it now: issued, not overdue, and not older than our own
    /// limit.
    boolean isFresh(Instant now, Duration maxAge, Duration skew) {
        return !thisUpdate.isAfter(now.plus(skew))
                && now.isBefore(nextUpdate)
                && !thisUpdate.plus(maxAge).isBefore(now);
    }
}
