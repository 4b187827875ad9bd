package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.domain.FollowUps;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcomes;
import jp.kisai.notification.store.Stories;
import jp.kisai.notification.store.StoryKey;
import jp.kisai.postbox.UnitOfWork;

/// Merges what a batch says into the stories, and has the holders told of what came out.
@ApplicationScoped
class Hearing {

    private final Stories stories;
    private final Telling telling;
    private final FollowUps.Rules rules;

    Hearing(Stories stories, Telling telling, NotificationSettings settings) {
        this.stories = stories;
        this.telling = telling;
        this.rules = settings.followUp().rules();
    }

    Uni<Void> hear(UnitOfWork work, List<Word> words) {
        if (words.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<StoryKey, PrefectureCode> touched = new LinkedHashMap<>();
        words.forEach(word -> touched.put(word.story(), word.prefecture()));
        return stories.of(work.session(), touched.keySet())
                .chain(
                        before -> {
                            Map<StoryKey, ChangeStory> after = merged(before, words);
                            return stories.save(work.session(), before, after, lookAt(work.now()))
                                    .chain(() -> telling.tell(work, due(work, touched, after)));
                        });
    }

    private Function<ChangeStory, Optional<Instant>> lookAt(Instant now) {
        return story -> FollowUps.next(story, now, rules);
    }

    private static Map<StoryKey, ChangeStory> merged(
            Map<StoryKey, ChangeStory> before, List<Word> words) {
        Map<StoryKey, ChangeStory> after = new HashMap<>(before);
        for (Word word : words) {
            ChangeStory story =
                    after.getOrDefault(word.story(), ChangeStory.unheard(word.story().change()));
            after.put(word.story(), word.merge().apply(story));
        }
        return after;
    }

    private static List<Telling.Candidate> due(
            UnitOfWork work,
            Map<StoryKey, PrefectureCode> touched,
            Map<StoryKey, ChangeStory> after) {
        List<Telling.Candidate> candidates = new ArrayList<>();
        touched.forEach(
                (key, prefecture) -> {
                    ChangeStory story = after.getOrDefault(key, ChangeStory.unheard(key.change()));
                    for (Outcomes.Due due : Outcomes.of(story)) {
                        candidates.add(
                                new Telling.Candidate(notice(work, key, story, due), prefecture));
                    }
                });
        return candidates;
    }

    private static Notice notice(
            UnitOfWork work, StoryKey key, ChangeStory story, Outcomes.Due due) {
        return new Notice(
                key.holder(),
                Notice.aboutChange(key.change()),
                due.outcome(),
                List.of(key.change()),
                key.change().producer().prefecture(),
                story.beginning(),
                Outcomes.rank(due.revision()),
                false,
                due.happenedAt(),
                work.now(),
                null);
    }
}
