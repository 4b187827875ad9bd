package jp.kisai.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jp.kisai.notification.domain.Dispatch.Rules;
import jp.kisai.notification.domain.FollowUps;
import jp.kisai.notification.domain.MailProof;

/// The limits of notification-service, and the channels it has beside the inbox.
@ConfigMapping(prefix = "kisai.notification")
public interface NotificationSettings {

    /// Notices on a page when the caller does not say how many.
    @WithDefault("20")
    int pageNotices();

    /// The most notices a caller can have on one page.
    @WithDefault("100")
    int longestPageNotices();

    /// The most steps that one journey shows.
    @WithDefault("200")
    int journeySteps();

    Delivery delivery();

    Portal portal();

    Mail mail();

    FollowUp followUp();

    Clock clock();

    /// How notices leave for the holder's channels.
    interface Delivery {

        /// How long a notice waits for one that takes its place, before it is first sent.
        @WithDefault("30")
        int gatherForSeconds();

        /// How often it is looked what is due.
        @WithDefault("1")
        int sendEverySeconds();

        /// The most deliveries that are taken at once.
        @WithDefault("100")
        int batch();

        /// How many of them are under way at the same time.
        @WithDefault("16")
        int atOnce();

        /// How long a channel may take to answer.
        @WithDefault("10000")
        int timeoutMs();

        /// After which a delivery whose sender fell silent is taken by another; longer than all of
        /// a batch's timeouts.
        @WithDefault("180")
        int leaseSeconds();

        /// How often a channel is asked before it is given up and the next one tried.
        @WithDefault("8")
        int attempts();

        /// Before the second attempt; doubled before each further one.
        @WithDefault("30")
        int firstPauseSeconds();

        /// The longest pause between two attempts.
        @WithDefault("21600")
        int longestPauseSeconds();

        /// How often what is on its way is counted for the metrics.
        @WithDefault("30")
        int countedEverySeconds();

        /// The most dead deliveries that are listed at once.
        @WithDefault("100")
        int deadPerPage();

        default Rules rules() {
            return new Rules(
                    attempts(),
                    Duration.ofSeconds(firstPauseSeconds()),
                    Duration.ofSeconds(longestPauseSeconds()));
        }
    }

    /// The citizen's portal. Without an address there is none; with one, everything else of it is
    /// needed.
    interface Portal {

        /// Where notices are posted.
        Optional<URI> url();

        /// Where the portal's identity provider gives tokens for client credentials.
        Optional<URI> tokenUrl();

        /// Who we are to that provider.
        Optional<String> clientId();

        Optional<String> clientSecret();

        /// PEM file with the key and certificate that sign what is posted.
        Optional<Path> signer();
    }

    /// Mail. The server is named by `quarkus.mailer.*`.
    interface Mail {

        /// Who writes, such as `kisai@police.example`; without it no mail is sent.
        Optional<String> from();

        /// How long the code that proves an address can be entered.
        @WithDefault("30")
        int codeMinutes();

        /// After how many wrong codes the right one counts no longer.
        @WithDefault("5")
        int codeTries();

        /// How many codes a holder can ask for, and an address can get, in 24 hours.
        @WithDefault("5")
        int codesPerDay();

        default MailProof.Rules rules() {
            return new MailProof.Rules(
                    Duration.ofMinutes(codeMinutes()), codeTries(), codesPerDay());
        }
    }

    /// What holders hear of changes that do not move.
    interface FollowUp {

        /// After how many days of waiting for the holder the holder is nudged.
        @WithDefault("3,14,30")
        List<Integer> nudgeDays();

        /// After how many days of waiting for anybody else the holder hears that nothing is
        /// decided.
        @WithDefault("7")
        int undecidedDays();

        /// How often waiting changes are looked at.
        @WithDefault("60")
        int lookEverySeconds();

        /// How many changes one transaction looks at.
        @WithDefault("500")
        int batch();

        default FollowUps.Rules rules() {
            return new FollowUps.Rules(nudgeDays(), undecidedDays());
        }
    }

    /// What holders are reminded of before it runs out.
    interface Clock {

        /// Reminders that are at most so many days apart become one.
        @WithDefault("14")
        int togetherDays();

        /// How often it is looked whom to remind.
        @WithDefault("60")
        int sweepEverySeconds();

        /// How many holders one transaction looks at.
        @WithDefault("1000")
        int batch();
    }
}
