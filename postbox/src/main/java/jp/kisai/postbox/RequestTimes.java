package jp.kisai.postbox;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Requests are counted by how long they took, with a bound where the promise about them is.
class RequestTimes {

    private static final String REQUESTS = "http.server.requests";

    private static final double[] BOUNDS_NS = {
        Duration.ofMillis(100).toNanos(),
        Duration.ofMillis(300).toNanos(),
        Duration.ofSeconds(1).toNanos(),
        Duration.ofSeconds(3).toNanos()
    };

    @Produces
    @Singleton
    MeterFilter bounds() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(
                    Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(REQUESTS)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(BOUNDS_NS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }
}
