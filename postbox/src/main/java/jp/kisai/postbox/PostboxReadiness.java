package jp.kisai.postbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while flows wait for a broken world. Such a service is alive: restarting it mends
/// nothing. A paused flow says so here, and is as it should be.
@Readiness
@ApplicationScoped
class PostboxReadiness implements HealthCheck {

    private final World world;
    private final Flows flows;

    PostboxReadiness(World world, Flows flows) {
        this.world = world;
        this.flows = flows;
    }

    @Override
    public HealthCheckResponse call() {
        int waiting = world.waiting();
        return HealthCheckResponse.named("postbox")
                .status(waiting == 0)
                .withData("waiting flows", waiting)
                .withData(
                        "paused flows",
                        flows.paused()
                                .map(topics -> String.join(" ", new TreeSet<>(topics)))
                                .orElse("not known yet"))
                .build();
    }
}
