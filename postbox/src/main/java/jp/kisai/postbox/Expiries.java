package jp.kisai.postbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shows until when what this service signs with, and what it trusts, is valid.
///
/// Of several certificates for the same purpose the last counts: two are there while one follows
/// the other, and the one that went before may stay for what it signed.
@ApplicationScoped
public class Expiries {

    private static final double NOTHING = Double.NaN;

    private final MeterRegistry registry;

    Expiries(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param what they are for: a word of the documentation, never a name
    /// @param certificates at least one
    public void watch(String what, List<X509Certificate> certificates) {
        Instant last =
                certificates.stream()
                        .map(certificate -> certificate.getNotAfter().toInstant())
                        .max(Instant::compareTo)
                        .orElseThrow();
        watch(what, () -> last);
    }

    /// @param end asked at each scrape; null where there is nothing that could expire
    public void watch(String what, Supplier<@Nullable Instant> end) {
        Gauge.builder("kisai.certificate.expires.timestamp.seconds", () -> seconds(end.get()))
                .description("when the last certificate for this purpose runs out")
                .tag("what", what)
                .register(registry);
    }

    private static double seconds(@Nullable Instant end) {
        return end == null ? NOTHING : end.getEpochSecond();
    }
}
