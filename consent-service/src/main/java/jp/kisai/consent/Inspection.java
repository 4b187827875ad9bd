package jp.kisai.consent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import jp.kisai.consent.outside.CertificateChecks;
import jp.kisai.consent.outside.CertificateDoubt;
import jp.kisai.consent.outside.CertificateReading;
import jp.kisai.consent.outside.CheckPool;
import jp.kisai.consent.outside.CheckPool.Outcome;

/// Where certificates and signed documents come in, within bounds: what takes too long, or is too
/// much at once, is not known.
///
/// Counters and the gateway have a pool each, so that neither can take the other's threads.
@ApplicationScoped
class Inspection {

    private final CertificateChecks checks;
    private final CheckPool counters;
    private final CheckPool gateway;
    private final MeterRegistry metrics;
    private final Map<CertificateDoubt, Counter> unknown = new EnumMap<>(CertificateDoubt.class);

    Inspection(CertificateChecks checks, ConsentSettings settings, MeterRegistry metrics) {
        this.checks = checks;
        this.metrics = metrics;
        this.counters = pool(settings, settings.checkDeadlineMs());
        this.gateway = pool(settings, settings.gatewayCheckDeadlineMs());
        for (CertificateDoubt doubt : CertificateDoubt.values()) {
            unknown.put(
                    doubt,
                    Counter.builder("kisai.consent.checks.unknown")
                            .description("Checks of certificates and documents without an answer")
                            .tag("doubt", doubt.name())
                            .register(metrics));
        }
    }

    private static CheckPool pool(ConsentSettings settings, int deadlineMs) {
        return new CheckPool(
                new CheckPool.Bounds(
                        settings.checkThreads(),
                        settings.checksQueued(),
                        Duration.ofMillis(deadlineMs)));
    }

    /// On the thread of whoever asks, and for as long as it takes: for what is inside a check.
    CertificateReading certificate(byte[] der) {
        Timer.Sample sample = Timer.start(metrics);
        CertificateReading reading = checks.read(der);
        sample.stop(
                Timer.builder("kisai.consent.certificate.check")
                        .description("How long both engines and our own rules take")
                        .tag("result", word(reading))
                        .register(metrics));
        if (reading instanceof CertificateReading.Undetermined(CertificateDoubt doubt)) {
            count(doubt);
        }
        return reading;
    }

    /// A certificate that the gateway handed over. Waits for the answer: only on a worker thread.
    CertificateReading ofGateway(byte[] der) {
        return switch (gateway.check(() -> certificate(der)).join()) {
            case Outcome.Known<CertificateReading>(CertificateReading reading) -> reading;
            case Outcome.Unknown<CertificateReading>(CertificateDoubt doubt) -> {
                count(doubt);
                yield new CertificateReading.Undetermined(doubt);
            }
        };
    }

    /// What somebody hands in who waits: they are asked to come again if there is no answer.
    <T> Uni<T> atCounter(Callable<T> check) {
        return Worker.elsewhere(() -> counters.check(check))
                .map(
                        outcome ->
                                switch (outcome) {
                                    case Outcome.Known<T>(T value) -> value;
                                    case Outcome.Unknown<T>(CertificateDoubt doubt) -> {
                                        count(doubt);
                                        throw new Declined(
                                                Declined.Rule.TRY_AGAIN_LATER, doubt.name());
                                    }
                                });
    }

    @PreDestroy
    void close() {
        counters.close();
        gateway.close();
    }

    private void count(CertificateDoubt doubt) {
        Counter counter = unknown.get(doubt);
        if (counter != null) {
            counter.increment();
        }
    }

    private static String word(CertificateReading reading) {
        return switch (reading) {
            case CertificateReading.InOrder _ -> "IN_ORDER";
            case CertificateReading.NotInOrder _ -> "NOT_IN_ORDER";
            case CertificateReading.Undetermined _ -> "UNDETERMINED";
        };
    }
}
