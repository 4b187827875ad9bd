package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.notification.Letters;
import jp.kisai.notification.NotificationSettings;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Preference;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.Preferences;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// One holder's notices, page by page, in words.
@ApplicationScoped
class Inbox {

    private final Mutiny.SessionFactory sessions;
    private final Notices notices;
    private final Letters letters;
    private final Preferences preferences;
    private final NotificationSettings settings;

    Inbox(
            Mutiny.SessionFactory sessions,
            Notices notices,
            Letters letters,
            Preferences preferences,
            NotificationSettings settings) {
        this.sessions = sessions;
        this.notices = notices;
        this.letters = letters;
        this.preferences = preferences;
        this.settings = settings;
    }

    /// @param language a tag of [Language]; the holder's own choice if absent
    /// @param before the `next` of the page before
    /// @param limit notices on the page
    Uni<NoticePage> page(
            HolderId holder,
            @Nullable String language,
            @Nullable String before,
            @Nullable Integer limit) {
        Optional<Language> wanted = Optional.ofNullable(language).map(Inbox::language);
        UUID cursor = before == null ? null : uuid(before);
        int rows = rows(limit);
        return sessions.withStatelessSession(
                session ->
                        language(session, holder, wanted)
                                .chain(
                                        chosen ->
                                                notices.page(session, holder, cursor, rows + 1)
                                                        .chain(
                                                                found ->
                                                                        page(
                                                                                session, found,
                                                                                rows, chosen))));
    }

    static Language language(String tag) {
        return Language.tagged(tag)
                .orElseThrow(
                        () ->
                                Problem.exception(
                                        Response.Status.BAD_REQUEST,
                                        "a language is one of ja, ja-easy and en"));
    }

    private Uni<NoticePage> page(
            Mutiny.StatelessSession session, List<Notice> found, int rows, Language language) {
        List<Notice> shown = found.subList(0, Math.min(rows, found.size()));
        UUID next = found.size() > rows ? shown.getLast().id() : null;
        return letters.desk(session, shown)
                .map(
                        desk ->
                                new NoticePage(
                                        language.tag(),
                                        shown.stream()
                                                .map(it -> NoticeView.of(it, desk, language))
                                                .toList(),
                                        next));
    }

    private Uni<Language> language(
            Mutiny.StatelessSession session, HolderId holder, Optional<Language> wanted) {
        return wanted.map(language -> Uni.createFrom().item(language))
                .orElseGet(() -> preferences.of(session, holder).map(Preference::language));
    }

    private int rows(@Nullable Integer limit) {
        if (limit == null) {
            return settings.pageNotices();
        }
        if (limit < 1 || limit > settings.longestPageNotices()) {
            throw Problem.exception(
                    Response.Status.BAD_REQUEST,
                    "a page has 1 to " + settings.longestPageNotices() + " notices");
        }
        return limit;
    }

    private static UUID uuid(String text) {
        try {
            return Uuids.parse(text);
        } catch (IllegalArgumentException notOne) {
            throw Problem.exception(
                    Response.Status.BAD_REQUEST, "before is the next of an earlier page");
        }
    }
}
