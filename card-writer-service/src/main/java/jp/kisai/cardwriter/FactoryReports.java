package jp.kisai.cardwriter;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.cardwriter.domain.Judgement;
import jp.kisai.cardwriter.domain.Receipt;
import jp.kisai.cardwriter.domain.Receipts;
import jp.kisai.cardwriter.domain.RetryRules;
import jp.kisai.cardwriter.outside.FactoryCertificates;
import jp.kisai.cardwriter.outside.SignedSource;
import jp.kisai.cardwriter.store.Desks;
import jp.kisai.cardwriter.store.EncodingRow;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Admission;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// Receipts of the factory: checked for its signature, then judged against the order they are
/// about. A receipt that moves nothing is noted in the journeys, counted and, where it cannot be
/// true, logged.
@ApplicationScoped
public class FactoryReports implements Intake {

    private final SignedSource factory;
    private final MeterRegistry metrics;
    private final RetryRules rules;

    FactoryReports(
            FactoryCertificates certificates, MeterRegistry metrics, CardWriterSettings settings) {
        this.factory = SignedSource.factory(certificates, settings);
        this.metrics = metrics;
        this.rules = settings.retryRules();
    }

    @Override
    public String topic() {
        return Topics.ENCODING_REPORTED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.ENCODING_REPORTED);
    }

    @Override
    public Uni<List<Admission>> admit(List<Arrival> arrivals) {
        return Uni.createFrom()
                .item(() -> arrivals.stream().map(this::admission).toList())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Admission admission(Arrival arrival) {
        return factory.refuse(arrival.record(), arrival.event())
                .<Admission>map(cause -> new Admission.Rejected(arrival, cause))
                .orElseGet(() -> new Admission.Admitted(arrival));
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        List<HolderId> holders =
                arrivals.stream().map(arrival -> arrival.event().subject()).toList();
        List<UUID> orders = arrivals.stream().map(arrival -> reported(arrival).order()).toList();
        return Desks.read(work, holders, orders)
                .invoke(desks -> arrivals.forEach(arrival -> judge(work, desks, arrival)))
                .chain(Desks::write);
    }

    private void judge(UnitOfWork work, Desks desks, Arrival arrival) {
        EncodingReported reported = reported(arrival);
        Optional<EncodingRow> encoding =
                desks.encoding(reported.order(), arrival.event().subject());
        Judgement judgement =
                encoding.map(row -> Receipts.judge(row.job(), receipt(reported), work.now(), rules))
                        .orElseGet(Judgement.UnknownOrder::new);
        count(judgement);
        switch (judgement) {
            case Judgement.Moved(var to) -> desks.take(to);
            case Judgement.LateProof(var proof) -> {
                desks.put(desks.of(arrival.event().subject()).proven(proof));
                encoding.ifPresent(row -> note(work, desks, row, arrival, "late read-back"));
            }
            case Judgement.Repeated _, Judgement.Overtaken _, Judgement.Late _ ->
                    encoding.ifPresent(row -> note(work, desks, row, arrival, name(judgement)));
            case Judgement.Contradictory(var rule) -> {
                Log.warnf("the receipt for order %s contradicts: %s", reported.order(), rule);
                encoding.ifPresent(row -> note(work, desks, row, arrival, rule.name()));
            }
            case Judgement.UnknownOrder _ ->
                    Log.warnf("a receipt for the unknown order %s", reported.order());
        }
    }

    private static void note(
            UnitOfWork work, Desks desks, EncodingRow row, Arrival arrival, String what) {
        desks.note(row, "receipt: " + what, arrival.event().id(), work.now());
    }

    private void count(Judgement judgement) {
        metrics.counter("kisai.card.writer.receipts", "judgement", name(judgement)).increment();
    }

    private static String name(Judgement judgement) {
        return judgement.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static EncodingReported reported(Arrival arrival) {
        if (arrival.event().data() instanceof EncodingReported reported) {
            return reported;
        }
        throw new IllegalArgumentException("not a factory's report: " + arrival);
    }

    private static Receipt receipt(EncodingReported reported) {
        return switch (reported.report()) {
            case EncodingReported.Accepted _ -> new Receipt.Accepted(reported.version());
            case EncodingReported.Encoded(String readBack, String serial) ->
                    new Receipt.Encoded(reported.version(), readBack, serial);
            case EncodingReported.Failed(var failure) ->
                    new Receipt.Failed(reported.version(), failure);
        };
    }
}
