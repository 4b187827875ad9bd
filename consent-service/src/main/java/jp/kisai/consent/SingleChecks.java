package jp.kisai.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.outside.CertificateChecks;
import jp.kisai.consent.outside.OcspAnswer;
import jp.kisai.consent.outside.OcspAnswers;
import jp.kisai.consent.outside.OcspClient;
import jp.kisai.consent.outside.OcspReading;
import jp.kisai.consent.outside.OcspRule;
import jp.kisai.consent.store.AnswerStore;
import jp.kisai.postbox.Postbox;

/// Asks a responder about a certificate while its holder stands at the counter, before anything of
/// it is written, if the operator named a responder.
///
/// The answer is stored as a fact, like one that the gateway hands over, and what is decided is
/// decided from the facts. Where there is none, or none that is in order, nothing is stored and the
/// list decides.
@ApplicationScoped
class SingleChecks {

    private final Optional<OcspClient> responder;
    private final OcspAnswers answers;
    private final AnswerStore store;
    private final Postbox postbox;
    private final Clock clock;
    private final MeterRegistry metrics;

    SingleChecks(
            ConsentSettings settings,
            CertificateChecks checks,
            OcspAnswers answers,
            AnswerStore store,
            Postbox postbox,
            Clock clock,
            MeterRegistry metrics) {
        this.responder =
                settings.ocspResponder()
                        .map(
                                address ->
                                        new OcspClient(
                                                address,
                                                checks,
                                                Duration.ofMillis(settings.ocspTimeoutMs()),
                                                settings.ocspQuestionsAtOnce()));
        this.answers = answers;
        this.store = store;
        this.postbox = postbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// Ends in time, whatever the responder does.
    Uni<Void> ask(CertificateKey certificate) {
        return responder
                .map(asked -> ask(asked, certificate))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> ask(OcspClient asked, CertificateKey certificate) {
        Timer.Sample sample = Timer.start(metrics);
        return Worker.elsewhere(() -> asked.ask(certificate))
                .chain(
                        heard ->
                                switch (heard) {
                                    case OcspClient.Heard.Nothing(OcspClient.Silence why) ->
                                            told(sample, why.name());
                                    case OcspClient.Heard.Answer(byte[] der, byte[] nonce) ->
                                            Worker.compute(
                                                            () ->
                                                                    answers.read(
                                                                            der,
                                                                            certificate,
                                                                            nonce,
                                                                            clock.instant()))
                                                    .chain(reading -> take(sample, reading));
                                });
    }

    private Uni<Void> take(Timer.Sample sample, OcspReading reading) {
        return switch (reading) {
            case OcspReading.NotInOrder(OcspRule _) -> told(sample, "REFUSED");
            case OcspReading.InOrder(OcspAnswer answer) ->
                    told(sample, AnswerStore.word(answer.status()))
                            .chain(
                                    () ->
                                            postbox.transact(
                                                    List.of(),
                                                    work ->
                                                            store.take(
                                                                    work.session(),
                                                                    answer,
                                                                    work.now())))
                            .replaceWithVoid();
        };
    }

    private Uni<Void> told(Timer.Sample sample, String outcome) {
        sample.stop(
                Timer.builder("kisai.consent.ocsp.question")
                        .description("How long a responder was asked, and what came of it")
                        .tag("outcome", outcome)
                        .register(metrics));
        return Uni.createFrom().voidItem();
    }

    @PreDestroy
    void close() {
        responder.ifPresent(OcspClient::close);
    }
}
