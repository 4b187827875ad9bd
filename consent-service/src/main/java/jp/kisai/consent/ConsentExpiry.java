package jp.kisai.consent;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.kisai.consent.store.Standings;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Postbox;

/// Finds the consents whose ten years are over, marks each of them once and tells so.
///
/// No decision waits for it: that a consent is over follows from the instant that is asked about.
/// Several instances may sweep at once: the holders are locked, and who comes second finds nothing
/// left to mark.
@ApplicationScoped
class ConsentExpiry {

    private final Postbox postbox;
    private final Standings standings;
    private final ConsentNews news;
    private final int consentsAtOnce;

    ConsentExpiry(
            Postbox postbox, Standings standings, ConsentNews news, ConsentSettings settings) {
        this.postbox = postbox;
        this.standings = standings;
        this.news = news;
        this.consentsAtOnce = settings.expirySweepConsents();
    }

    /// All that are over by now, in as many transactions as it takes.
    @Scheduled(
            every = "${kisai.consent.expiry-sweep-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Multi.createBy()
                .repeating()
                .uni(this::sweepSome)
                .whilst(found -> found == consentsAtOnce)
                .onItem()
                .ignoreAsUni();
    }

    /// How many were found.
    private Uni<Integer> sweepSome() {
        return postbox.transact(
                        List.of(),
                        work -> standings.due(work.session(), work.now(), consentsAtOnce))
                .call(due -> due.isEmpty() ? Uni.createFrom().voidItem() : expire(due))
                .map(List::size);
    }

    private Uni<Void> expire(List<HolderId> due) {
        return postbox.transact(
                due,
                work ->
                        standings
                                .expire(work.session(), due, work.now())
                                .chain(
                                        over ->
                                                news.tell(
                                                        work,
                                                        over.stream()
                                                                .map(
                                                                        row ->
                                                                                ConsentNews.Piece
                                                                                        .of(
                                                                                                row,
                                                                                                ConsentChanged
                                                                                                        .Kind
                                                                                                        .EXPIRED))
                                                                .toList())));
    }
}
