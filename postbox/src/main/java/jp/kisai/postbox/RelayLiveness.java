package jp.kisai.postbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Not alive if the relay's thread is gone or hangs. A broker or database that is away is neither:
/// the relay then tries again and again, and that is a sign of life.
@Liveness
@ApplicationScoped
class RelayLiveness implements HealthCheck {

    private final Relay relay;

    RelayLiveness(Relay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("relay").status(relay.alive()).build();
    }
}
