package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jp.kisai.postbox.Postbox;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// How holders come to be told.
///
/// consent-service's verdicts and licence-service's answers are merged into each change's story; as
/// soon as a story has an outcome, the holder is told of it, once
/// ([jp.kisai.notification.domain.Outcomes] says why once, and why never not at all). The
/// encoding's ends are told as they come. What the licence and the consent say of their ends runs
/// as clocks, of which [ClockSweep] reminds; [FollowUpSweep] speaks of changes that do not move.
/// The inbox row, `notice.sent` and what is to leave over the holder's channels are one
/// transaction; [Sending] brings it there after it.
@ApplicationScoped
public class NotificationFlow {

    private final Postbox postbox;
    private final Verdicts verdicts;
    private final Answers answers;
    private final EncodingEnds encodingEnds;
    private final LicenceVersions licenceVersions;
    private final ConsentStandings consentStandings;

    NotificationFlow(
            Postbox postbox,
            Verdicts verdicts,
            Answers answers,
            EncodingEnds encodingEnds,
            LicenceVersions licenceVersions,
            ConsentStandings consentStandings) {
        this.postbox = postbox;
        this.verdicts = verdicts;
        this.answers = answers;
        this.encodingEnds = encodingEnds;
        this.licenceVersions = licenceVersions;
        this.consentStandings = consentStandings;
    }

    @Incoming("consent-decided")
    public Uni<Void> consentDecided(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, verdicts);
    }

    @Incoming("resident-change-answered")
    public Uni<Void> changeAnswered(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, answers);
    }

    @Incoming("card-encoding-moved")
    public Uni<Void> encodingMoved(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, encodingEnds);
    }

    @Incoming("licence-changed")
    public Uni<Void> licenceChanged(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, licenceVersions);
    }

    @Incoming("consent-changed")
    public Uni<Void> consentChanged(ConsumerRecords<byte[], byte[]> records) {
        return postbox.take(records, consentStandings);
    }
}
