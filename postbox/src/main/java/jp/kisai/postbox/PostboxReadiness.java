package jp.kisai.postbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while flows wait for a broken world. Such a service is alive: restarting it mends
/// nothing.
@Readiness
@ApplicationScoped
class PostboxReadiness implements HealthCheck {

    private final World world;

    PostboxReadiness(World world) {
        this.world = world;
    }

    @Override
    public HealthCheckResponse call() {
        int waiting = world.waiting();
        return HealthCheckResponse.named("postbox")
                .status(waiting == 0)
                .withData("waiting flows", waiting)
                .build();
    }
}
