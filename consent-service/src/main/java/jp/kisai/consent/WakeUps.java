package jp.kisai.consent;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.consent.store.HolderStore;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Postbox;

/// Judges again what waits when its time has come: a deadline passed, a change took effect, a list
/// was imported.
///
/// Several instances may do so at once: the holders are locked, and who comes second finds nothing
/// left to do.
@ApplicationScoped
class WakeUps {

    private final Postbox postbox;
    private final HolderStore store;
    private final Judging judging;
    private final int holdersAtOnce;

    WakeUps(Postbox postbox, HolderStore store, Judging judging, ConsentSettings settings) {
        this.postbox = postbox;
        this.store = store;
        this.judging = judging;
        this.holdersAtOnce = settings.wakeUpHolders();
    }

    @Scheduled(
            every = "${kisai.consent.wake-up-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> wakeUp() {
        return postbox.transact(
                        List.of(), work -> store.due(work.session(), work.now(), holdersAtOnce))
                .chain(
                        due ->
                                due.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : judge(due)
                                                .chain(
                                                        () ->
                                                                due.size() < holdersAtOnce
                                                                        ? Uni.createFrom()
                                                                                .voidItem()
                                                                        : wakeUp()));
    }

    private Uni<Void> judge(List<HolderId> due) {
        return postbox.transact(
                due,
                work ->
                        store.woken(work.session(), due, work.now())
                                .chain(() -> judging.judge(work, due)));
    }
}
