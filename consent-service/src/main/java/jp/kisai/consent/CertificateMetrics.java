package jp.kisai.consent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jp.kisai.consent.outside.Disagreement;
import org.jboss.logging.Logger;

/// What an operator must see of certificates. Neither the log nor a label says whose. The counter
/// is there from the start: of one that begins with its first event, Prometheus sees no rise.
@Startup
@ApplicationScoped
class CertificateMetrics {

    private static final Logger LOG = Logger.getLogger(CertificateMetrics.class);

    private final Counter disagreements;

    CertificateMetrics(MeterRegistry registry) {
        disagreements =
                Counter.builder("kisai.consent.engines.disagree")
                        .description("Certificates about which the two engines disagree")
                        .register(registry);
    }

    void enginesDisagree(Disagreement disagreement) {
        disagreements.increment();
        LOG.errorf(
                "Engines disagree about a certificate, which is not accepted: the JDK says %s,"
                        + " Bouncy Castle says %s",
                disagreement.jdk(), disagreement.bouncyCastle());
    }
}
