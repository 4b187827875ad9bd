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
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Catalogue;
import jp.kisai.notification.domain.Circumstances;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Letter;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Office;
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
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Puts stored notices into words, with what is known at the moment of reading or sending.
@ApplicationScoped
public class Letters {

    private final HolderFacts facts;
    private final Notices notices;
    private final Preferences preferences;
    private final Offices offices;
    private final Catalogue catalogue;
    private final Clock clock;

    Letters(
            HolderFacts facts,
            Notices notices,
            Preferences preferences,
            Offices offices,
            Catalogue catalogue,
            Clock clock) {
        this.facts = facts;
        this.notices = notices;
        this.preferences = preferences;
        this.offices = offices;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public Uni<Desk> desk(Mutiny.StatelessSession session, Collection<Notice> wanted) {
        List<HolderId> holders = wanted.stream().map(Notice::holder).distinct().toList();
        List<UUID> ids = wanted.stream().map(Notice::id).toList();
        List<PrefectureCode> prefectures =
                wanted.stream().map(Notice::prefecture).distinct().toList();
        return Uni.createFrom()
                .item(() -> new Desk(catalogue, clock.instant()))
                .call(desk -> facts.of(session, holders).invoke(desk.facts::putAll))
                .call(desk -> notices.overtaken(session, ids).invoke(desk.overtaken::putAll))
                .call(desk -> preferences.of(session, holders).invoke(desk.said::putAll))
                .call(
                        desk ->
                                offices.in(session, prefectures)
                                        .invoke(found -> found.forEach(desk::enter)));
    }

    /// Everything that some notices need to be written.
    public static final class Desk {

        private final Catalogue catalogue;
        private final Map<HolderId, FactsRow> facts = new HashMap<>();
        private final Map<UUID, UUID> overtaken = new HashMap<>();
        private final Map<HolderId, Preference> said = new HashMap<>();
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
