package jp.kisai.notification.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.domain.ChangeStory.Answered;
import jp.kisai.notification.domain.ChangeStory.Revision;
import jp.kisai.notification.domain.Standing;
import org.hibernate.reactive.mutiny.Mutiny;

/// The stories of changes, read and written for a whole batch at a time.
@ApplicationScoped
public class Stories {

    private static final String WANTED =
            """
            where (holder, change_id, producer) in (
                select * from unnest(
                    cast(:holders as uuid[]), cast(:changes as uuid[]), cast(:producers as text[])))""";

    private static final String DUE =
            "select * from change_story where look_at <= :now order by look_at limit :limit";

    private static final String CHANGES = "select * from change_story " + WANTED;
    private static final String VERDICTS = "select * from verdict " + WANTED;
    private static final String ANSWERS = "select * from answer " + WANTED;

    /// The stories of these changes that were begun; a change not heard of is absent.
    public Uni<Map<StoryKey, ChangeStory>> of(
            Mutiny.StatelessSession session, Collection<StoryKey> keys) {
        return query(session, CHANGES, ChangeRow.class, keys)
                .chain(
                        changes ->
                                changes.isEmpty()
                                        ? Uni.createFrom().item(Map.of())
                                        : read(session, changes, keys));
    }

    /// Writes what the stories after have more than the stories before, and when to look at them
    /// again.
    public Uni<Void> save(
            Mutiny.StatelessSession session,
            Map<StoryKey, ChangeStory> before,
            Map<StoryKey, ChangeStory> after,
            Function<ChangeStory, Optional<Instant>> lookAt) {
        List<ChangeRow> begun = new ArrayList<>();
        List<ChangeRow> changed = new ArrayList<>();
        List<VerdictRow> verdicts = new ArrayList<>();
        List<AnswerRow> answers = new ArrayList<>();
        after.forEach(
                (key, story) -> {
                    ChangeStory known = before.getOrDefault(key, ChangeStory.unheard(key.change()));
                    ChangeRow row = ChangeRow.of(key, story, lookAt.apply(story).orElse(null));
                    (before.containsKey(key) ? changed : begun).add(row);
                    verdicts.addAll(newVerdicts(key, known, story));
                    answers.addAll(newAnswers(key, known, story));
                });
        return session.insertMultiple(begun)
                .chain(() -> session.updateMultiple(changed))
                .chain(() -> session.insertMultiple(verdicts))
                .chain(() -> session.insertMultiple(answers));
    }

    /// Changes whose time to be looked at has come, the longest overdue first.
    public Uni<List<StoryKey>> due(Mutiny.StatelessSession session, Instant now, int limit) {
        return session.createNativeQuery(DUE, ChangeRow.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(row -> key(row.holder, row.producer, row.changeId))
                                        .toList());
    }

    private static List<VerdictRow> newVerdicts(
            StoryKey key, ChangeStory known, ChangeStory story) {
        List<VerdictRow> rows = new ArrayList<>();
        story.revisions()
                .forEach(
                        (number, revision) -> {
                            if (!known.revisions().containsKey(number)) {
                                revision.verdicts()
                                        .forEach(
                                                (item, verdict) ->
                                                        rows.add(
                                                                VerdictRow.of(
                                                                        key,
                                                                        number,
                                                                        item,
                                                                        verdict,
                                                                        revision.at())));
                            }
                        });
        return rows;
    }

    private static List<AnswerRow> newAnswers(StoryKey key, ChangeStory known, ChangeStory story) {
        List<AnswerRow> rows = new ArrayList<>();
        story.answers()
                .forEach(
                        (item, answered) -> {
                            if (!known.answers().containsKey(item)) {
                                rows.add(AnswerRow.of(key, item, answered));
                            }
                        });
        return rows;
    }

    private static Uni<Map<StoryKey, ChangeStory>> read(
            Mutiny.StatelessSession session, List<ChangeRow> changes, Collection<StoryKey> keys) {
        return query(session, VERDICTS, VerdictRow.class, keys)
                .chain(
                        verdicts ->
                                query(session, ANSWERS, AnswerRow.class, keys)
                                        .map(answers -> stories(changes, verdicts, answers)));
    }

    private static Map<StoryKey, ChangeStory> stories(
            List<ChangeRow> changes, List<VerdictRow> verdicts, List<AnswerRow> answers) {
        Map<StoryKey, Map<Integer, Revision>> revisionsOf = revisions(verdicts);
        Map<StoryKey, Map<Item, Answered>> answersOf = new HashMap<>();
        for (AnswerRow row : answers) {
            answersOf
                    .computeIfAbsent(
                            key(row.holder, row.producer, row.changeId),
                            _ -> new EnumMap<>(Item.class))
                    .put(Item.valueOf(row.item), row.answered());
        }
        Map<StoryKey, ChangeStory> stories = new LinkedHashMap<>();
        for (ChangeRow row : changes) {
            StoryKey key = key(row.holder, row.producer, row.changeId);
            stories.put(
                    key,
                    new ChangeStory(
                            key.change(),
                            row.beginning(),
                            revisionsOf.getOrDefault(key, Map.of()),
                            answersOf.getOrDefault(key, Map.of())));
        }
        return stories;
    }

    private static Map<StoryKey, Map<Integer, Revision>> revisions(List<VerdictRow> rows) {
        Map<StoryKey, Map<Integer, Revision>> revisions = new HashMap<>();
        for (VerdictRow row : rows) {
            Map<Item, Standing.Verdict> verdict = Map.of(Item.valueOf(row.item), row.standing());
            revisions
                    .computeIfAbsent(
                            key(row.holder, row.producer, row.changeId), _ -> new TreeMap<>())
                    .merge(row.revision, new Revision(row.saidAt, verdict), Revision::and);
        }
        return revisions;
    }

    private static StoryKey key(UUID holder, String producer, UUID change) {
        return new StoryKey(
                new HolderId(holder), new ChangeKey(new MunicipalityCode(producer), change));
    }

    private static <R> Uni<List<R>> query(
            Mutiny.StatelessSession session, String sql, Class<R> row, Collection<StoryKey> keys) {
        return session.createNativeQuery(sql, row)
                .setParameter(
                        "holders",
                        keys.stream().map(key -> key.holder().value()).toArray(UUID[]::new))
                .setParameter(
                        "changes", keys.stream().map(key -> key.change().id()).toArray(UUID[]::new))
                .setParameter(
                        "producers",
                        keys.stream()
                                .map(key -> key.change().producer().digits())
                                .toArray(String[]::new))
                .getResultList();
    }
}
