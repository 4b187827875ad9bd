package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.notification.NotificationSettings;
import jp.kisai.notification.domain.Catalogue;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Writer;
import jp.kisai.notification.store.KnownLicences;
import jp.kisai.notification.store.KnownLicences.Known;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.Preferences;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// One holder's notices, page by page, in words.
@ApplicationScoped
class Inbox {

    private final Mutiny.SessionFactory sessions;
    private final Notices notices;
    private final KnownLicences licences;
    private final Preferences preferences;
    private final Catalogue catalogue;
    private final NotificationSettings settings;

    Inbox(
            Mutiny.SessionFactory sessions,
            Notices notices,
            KnownLicences licences,
            Preferences preferences,
            Catalogue catalogue,
            NotificationSettings settings) {
        this.sessions = sessions;
        this.notices = notices;
        this.licences = licences;
        this.preferences = preferences;
        this.catalogue = catalogue;
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
                                                                        licences.of(session, holder)
                                                                                .map(
                                                                                        licence ->
                                                                                                page(
                                                                                                        found,
                                                                                                        rows,
                                                                                                        chosen,
                                                                                                        licence)))));
    }

    static Language language(String tag) {
        return Language.tagged(tag)
                .orElseThrow(
                        () ->
                                Problem.exception(
                                        Response.Status.BAD_REQUEST,
                                        "a language is one of ja, ja-easy and en"));
    }

    private NoticePage page(
            List<Notice> found, int rows, Language language, Optional<Known> licence) {
        Writer writer = new Writer(catalogue, language);
        List<Notice> shown = found.subList(0, Math.min(rows, found.size()));
        UUID next = found.size() > rows ? shown.getLast().id() : null;
        return new NoticePage(
                language.tag(),
                shown.stream().map(notice -> NoticeView.of(notice, writer, licence)).toList(),
                next);
    }

    private Uni<Language> language(
            Mutiny.StatelessSession session, HolderId holder, Optional<Language> wanted) {
        return wanted.map(language -> Uni.createFrom().item(language))
                .orElseGet(() -> preferences.language(session, holder));
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
