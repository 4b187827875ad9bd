package jp.kisai.notification.outside;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import jp.kisai.notification.NotificationSettings;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Dispatch.Trouble;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Letter;
import jp.kisai.notification.domain.MailAddress;

/// The channels that this installation has.
@ApplicationScoped
public class Post {

    private final PortalWebhook portal;
    private final MailServer mail;
    private final Duration timeout;

    Post(PortalWebhook portal, MailServer mail, NotificationSettings settings) {
        this.portal = portal;
        this.mail = mail;
        this.timeout = Duration.ofMillis(settings.delivery().timeoutMs());
    }

    public Set<Channel> running() {
        Set<Channel> running = new TreeSet<>();
        if (portal.isRunning()) {
            running.add(Channel.PORTAL);
        }
        if (mail.isRunning()) {
            running.add(Channel.MAIL);
        }
        return running;
    }

    /// Sends it, once. Answers in time, and never fails.
    public Uni<Receipt> send(Channel channel, Envelope envelope) {
        return inTime(
                switch (channel) {
                    case PORTAL -> portal.send(envelope);
                    case MAIL -> mail.send(envelope);
                });
    }

    /// The one letter that goes to an address which nobody has proven to be the holder's: what
    /// proves it. Answers in time, and never fails.
    public Uni<Receipt> askForProof(MailAddress to, Letter letter, Language language) {
        return inTime(mail.send(UUID.randomUUID(), to, letter, language));
    }

    private Uni<Receipt> inTime(Uni<Receipt> receipt) {
        // Whatever went wrong, nobody knows whether the other side has it: it is asked again.
        return receipt.ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .recoverWithItem(new Receipt.Failed(Trouble.UNREACHABLE));
    }
}
