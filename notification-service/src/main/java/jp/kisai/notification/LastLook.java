package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.domain.Clocks;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.StillSo;
import jp.kisai.notification.store.Chips;
import jp.kisai.notification.store.FactsRow;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.RecordedItems;
import jp.kisai.notification.store.Stories;
import jp.kisai.notification.store.StoryKey;
import jp.kisai.postbox.UnitOfWork;

/// Sees, before notices leave, what of each is still so.
@ApplicationScoped
class LastLook {

    private final Notices notices;
    private final Stories stories;
    private final HolderFacts facts;
    private final Chips chips;
    private final RecordedItems recordedItems;

    LastLook(
            Notices notices,
            Stories stories,
            HolderFacts facts,
            Chips chips,
            RecordedItems recordedItems) {
        this.notices = notices;
        this.stories = stories;
        this.facts = facts;
        this.chips = chips;
        this.recordedItems = recordedItems;
    }

    /// The notices that still say something, under the ids of those given: one may have less to say
    /// than it had. Absent is what was overtaken, and what is no longer so.
    Uni<Map<UUID, Notice>> at(UnitOfWork work, List<Notice> leaving) {
        List<UUID> ids = leaving.stream().map(Notice::id).toList();
        Set<HolderId> holders =
                leaving.stream().map(Notice::holder).collect(Collectors.toUnmodifiableSet());
        List<StoryKey> changes = leaving.stream().flatMap(it -> story(it).stream()).toList();
        Seen seen = new Seen();
        return notices.overtaken(work.session(), ids)
                .invoke(seen.overtaken::putAll)
                .chain(() -> stories.of(work.session(), changes))
                .invoke(seen.stories::putAll)
                .chain(() -> facts.of(work.session(), holders))
                .invoke(seen.facts::putAll)
                .chain(() -> chips.of(work.session(), holders))
                .invoke(seen.chips::putAll)
                .chain(() -> recordedItems.of(work.session(), holders))
                .invoke(seen.recorded::putAll)
                .map(_ -> seen.stillSo(leaving, work));
    }

    /// The change that a notice about one is about.
    private static List<StoryKey> story(Notice notice) {
        return notice.changes().stream()
                .filter(change -> Notice.aboutChange(change).equals(notice.about()))
                .map(change -> new StoryKey(notice.holder(), change))
                .toList();
    }

    private static final class Seen {

        private final Map<UUID, UUID> overtaken = new HashMap<>();
        private final Map<StoryKey, ChangeStory> stories = new HashMap<>();
        private final Map<HolderId, FactsRow> facts = new HashMap<>();
        private final Map<HolderId, StillSo.Chip> chips = new HashMap<>();
        private final Map<HolderId, Map<Item, Instant>> recorded = new HashMap<>();

        private Map<UUID, Notice> stillSo(List<Notice> leaving, UnitOfWork work) {
            Map<UUID, Notice> left = new HashMap<>();
            for (Notice notice : leaving) {
                if (!overtaken.containsKey(notice.id())) {
                    StillSo.of(notice, known(notice, work))
                            .ifPresent(it -> left.put(notice.id(), it));
                }
            }
            return left;
        }

        private StillSo.Known known(Notice notice, UnitOfWork work) {
            HolderId holder = notice.holder();
            FactsRow row = facts.get(holder);
            return new StillSo.Known(
                    story(notice).stream().map(stories::get).findFirst().orElse(null),
                    row == null ? new Clocks(Map.of()) : row.clocks(),
                    chips.get(holder),
                    recorded.getOrDefault(holder, Map.of()),
                    work.now());
        }
    }
}
