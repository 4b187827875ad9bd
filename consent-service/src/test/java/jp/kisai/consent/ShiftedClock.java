package jp.kisai.consent;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// The clock of the service under test, which a test can put forward.
public final class ShiftedClock {

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    /// How far the service is ahead of everybody else, from now on.
    static void ahead(Duration ahead) {
        AHEAD.set(ahead);
    }

    @Produces
    @Singleton
    Clock clock() {
        InstantSource shifted = () -> Instant.now().plus(AHEAD.get());
        return shifted.withZone(ZoneOffset.UTC);
    }
}
