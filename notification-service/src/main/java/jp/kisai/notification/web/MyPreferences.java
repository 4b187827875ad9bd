package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.MailAddress;
import jp.kisai.notification.domain.Preference;
import jp.kisai.notification.store.Preferences;
import jp.kisai.postbox.Postbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How a holder wants to be told: in which language, over which channels, to which address.
@Path("/my/preferences")
@RolesAllowed("portal")
@Tag(name = "my notices")
public class MyPreferences {

    private final Preferences preferences;
    private final Postbox postbox;
    private final Caller caller;

    MyPreferences(Preferences preferences, Postbox postbox, Caller caller) {
        this.preferences = preferences;
        this.postbox = postbox;
        this.caller = caller;
    }

    /// What is absent stays as it was. `toString()` shows no address.
    ///
    /// @param language `ja`, `ja-easy` or `en`
    /// @param channels `PORTAL` and `MAIL`, in the order in which they are tried; none for the
    ///     inbox alone
    /// @param mail where mail goes; an empty text takes the address away
    public record Wish(
            @Nullable String language, @Nullable List<String> channels, @Nullable String mail) {

        static Wish of(Preference preference) {
            MailAddress mail = preference.mail();
            return new Wish(
                    preference.language().tag(),
                    preference.channels().stream().map(Channel::name).toList(),
                    mail == null ? null : mail.text());
        }

        @Override
        public String toString() {
            return "Wish[" + language + ", " + channels + "]";
        }
    }

    @GET
    @Operation(summary = "How the holder wants to be told")
    public Uni<Wish> preferences() {
        HolderId holder = caller.holder();
        return postbox.transact(List.of(), work -> preferences.of(work.session(), holder))
                .map(Wish::of);
    }

    @PUT
    @Operation(summary = "Choose language, channels and mail address; what is absent stays")
    public Uni<Wish> prefer(@Nullable Wish wanted) {
        HolderId holder = caller.holder();
        if (wanted == null) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "there is no body");
        }
        return postbox.transact(
                        List.of(holder),
                        work ->
                                preferences
                                        .of(work.session(), holder)
                                        .map(before -> after(before, wanted))
                                        .call(
                                                after ->
                                                        preferences.save(
                                                                work.session(),
                                                                holder,
                                                                after,
                                                                work.now())))
                .map(Wish::of);
    }

    private static Preference after(Preference before, Wish wanted) {
        return new Preference(
                wanted.language() == null ? before.language() : Inbox.language(wanted.language()),
                wanted.channels() == null
                        ? before.channels()
                        : wanted.channels().stream().map(MyPreferences::channel).toList(),
                wanted.mail() == null ? before.mail() : mail(wanted.mail()));
    }

    private static Channel channel(@Nullable String name) {
        return Stream.of(Channel.values())
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.exception(
                                        Response.Status.BAD_REQUEST,
                                        "a channel is one of PORTAL and MAIL"));
    }

    private static @Nullable MailAddress mail(String text) {
        try {
            return text.isEmpty() ? null : new MailAddress(text);
        } catch (IllegalArgumentException notOne) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "not a mail address");
        }
    }
}
