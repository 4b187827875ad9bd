package jp.kisai.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.Notices.Told;
import jp.kisai.postbox.UnitOfWork;

/// Puts notices into inboxes, each outcome once, and says so in `notice.sent`.
@ApplicationScoped
class Telling {

    private final Notices notices;
    private final MeterRegistry meters;

    Telling(Notices notices, MeterRegistry meters) {
        this.notices = notices;
        this.meters = meters;
    }

    /// @param prefecture the police responsible, as the event that brought the outcome named it
    record Candidate(Notice notice, PrefectureCode prefecture) {}

    /// The holders are locked by this unit of work, so what was told before cannot change
    /// meanwhile.
    Uni<Void> tell(UnitOfWork work, List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Notice> wanted = candidates.stream().map(Candidate::notice).toList();
        return notices.told(work.session(), wanted)
                .chain(
                        told -> {
                            List<Candidate> fresh = untold(candidates, told);
                            return notices.add(
                                            work.session(),
                                            fresh.stream().map(Candidate::notice).toList())
                                    .invoke(() -> fresh.forEach(each -> send(work, each)));
                        });
    }

    private static List<Candidate> untold(List<Candidate> candidates, Set<Told> told) {
        Set<Told> known = new HashSet<>(told);
        List<Candidate> fresh = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Notice notice = candidate.notice();
            boolean follows =
                    known.stream()
                            .anyMatch(
                                    it ->
                                            it.holder().equals(notice.holder())
                                                    && it.about().equals(notice.about()));
            if (known.add(new Told(notice.holder(), notice.about(), notice.outcome().key()))) {
                fresh.add(new Candidate(notice.following(follows), candidate.prefecture()));
            }
        }
        return fresh;
    }

    private void send(UnitOfWork work, Candidate candidate) {
        Notice notice = candidate.notice();
        NoticeSent.Outcome outcome = outcome(notice.outcome());
        work.send(
                EventType.NOTICE_SENT,
                notice.holder(),
                candidate.prefecture(),
                new NoticeSent(notice.id(), outcome, NoticeSent.Channel.INBOX, notice.changes()),
                notice.id().toString(),
                NoticeSent.Channel.INBOX.name());
        // Measured before the commit: a batch that is tried again measures again.
        meters.timer(
                        "kisai.notice.delay",
                        "outcome",
                        outcome.name(),
                        "prefecture",
                        candidate.prefecture().digits())
                .record(Duration.between(notice.happenedAt(), notice.toldAt()));
    }

    private static NoticeSent.Outcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.ChangeOutcome(var kind, _) ->
                    switch (kind) {
                        case APPLIED -> NoticeSent.Outcome.APPLIED;
                        case APPLIED_IN_PART -> NoticeSent.Outcome.APPLIED_IN_PART;
                        case WAITING -> NoticeSent.Outcome.WAITING;
                        case REFUSED -> NoticeSent.Outcome.REFUSED;
                    };
            case Outcome.Encoded _ -> NoticeSent.Outcome.ENCODED;
            case Outcome.EncodingHeld _ -> NoticeSent.Outcome.WAITING;
            case Outcome.EncodingFailed _ -> NoticeSent.Outcome.ENCODING_FAILED;
        };
    }
}
