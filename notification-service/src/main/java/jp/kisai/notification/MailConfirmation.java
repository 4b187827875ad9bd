package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.Catalogue;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.MailAddress;
import jp.kisai.notification.domain.MailProof;
import jp.kisai.notification.domain.Preference;
import jp.kisai.notification.domain.Writer;
import jp.kisai.notification.outside.Post;
import jp.kisai.notification.store.MailProofs;
import jp.kisai.notification.store.Preferences;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Has holders prove that a mail address is theirs, before anything else goes there. The code lives
/// in the mail alone; here lies its digest.
@ApplicationScoped
public class MailConfirmation {

    private final Postbox postbox;
    private final MailProofs proofs;
    private final Preferences preferences;
    private final Post post;
    private final Catalogue catalogue;
    private final MailProof.Rules rules;
    private final SecureRandom random = new SecureRandom();

    MailConfirmation(
            Postbox postbox,
            MailProofs proofs,
            Preferences preferences,
            Post post,
            Catalogue catalogue,
            NotificationSettings settings) {
        this.postbox = postbox;
        this.proofs = proofs;
        this.preferences = preferences;
        this.post = post;
        this.catalogue = catalogue;
        this.rules = settings.mail().rules();
    }

    /// What came of asking.
    public enum Asked {
        SENT,
        /// So many codes went out within a day that no more do.
        TOO_MANY,
        /// The mail server did not take it. The holder asks again.
        NOT_SENT,
        /// This installation sends no mail.
        NO_MAIL
    }

    /// Sends a new code to the address; an earlier one counts no longer.
    public Uni<Asked> ask(HolderId holder, MailAddress address) {
        if (!post.running().contains(Channel.MAIL)) {
            return Uni.createFrom().item(Asked.NO_MAIL);
        }
        String code = MailProof.newCode(random);
        return postbox.transact(List.of(holder), work -> noted(work, holder, address, code))
                .chain(
                        language ->
                                language.map(it -> send(address, code, it))
                                        .orElseGet(() -> Uni.createFrom().item(Asked.TOO_MANY)));
    }

    /// @return the holder's language, if the code may be sent
    private Uni<Optional<Language>> noted(
            UnitOfWork work, HolderId holder, MailAddress address, String code) {
        MailProof proof = MailProof.of(holder, address, code, work.now(), rules);
        return proofs.admit(work.session(), holder, address, work.now(), rules.perDay())
                .chain(
                        admitted ->
                                admitted
                                        ? proofs.save(work.session(), holder, proof)
                                                .chain(() -> preferences.of(work.session(), holder))
                                                .map(Preference::language)
                                                .map(Optional::of)
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Asked> send(MailAddress address, String code, Language language) {
        return post.askForProof(
                        address,
                        new Writer(catalogue, language).proof(code, rules.goodFor().toMinutes()),
                        language)
                .map(receipt -> receipt instanceof Receipt.Taken ? Asked.SENT : Asked.NOT_SENT);
    }

    /// The address from which the code comes is the holder's from now on. Whether it was the right
    /// one, in time.
    public Uni<Boolean> enter(HolderId holder, String code) {
        return postbox.transact(
                List.of(holder),
                work ->
                        proofs.of(work.session(), holder)
                                .chain(
                                        proof ->
                                                proof.map(it -> entered(work, holder, it, code))
                                                        .orElseGet(
                                                                () ->
                                                                        Uni.createFrom()
                                                                                .item(false))));
    }

    private Uni<Boolean> entered(UnitOfWork work, HolderId holder, MailProof proof, String code) {
        return switch (proof.enter(holder, code, work.now(), rules)) {
            case MailProof.Answer.Proven(var address) ->
                    preferences
                            .of(work.session(), holder)
                            .chain(
                                    before ->
                                            preferences.save(
                                                    work.session(),
                                                    holder,
                                                    before.withMail(address),
                                                    work.now()))
                            .chain(() -> proofs.remove(work.session(), holder))
                            .replaceWith(true);
            case MailProof.Answer.Wrong(var after) ->
                    proofs.save(work.session(), holder, after).replaceWith(false);
            case MailProof.Answer.Over _ -> Uni.createFrom().item(false);
        };
    }
}
