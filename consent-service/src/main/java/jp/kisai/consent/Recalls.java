package jp.kisai.consent;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import jp.kisai.consent.store.ConsentRow;
import jp.kisai.consent.store.RecallStore;
import jp.kisai.consent.store.Standings;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Tells what was granted on a certificate that, as comes out later, had been compromised already
/// then. The verdicts stand; somebody is to look into each of them.
///
/// Several instances may do so at once: the holders are locked, and who comes second finds nothing
/// left to tell.
@ApplicationScoped
class Recalls {

    private final Postbox postbox;
    private final RecallStore store;
    private final Standings standings;
    private final ConsentNews news;
    private final DecisionMetrics metrics;
    private final int holdersAtOnce;

    Recalls(
            Postbox postbox,
            RecallStore store,
            Standings standings,
            ConsentNews news,
            DecisionMetrics metrics,
            ConsentSettings settings) {
        this.postbox = postbox;
        this.store = store;
        this.standings = standings;
        this.news = news;
        this.metrics = metrics;
        this.holdersAtOnce = settings.recallHolders();
    }

    @Scheduled(
            every = "${kisai.consent.recalls-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> recall() {
        return postbox.transact(List.of(), work -> store.due(work.session(), holdersAtOnce))
                .chain(
                        due ->
                                due.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : postbox.transact(due, work -> recall(work, due))
                                                .chain(this::recall));
    }

    private Uni<Void> recall(UnitOfWork work, List<HolderId> holders) {
        return store.take(work.session(), holders, work.now())
                .chain(
                        recalls ->
                                recalls.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : tell(work, recalls));
    }

    /// Who never gave a consent was granted a domicile only, on a submission: there is no standing
    /// to tell of, and officers see it all the same.
    private Uni<Void> tell(UnitOfWork work, Map<HolderId, List<ChangeKey>> recalls) {
        work.afterCommit(
                () -> metrics.recalled(recalls.values().stream().mapToInt(List::size).sum()));
        return standings
                .newest(work.session(), recalls.keySet())
                .map(rows -> rows.stream().map(row -> piece(row, recalls)).toList())
                .chain(pieces -> news.tell(work, pieces));
    }

    private static ConsentNews.Piece piece(ConsentRow row, Map<HolderId, List<ChangeKey>> recalls) {
        return ConsentNews.Piece.recalling(row, recalls.getOrDefault(row.holder(), List.of()));
    }
}
