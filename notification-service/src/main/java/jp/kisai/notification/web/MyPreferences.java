package jp.kisai.notification.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.MailConfirmation;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.MailAddress;
import jp.kisai.notification.domain.MailProof;
import jp.kisai.notification.domain.Preference;
import jp.kisai.notification.store.MailProofs;
import jp.kisai.notification.store.Preferences;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How a holder wants to be told: in which language, over which channels, to which address.
@Path("/my/preferences")
@RolesAllowed("portal")
@Tag(name = "my notices")
public class MyPreferences {

    private final Preferences preferences;
    private final MailProofs proofs;
    private final MailConfirmation confirmation;
    private final Postbox postbox;
    private final Caller caller;

    MyPreferences(
            Preferences preferences,
            MailProofs proofs,
            MailConfirmation confirmation,
            Postbox postbox,
            Caller caller) {
        this.preferences = preferences;
        this.proofs = proofs;
        this.confirmation = confirmation;
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

        @Override
        public String toString() {
            return "Wish[" + language + ", " + channels + "]";
        }
    }

    /// How it stands. `toString()` shows no address.
    ///
    /// @param mail where mail goes: proven to be the holder's
    /// @param unconfirmedMail where a code was sent that has not been entered
    public record Standing(
            String language,
            List<String> channels,
            @Nullable String mail,
            @Nullable String unconfirmedMail) {

        static Standing of(Preference preference, Optional<MailProof> proof) {
            MailAddress mail = preference.mail();
            return new Standing(
                    preference.language().tag(),
                    preference.channels().stream().map(Channel::name).toList(),
                    mail == null ? null : mail.text(),
                    proof.map(MailProof::address).map(MailAddress::text).orElse(null));
        }

        @Override
        public String toString() {
            return "Standing[" + language + ", " + channels + "]";
        }
    }

    /// What was read in the mail. `toString()` does not show it.
    public record Code(@Nullable String code) {

        @Override
        public String toString() {
            return "Code[]";
        }
    }

    @GET
    @Operation(summary = "How the holder wants to be told")
    public Uni<Standing> preferences() {
        return standing(caller.holder());
    }

    @PUT
    @Operation(
            summary =
                    "Choose language, channels and mail address; what is absent stays. A new address"
                            + " is sent a code, and counts once that was entered")
    public Uni<Standing> prefer(@Nullable Wish wanted) {
        HolderId holder = caller.holder();
        if (wanted == null) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "there is no body");
        }
        Optional<MailAddress> address =
                Optional.ofNullable(wanted.mail())
                        .filter(text -> !text.isEmpty())
                        .map(MyPreferences::mail);
        return postbox.transact(List.of(holder), work -> save(work, holder, wanted))
                .chain(
                        saved ->
                                address.filter(it -> !it.equals(saved.mail()))
                                        .map(it -> prove(holder, it))
                                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> standing(holder));
    }

    @POST
    @Path("/mail-code")
    @Operation(summary = "Enter the code that was sent to the new mail address")
    public Uni<Standing> confirm(@Nullable Code entered) {
        HolderId holder = caller.holder();
        String code = entered == null ? null : entered.code();
        if (code == null) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "there is no code");
        }
        return confirmation
                .enter(holder, code)
                .chain(
                        right -> {
                            if (!right) {
                                throw Problem.exception(
                                        Response.Status.BAD_REQUEST,
                                        "the code is not the right one, or no longer good");
                            }
                            return standing(holder);
                        });
    }

    private Uni<Standing> standing(HolderId holder) {
        return postbox.transact(
                List.of(),
                work ->
                        preferences
                                .of(work.session(), holder)
                                .chain(
                                        preference ->
                                                proofs.of(work.session(), holder)
                                                        .map(
                                                                proof ->
                                                                        Standing.of(
                                                                                preference,
                                                                                proof))));
    }

    /// An address that is taken away takes the one with it that waits to be proven.
    private Uni<Preference> save(UnitOfWork work, HolderId holder, Wish wanted) {
        boolean noMail = "".equals(wanted.mail());
        return preferences
                .of(work.session(), holder)
                .map(before -> after(before, wanted))
                .map(after -> noMail ? after.withMail(null) : after)
                .call(after -> preferences.save(work.session(), holder, after, work.now()))
                .call(
                        () ->
                                noMail
                                        ? proofs.remove(work.session(), holder)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> prove(HolderId holder, MailAddress address) {
        return confirmation
                .ask(holder, address)
                .invoke(
                        asked -> {
                            switch (asked) {
                                case SENT -> {
                                    // The holder reads it there.
                                }
                                case TOO_MANY ->
                                        throw Problem.exception(
                                                Response.Status.TOO_MANY_REQUESTS,
                                                "so many codes were sent today that no more are");
                                case NOT_SENT ->
                                        throw Problem.exception(
                                                Response.Status.SERVICE_UNAVAILABLE,
                                                "the code could not be sent; ask for it again");
                                case NO_MAIL ->
                                        throw Problem.exception(
                                                Response.Status.CONFLICT, "no mail is sent here");
                            }
                        })
                .replaceWithVoid();
    }

    private static Preference after(Preference before, Wish wanted) {
        return new Preference(
                wanted.language() == null ? before.language() : Inbox.language(wanted.language()),
                wanted.channels() == null
                        ? before.channels()
                        : wanted.channels().stream().map(MyPreferences::channel).toList(),
                before.mail());
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

    private static MailAddress mail(String text) {
        try {
            return new MailAddress(text);
        } catch (IllegalArgumentException notOne) {
            throw Problem.exception(Response.Status.BAD_REQUEST, "not a mail address");
        }
    }
}
