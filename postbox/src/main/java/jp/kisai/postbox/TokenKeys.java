package jp.kisai.postbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.quarkus.oidc.common.OidcResponseFilter;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether the identity provider answers when it is asked for the keys that verify access tokens.
///
/// It is asked at the start, and again when a token names a key that is not known. While it does
/// not answer, tokens of known keys are still believed, and all others refused.
@Startup
@Unremovable
@ApplicationScoped
@OidcEndpoint({OidcEndpoint.Type.DISCOVERY, OidcEndpoint.Type.JWKS})
class TokenKeys implements OidcRequestFilter, OidcResponseFilter {

    private static final int OK = 200;

    private final Clock clock;
    private volatile @Nullable Instant unansweredSince;
    private volatile @Nullable Instant answeredAt;

    TokenKeys(Clock clock, MeterRegistry registry) {
        this.clock = clock;
        Gauge.builder("kisai.token.keys.unanswered.seconds", () -> secondsSince(unansweredSince, 0))
                .description("since when the identity provider has not answered; 0 if it has")
                .register(registry);
        Gauge.builder("kisai.token.keys.age.seconds", () -> secondsSince(answeredAt, Double.NaN))
                .description("age of its last answer")
                .register(registry);
    }

    @Override
    public Uni<Void> filter(OidcRequestFilterContext request) {
        asked();
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> filter(OidcResponseFilterContext response) {
        answered(response.statusCode());
        return Uni.createFrom().voidItem();
    }

    void asked() {
        if (unansweredSince == null) {
            unansweredSince = clock.instant();
        }
    }

    void answered(int status) {
        if (status == OK) {
            answeredAt = clock.instant();
            unansweredSince = null;
        }
    }

    private double secondsSince(@Nullable Instant instant, double otherwise) {
        return instant == null
                ? otherwise
                : Duration.between(instant, clock.instant()).toMillis() / 1000.0;
    }
}
