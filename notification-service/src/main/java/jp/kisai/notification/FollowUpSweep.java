package jp.kisai.notification;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.domain.FollowUps;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.store.Stories;
import jp.kisai.notification.store.StoryKey;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Tells holders of changes that do not move. Several instances may do so at once: who comes second
/// finds it told.
@ApplicationScoped
class FollowUpSweep {

    private final Postbox postbox;
    private final Stories stories;
    private final Telling telling;
    private final FollowUps.Rules rules;
    private final int changesAtOnce;

    FollowUpSweep(
            Postbox postbox, Stories stories, Telling telling, NotificationSettings settings) {
        this.postbox = postbox;
        this.stories = stories;
        this.telling = telling;
        this.rules = settings.followUp().rules();
        this.changesAtOnce = settings.followUp().batch();
    }

    /// Works until nothing more is due. What fails here is tried again at the next tick.
    @Scheduled(
            every = "${kisai.notification.follow-up.look-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Multi.createBy()
                .repeating()
                .uni(this::round)
                .whilst(looked -> looked == changesAtOnce)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> round() {
        return postbox.transact(
                        List.of(), work -> stories.due(work.session(), work.now(), changesAtOnce))
                .chain(
                        due ->
                                due.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : look(due).replaceWith(due.size()));
    }

    private Uni<Void> look(List<StoryKey> due) {
        Set<HolderId> holders =
                due.stream().map(StoryKey::holder).collect(Collectors.toUnmodifiableSet());
        return postbox.transact(
                holders,
                work ->
                        stories.of(work.session(), due)
                                .call(found -> telling.tell(work, candidates(work, found)))
                                .chain(
                                        found ->
                                                stories.save(
                                                        work.session(),
                                                        found,
                                                        found,
                                                        it ->
                                                                FollowUps.next(
                                                                        it, work.now(), rules))));
    }

    private List<Telling.Candidate> candidates(UnitOfWork work, Map<StoryKey, ChangeStory> found) {
        List<Telling.Candidate> candidates = new ArrayList<>();
        found.forEach(
                (key, story) ->
                        FollowUps.due(story, work.now(), rules)
                                .map(due -> notice(work, key, story, due))
                                .map(notice -> new Telling.Candidate(notice, notice.prefecture()))
                                .ifPresent(candidates::add));
        return candidates;
    }

    private static Notice notice(
            UnitOfWork work, StoryKey key, ChangeStory story, FollowUps.Due due) {
        return new Notice(
                key.holder(),
                Notice.aboutChange(key.change()),
                due.outcome(),
                List.of(key.change()),
                key.change().producer().prefecture(),
                story.beginning(),
                due.rank(),
                false,
                due.happenedAt(),
                work.now(),
                null);
    }
}
