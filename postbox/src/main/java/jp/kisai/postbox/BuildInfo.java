package jp.kisai.postbox;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Which build runs here, and whether it starts from its AOT cache.
@Startup
@ApplicationScoped
class BuildInfo {

    BuildInfo(
            @ConfigProperty(name = "quarkus.application.version") String version,
            MeterRegistry registry) {
        Gauge.builder("kisai.build.info", () -> 1)
                .description("1; the tags say which build runs")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .register(registry);
        Gauge.builder("kisai.build.aot", () -> aotCache().isEmpty() ? 0 : 1)
                .description("1 where the process started from an AOT cache (JEP 514)")
                .register(registry);
    }

    private static String aotCache() {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("AOTCache")
                .getValue();
    }
}
