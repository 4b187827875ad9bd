package jp.kisai.consent.domain;

import java.time.Duration;
import java.time.Instant;

/// A responder said of this one certificate that it is not revoked.
///
/// @param thisUpdate as of when
/// @param nextUpdate from when on a newer answer is to be had
public record SingleCheck(Instant thisUpdate, Instant nextUpdate) {

    /// Whether it still speaks for the certificate.
    public boolean isFresh(Instant now, Duration maxAge, Duration skew) {
        return !thisUpdate.isAfter(now.plus(skew))
                && now.isBefore(nextUpdate)
                && !thisUpdate.plus(maxAge).isBefore(now);
    }
}
