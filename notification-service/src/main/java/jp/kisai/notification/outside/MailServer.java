package jp.kisai.notification.outside;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.notification.NotificationSettings;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Dispatch.Trouble;
import jp.kisai.notification.domain.Language;
import jp.kisai.notification.domain.Letter;
import jp.kisai.notification.domain.MailAddress;

/// Mail by SMTP. The server is named by `quarkus.mailer.*`.
///
/// A mail that was taken while the answer was lost is sent again under the same `Message-ID`, which
/// is all that mail offers against duplicates.
@ApplicationScoped
public class MailServer {

    /// RFC 5321, §4.2.1: replies from here on are final.
    private static final int PERMANENT = 500;

    private static final int MAILBOX_UNAVAILABLE = 550;
    private static final int MAILBOX_NOT_LOCAL = 551;
    private static final int MAILBOX_NAME = 553;

    /// RFC 4954: credentials are missing or wrong.
    private static final int AUTHENTICATION_NEEDED = 530;

    private static final int AUTHENTICATION_INVALID = 535;

    private final ReactiveMailer mailer;
    private final Optional<String> from;

    MailServer(ReactiveMailer mailer, NotificationSettings settings) {
        this.mailer = mailer;
        this.from = settings.mail().from();
    }

    boolean isRunning() {
        return from.isPresent();
    }

    Uni<Receipt> send(Envelope envelope) {
        MailAddress to = envelope.preference().mail();
        return to == null
                ? Uni.createFrom().item(new Receipt.Refused(Trouble.UNKNOWN_RECIPIENT))
                : send(envelope.id(), to, envelope.letter(), envelope.preference().language());
    }

    /// @param id the same for whatever is to count as the same mail
    Uni<Receipt> send(UUID id, MailAddress to, Letter letter, Language language) {
        if (from.isEmpty()) {
            return Uni.createFrom().item(new Receipt.Refused(Trouble.UNKNOWN_RECIPIENT));
        }
        return mailer.send(mail(id, to, letter, language, from.get()))
                .<Receipt>replaceWith(new Receipt.Taken())
                .onFailure(SMTPException.class)
                .recoverWithItem(MailServer::receipt);
    }

    private static Mail mail(
            UUID id, MailAddress to, Letter letter, Language language, String from) {
        String domain = from.substring(from.indexOf('@') + 1).replace(">", "");
        return Mail.withText(
                        to.text(), letter.title(), String.join("\n\n", letter.paragraphs()) + "\n")
                .setFrom(from)
                .addHeader("Message-ID", "<" + id + "@" + domain + ">")
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("Content-Language", language.locale());
    }

    private static Receipt receipt(Throwable failure) {
        int code = ((SMTPException) failure).getReplyCode();
        if (code == AUTHENTICATION_NEEDED || code == AUTHENTICATION_INVALID) {
            return new Receipt.Failed(Trouble.NOT_AUTHORISED);
        }
        if (code == MAILBOX_UNAVAILABLE || code == MAILBOX_NOT_LOCAL || code == MAILBOX_NAME) {
            return new Receipt.Refused(Trouble.UNKNOWN_RECIPIENT);
        }
        return code >= PERMANENT
                ? new Receipt.Refused(Trouble.REFUSED)
                : new Receipt.Failed(Trouble.BUSY);
    }
}
