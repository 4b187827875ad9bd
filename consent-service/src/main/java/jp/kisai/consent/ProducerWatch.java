package jp.kisai.consent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import jp.kisai.consent.store.ProducerDirectory;
import jp.kisai.consent.store.ProducerDirectory.Alarms;
import jp.kisai.consent.store.SequenceStore;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.postbox.Expiries;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// Notices what does not come: numbers that are missing in a municipality's sequence, and
/// municipalities that fall silent. Nothing waits for it: what came is judged at once.
///
/// A gap opens when a later number is heard and closes by itself when the missing one is. It alarms
/// once it is older than the grace. Which numbers of whom are missing, operators see in `GET
/// /producers`.
@ApplicationScoped
class ProducerWatch {

    /// Locked while numbers are worked in, so that one instance at a time does so.
    private static final HolderId TURN = new HolderId(Uuids.derived("producer-watch"));

    private final Postbox postbox;
    private final SequenceStore sequences;
    private final ProducerDirectory directory;
    private final int numbersAtOnce;
    private final Duration grace;
    private final Duration silentAfter;
    private volatile Alarms alarms = new Alarms(0, 0, 0, null, null);
    private volatile @Nullable Instant measuredAt;

    ProducerWatch(
            Postbox postbox,
            SequenceStore sequences,
            ProducerDirectory directory,
            MeterRegistry metrics,
            Expiries expiries,
            ConsentSettings settings) {
        this.postbox = postbox;
        this.sequences = sequences;
        this.directory = directory;
        this.numbersAtOnce = settings.producersWatchedNumbers();
        this.grace = Duration.ofSeconds(settings.sequenceGapGraceSeconds());
        this.silentAfter = Duration.ofHours(settings.silentAfterHours());
        expiries.watch("municipality", () -> alarms.certifiedUntil());
        gauge(metrics, "silent", "municipalities from which nothing comes", Alarms::silent);
        gauge(metrics, "gaps", "municipalities that miss numbers", Alarms::withGaps);
        gauge(metrics, "missing", "numbers that are missing", Alarms::missing);
        gauge(metrics, "gap.oldest.seconds", "age of the oldest gap", this::oldestSeconds);
    }

    private void gauge(
            MeterRegistry metrics, String name, String what, ToLongFunction<Alarms> value) {
        Gauge.builder("kisai.consent.producers." + name, () -> value.applyAsLong(alarms))
                .description(what)
                .register(metrics);
    }

    @Scheduled(
            every = "${kisai.consent.producers-watched-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> watch() {
        return postbox.transact(
                        List.of(TURN), work -> sequences.workIn(work.session(), numbersAtOnce))
                .chain(
                        numbers ->
                                numbers < numbersAtOnce
                                        ? postbox.transact(List.of(), this::measure)
                                        : watch());
    }

    private Uni<Void> measure(UnitOfWork work) {
        Instant now = work.now();
        return directory
                .alarms(work.session(), now, now.minus(silentAfter), now.minus(grace))
                .invoke(
                        found -> {
                            alarms = found;
                            measuredAt = now;
                        })
                .replaceWithVoid();
    }

    private long oldestSeconds(Alarms found) {
        Instant since = found.missingSince();
        Instant now = measuredAt;
        return since == null || now == null ? 0 : Duration.between(since, now).toSeconds();
    }
}
