package jp.kisai.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import jp.kisai.consent.domain.Limits;
import jp.kisai.contracts.vocabulary.PrefectureCode;

/// Whom this service trusts, and its limits. Trust has no defaults: without it the service does not
/// start.
@ConfigMapping(prefix = "kisai.consent")
public interface ConsentSettings {

    /// PEM file with the pinned JPKI signing authorities, several while one generation follows
    /// another.
    Path trustAnchors();

    /// The certificate policy of residents' signature certificates. The default is the production
    /// policy.
    @WithDefault("1.2.392.200149.8.5.1.1.20")
    String signaturePolicy();

    /// PEM file with the certificates that may sign for the JPKI gateway.
    Path jpkiGatewayCertificate();

    /// PEM file with the key and certificate that sign the answers to municipalities.
    Path signer();

    /// Until when after a change its successor certificate must have been issued.
    @WithDefault("90")
    int successorDays();

    /// How much later than its issue a certificate may still reach us.
    @WithDefault("72")
    int certificateArrivalHours();

    /// Until when after a domicile change the holder must have submitted it.
    @WithDefault("90")
    int domicileSubmissionDays();

    /// How long a submission may wait for the municipality's event.
    @WithDefault("30")
    int domicileSubmissionBeforeDays();

    /// How old a revocation list may be. The JPKI issues one a day.
    @WithDefault("48")
    int listMaxAgeHours();

    /// How often to look for revocation lists that grow old, or are missing.
    @WithDefault("60")
    int listsWatchedEverySeconds();

    /// How old a responder's answer about one certificate may be. The JPKI's are about a quarter of
    /// an hour behind.
    @WithDefault("60")
    int ocspMaxAgeMinutes();

    /// Where a responder is asked about a certificate while its holder stands at the counter.
    /// Without an address nobody is asked, and the lists and the gateway's answers decide.
    Optional<URI> ocspResponder();

    /// How long to wait for a responder's answer, all of it.
    @WithDefault("2000")
    int ocspTimeoutMs();

    /// How many answers may be waited for. Beyond it nobody is asked, and the lists decide.
    @WithDefault("16")
    int ocspQuestionsAtOnce();

    @WithDefault("60")
    int clockSkewSeconds();

    @WithDefault("60")
    int recheckUnknownSeconds();

    @WithDefault("24")
    int recheckWaitingHours();

    /// How long before its arrival a document may have been signed.
    @WithDefault("10")
    int signedWithinMinutes();

    /// The longest signed document.
    @WithDefault("65536")
    int documentMaxBytes();

    /// The longest body of a request that is no revocation list: a document in base64, and some.
    @WithDefault("131072")
    int requestMaxBytes();

    /// How long the check of what somebody hands in may take, the wait for a thread included. One
    /// that takes longer is made once more.
    @WithDefault("250")
    int checkDeadlineMs();

    /// The same for a certificate that the gateway hands over. Nobody waits at a counter for it, so
    /// a machine that is slow for a moment makes no doubt that lasts.
    @WithDefault("30000")
    int gatewayCheckDeadlineMs();

    /// How many checks go on at the same time, for counters and for the gateway each.
    @WithDefault("4")
    int checkThreads();

    /// How many checks may wait for a thread. What comes then is asked to come again.
    @WithDefault("64")
    int checksQueued();

    /// The longest revocation list. A million entries take some 46,000,000 bytes;
    /// `quarkus.http.limits.max-body-size` must be above it.
    @WithDefault("60000000")
    int listMaxBytes();

    /// How often to look for waits whose time has come.
    @WithDefault("1")
    int wakeUpEverySeconds();

    /// How often to look for what was granted on a certificate that is found compromised.
    @WithDefault("10")
    int recallsEverySeconds();

    /// How many holders one transaction looks at for recalls.
    @WithDefault("200")
    int recallHolders();

    /// How many holders one transaction wakes.
    @WithDefault("200")
    int wakeUpHolders();

    /// How often to look for consents whose ten years are over.
    @WithDefault("60")
    int expirySweepEverySeconds();

    /// How many consents one transaction of the sweep marks.
    @WithDefault("1000")
    int expirySweepConsents();

    /// How often to look for submissions at the police of which nobody was told.
    @WithDefault("60")
    int submissionSweepEverySeconds();

    /// How many holders one transaction tells of.
    @WithDefault("1000")
    int submissionSweepHolders();

    /// How long after a certificate was submitted at the police the portal takes one.
    @WithDefault("60")
    int portalLinkageAfterMinutes();

    /// How far back it is answered whether an item was consented to.
    @WithDefault("20")
    int answerableYears();

    /// How long after midnight (Asia/Tokyo) a day is balanced: longer than any transaction that
    /// began on it.
    @WithDefault("30")
    int balanceDelayMinutes();

    /// How often to look for days to balance.
    @WithDefault("60")
    int balanceEverySeconds();

    /// How many days of municipalities one transaction balances.
    @WithDefault("200")
    int balanceDays();

    /// How long after the end of a municipality's registration what it said before may arrive.
    @WithDefault("30")
    int producerLateDays();

    /// How often to look for missing numbers and silent municipalities.
    @WithDefault("5")
    int producersWatchedEverySeconds();

    /// How many numbers one transaction works in.
    @WithDefault("10000")
    int producersWatchedNumbers();

    /// How long a number may be missing before it alarms: others overtake it on their way.
    @WithDefault("60")
    int sequenceGapGraceSeconds();

    /// After how long without a record a municipality counts as silent. Offices close for the turn
    /// of the year.
    @WithDefault("168")
    int silentAfterHours();

    /// How often what waits is counted for the metrics.
    @WithDefault("30")
    int waitingCountedEverySeconds();

    /// Who answers for a record of which not even the prefecture can be read.
    @WithDefault("13")
    String homePrefecture();

    default PrefectureCode home() {
        return new PrefectureCode(homePrefecture());
    }

    default Duration clockSkew() {
        return Duration.ofSeconds(clockSkewSeconds());
    }

    default Limits limits() {
        return new Limits(
                Duration.ofDays(successorDays()),
                Duration.ofHours(certificateArrivalHours()),
                Duration.ofDays(domicileSubmissionDays()),
                Duration.ofDays(domicileSubmissionBeforeDays()),
                Duration.ofHours(listMaxAgeHours()),
                clockSkew(),
                Duration.ofSeconds(recheckUnknownSeconds()),
                Duration.ofHours(recheckWaitingHours()));
    }
}
