package jp.kisai.cardwriter;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.kisai.cardwriter.domain.AutoRecording;
import jp.kisai.cardwriter.domain.EncodingJob;
import jp.kisai.cardwriter.domain.RetryRules;
import jp.kisai.cardwriter.outside.SignedSource;
import jp.kisai.cardwriter.store.CardProductionRow;
import jp.kisai.cardwriter.store.Desks;
import jp.kisai.cardwriter.store.StandingRow;
import jp.kisai.cardwriter.store.Standings;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.CardProductionRequested;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Admission;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// New cards in production: whether the licence is recorded on each, decided once for each request;
/// where it is, an encoding for the new card is opened.
@ApplicationScoped
public class CardProductions implements Intake {

    private final Standings standings;
    private final MeterRegistry metrics;
    private final RetryRules rules;
    private final SignedSource jlis;

    CardProductions(Standings standings, MeterRegistry metrics, CardWriterSettings settings) {
        this.standings = standings;
        this.metrics = metrics;
        this.rules = settings.retryRules();
        this.jlis = SignedSource.jlis(settings);
    }

    @Override
    public String topic() {
        return Topics.PRODUCTION_REQUESTED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.PRODUCTION_REQUESTED);
    }

    /// Only J-LIS has cards made, and it signs for each: whoever could claim one would get a
    /// stranger's licence written onto a card of theirs.
    @Override
    public Uni<List<Admission>> admit(List<Arrival> arrivals) {
        return Uni.createFrom()
                .item(() -> arrivals.stream().map(this::admission).toList())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Admission admission(Arrival arrival) {
        return jlis.refuse(arrival.record(), arrival.event())
                .<Admission>map(cause -> new Admission.Rejected(arrival, cause))
                .orElseGet(() -> new Admission.Admitted(arrival));
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        List<HolderId> holders =
                arrivals.stream().map(arrival -> arrival.event().subject()).toList();
        List<UUID> requests = arrivals.stream().map(arrival -> asked(arrival).request()).toList();
        return standings
                .productions(work.session(), requests)
                .chain(
                        before ->
                                standings
                                        .of(work.session(), holders)
                                        .chain(
                                                known ->
                                                        Desks.read(work, holders, List.of())
                                                                .chain(
                                                                        desks ->
                                                                                decide(
                                                                                        work, desks,
                                                                                        known,
                                                                                        before,
                                                                                        arrivals))));
    }

    private Uni<Void> decide(
            UnitOfWork work,
            Desks desks,
            Map<HolderId, StandingRow> known,
            List<CardProductionRow> before,
            List<Arrival> arrivals) {
        Set<UUID> decided = new HashSet<>();
        before.forEach(row -> decided.add(row.request));
        List<CardProductionRow> rows = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            CardProductionRequested asked = asked(arrival);
            if (decided.add(asked.request())) {
                HolderId holder = arrival.event().subject();
                rows.add(decide(work, desks, known.get(holder), holder, asked));
            }
        }
        work.afterCommit(() -> rows.forEach(this::count));
        return desks.write().chain(() -> standings.add(work.session(), rows));
    }

    private CardProductionRow decide(
            UnitOfWork work,
            Desks desks,
            @Nullable StandingRow known,
            HolderId holder,
            CardProductionRequested asked) {
        AutoRecording.Standing standing =
                known == null ? AutoRecording.Standing.UNKNOWN : known.standing();
        AutoRecording decision = AutoRecording.judge(standing, application(asked), work.now());
        if (decision instanceof AutoRecording.Recorded && known != null) {
            desks.take(
                    desks.of(holder)
                            .replaced(
                                    asked.newCard(),
                                    known.newest(desks.of(holder)),
                                    work.now(),
                                    rules));
            hurry(desks, holder, asked);
        }
        return CardProductionRow.of(holder, asked, decision, work.now());
    }

    /// The card is being made now.
    private static void hurry(Desks desks, HolderId holder, CardProductionRequested asked) {
        EncodingJob.Open open = desks.of(holder).open();
        if (open != null) {
            desks.encoding(open.intent().order(), holder)
                    .ifPresent(row -> desks.hurry(row, asked.request()));
        }
    }

    /// A value that is unknown here counts as one that excludes.
    private static AutoRecording.Application application(CardProductionRequested asked) {
        boolean working =
                switch (asked.trigger()) {
                    case EXPIRY, NO_SPACE_LEFT -> true;
                    case LOSS, DAMAGE, UNKNOWN -> false;
                };
        return new AutoRecording.Application(
                asked.channel() == CardProductionRequested.Channel.ONLINE,
                asked.signatureCertificateWanted(),
                working,
                asked.licenceNumber());
    }

    private void count(CardProductionRow row) {
        metrics.counter(
                        "kisai.card.writer.productions",
                        "recorded",
                        Boolean.toString(row.obstacles.length == 0))
                .increment();
    }

    private static CardProductionRequested asked(Arrival arrival) {
        if (arrival.event().data() instanceof CardProductionRequested asked) {
            return asked;
        }
        throw new IllegalArgumentException("not a card's production: " + arrival);
    }
}
