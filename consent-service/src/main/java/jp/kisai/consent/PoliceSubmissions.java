package jp.kisai.consent;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jp.kisai.consent.domain.CertificateKey;
import jp.kisai.consent.domain.Linkage;
import jp.kisai.consent.store.PoliceSubmissionStore;
import jp.kisai.consent.store.PoliceSubmissionStore.Untold;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// The signature certificates that holders submitted at the police: noted, told once of each
/// holder, and asked for before a consent or the portal.
@ApplicationScoped
class PoliceSubmissions {

    private final Postbox postbox;
    private final PoliceSubmissionStore store;
    private final PrefectureCode home;
    private final Duration linkageAfter;
    private final int holdersAtOnce;

    PoliceSubmissions(Postbox postbox, PoliceSubmissionStore store, ConsentSettings settings) {
        this.postbox = postbox;
        this.store = store;
        this.home = settings.home();
        this.linkageAfter = Duration.ofMinutes(settings.portalLinkageAfterMinutes());
        this.holdersAtOnce = settings.submissionSweepHolders();
    }

    /// The police have had a certificate of this holder, and for the portal long enough.
    Uni<Void> require(UnitOfWork work, HolderId holder, Counter.Desk desk) {
        return store.first(work.session(), holder)
                .invoke(
                        submitted -> {
                            switch (Linkage.at(work.now(), submitted.orElse(null), linkageAfter)) {
                                case Linkage.NotSubmitted _ ->
                                        throw new Declined(
                                                Declined.Rule.CERTIFICATE_NOT_SUBMITTED, "");
                                case Linkage.TooEarly(Instant from) -> {
                                    if (desk == Counter.Desk.PORTAL) {
                                        throw new Declined(
                                                Declined.Rule.LINKAGE_TOO_EARLY, "from " + from);
                                    }
                                }
                                case Linkage.Possible _ -> {}
                            }
                        })
                .replaceWithVoid();
    }

    /// Takes note of one, and tells of it if it is the holder's first. The holder must be locked by
    /// the unit of work.
    Uni<Void> note(UnitOfWork work, HolderId holder, CertificateKey key, Instant at) {
        return store.note(work.session(), holder, key, at).chain(() -> tell(work, List.of(holder)));
    }

    /// Tells of those that were noted before anybody was told of submissions, or that came into the
    /// table with a holder's papers from elsewhere. Several instances may do so at once: the
    /// holders are locked, and who comes second finds nothing left to tell.
    @Scheduled(
            every = "${kisai.consent.submission-sweep-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Multi.createBy()
                .repeating()
                .uni(this::sweepSome)
                .whilst(found -> found == holdersAtOnce)
                .onItem()
                .ignoreAsUni();
    }

    /// How many were found.
    private Uni<Integer> sweepSome() {
        return postbox.transact(List.of(), work -> store.untold(work.session(), holdersAtOnce))
                .call(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : postbox.transact(found, work -> tell(work, found)))
                .map(List::size);
    }

    private Uni<Void> tell(UnitOfWork work, List<HolderId> holders) {
        return store.take(work.session(), holders)
                .invoke(untold -> untold.forEach(one -> send(work, one)))
                .replaceWithVoid();
    }

    /// Who is not known here belongs to the police at whose counter it was submitted.
    private void send(UnitOfWork work, Untold submission) {
        work.send(
                EventType.CERTIFICATE_SUBMITTED,
                submission.holder(),
                submission.prefecture().orElse(home),
                new CertificateSubmitted(submission.at()),
                "certificate-submitted",
                submission.holder().text());
    }
}
