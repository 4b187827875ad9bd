package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Catalogue;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.domain.Circumstances;
import jp.kisai.notification.domain.FollowUps;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Letter;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Office;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import jp.kisai.notification.domain.Preference;
import jp.kisai.notification.domain.Standing;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.domain.Writer;
import jp.kisai.notification.outside.Envelope;
import jp.kisai.notification.store.FactsRow;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.Offices;
import jp.kisai.notification.store.Preferences;
import jp.kisai.notification.store.Stories;
import jp.kisai.notification.store.StoryKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Puts stored notices into words, with what is known at the moment of reading or sending.
@ApplicationScoped
public class Letters {

    private final HolderFacts facts;
    private final Notices notices;
    private final Preferences preferences;
    private final Stories stories;
    private final Offices offices;
    private final Catalogue catalogue;
    private final Clock clock;

    Letters(
            HolderFacts facts,
            Notices notices,
            Preferences preferences,
            Stories stories,
            Offices offices,
            Catalogue catalogue,
            Clock clock) {
        this.facts = facts;
        this.notices = notices;
        this.preferences = preferences;
        this.stories = stories;
        this.offices = offices;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public Uni<Desk> desk(Mutiny.StatelessSession session, Collection<Notice> wanted) {
        List<HolderId> holders = wanted.stream().map(Notice::holder).distinct().toList();
        List<UUID> ids = wanted.stream().map(Notice::id).toList();
        List<PrefectureCode> prefectures =
                wanted.stream().map(Notice::prefecture).distinct().toList();
        List<StoryKey> followed =
                wanted.stream()
                        .filter(notice -> notice.outcome() instanceof Outcome.FollowUp)
                        .map(Letters::story)
                        .toList();
        return Uni.createFrom()
                .item(() -> new Desk(catalogue, clock.instant()))
                .call(desk -> facts.of(session, holders).invoke(desk.facts::putAll))
                .call(desk -> notices.overtaken(session, ids).invoke(desk.overtaken::putAll))
                .call(desk -> preferences.of(session, holders).invoke(desk.said::putAll))
                .call(
                        desk ->
                                offices.in(session, prefectures)
                                        .invoke(found -> found.forEach(desk::enter)))
                .call(desk -> stories.of(session, followed).invoke(desk.stories::putAll));
    }

    private static StoryKey story(Notice notice) {
        return new StoryKey(notice.holder(), notice.changes().getFirst());
    }

    /// Everything that some notices need to be written.
    public static final class Desk {

        private final Catalogue catalogue;
        private final Map<HolderId, FactsRow> facts = new HashMap<>();
        private final Map<UUID, UUID> overtaken = new HashMap<>();
        private final Map<HolderId, Preference> said = new HashMap<>();
        private final Map<StoryKey, ChangeStory> stories = new HashMap<>();
        private final Map<PrefectureCode, List<Office>> offices = new HashMap<>();
        private final Instant now;

        private Desk(Catalogue catalogue, Instant now) {
            this.catalogue = catalogue;
            this.now = now;
        }

        private void enter(Office office) {
            offices.computeIfAbsent(office.prefecture(), _ -> new ArrayList<>()).add(office);
        }

        /// The notice that took this one's place.
        public @Nullable UUID overtakenBy(Notice notice) {
            return overtaken.get(notice.id());
        }

        /// The notice as far as it still says what is so.
        Optional<Notice> stillTrue(Notice notice) {
            if (overtaken.containsKey(notice.id())) {
                return Optional.empty();
            }
            return switch (notice.outcome()) {
                case Outcome.FollowUp followUp ->
                        Optional.ofNullable(stories.get(story(notice)))
                                .filter(it -> FollowUps.stillStands(it, followUp))
                                .map(_ -> notice);
                case Outcome.Reminder reminder -> {
                    Outcome.Reminder left =
                            facts(notice).clocks().stillTrue(reminder, TokyoDate.of(now));
                    yield left.endings().isEmpty()
                            ? Optional.empty()
                            : Optional.of(notice.saying(left));
                }
                case ChangeOutcome _,
                        Outcome.Encoded _,
                        Outcome.EncodingHeld _,
                        Outcome.EncodingFailed _ ->
                        Optional.of(notice);
            };
        }

        /// Ready to be sent to its holder.
        Envelope envelope(UUID id, Notice notice) {
            Preference preference = said.getOrDefault(notice.holder(), Preference.DEFAULT);
            return new Envelope(
                    id,
                    notice,
                    NoticeEvents.word(notice.outcome()).name(),
                    write(notice, preference.language()),
                    preference);
        }

        public Letter write(Notice notice, Language language) {
            return new Writer(catalogue, language)
                    .write(
                            notice,
                            new Circumstances(
                                    validUntil(notice),
                                    offices.getOrDefault(notice.prefecture(), List.of()),
                                    TokyoDate.time(now)));
        }

        private FactsRow facts(Notice notice) {
            return facts.getOrDefault(notice.holder(), new FactsRow());
        }

        /// Only a record that has caught up with the outcome can tell the validity that follows
        /// from it.
        private @Nullable LocalDate validUntil(Notice notice) {
            FactsRow known = facts(notice);
            return notice.outcome() instanceof ChangeOutcome(_, var items)
                            && items.get(Item.BIRTH_DATE) instanceof Standing.Applied(var version)
                            && known.licenceVersion != null
                            && known.licenceVersion >= version.number()
                    ? known.licenceUntil
                    : null;
        }
    }
}
