package jp.kisai.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.domain.Preference;
import jp.kisai.notification.outside.Post;
import jp.kisai.notification.store.Deliveries;
import jp.kisai.notification.store.DeliveryRow;
import jp.kisai.notification.store.Notices;
import jp.kisai.notification.store.Notices.Told;
import jp.kisai.notification.store.Preferences;
import jp.kisai.postbox.UnitOfWork;

/// Tells each outcome once: into the inbox, with its `notice.sent`, and onto the way to the
/// holder's first channel. All of that is one transaction; what leaves, leaves after it.
@ApplicationScoped
class Telling {

    private final Notices notices;
    private final Preferences preferences;
    private final Deliveries deliveries;
    private final Post post;
    private final MeterRegistry meters;
    private final Duration gatherFor;

    Telling(
            Notices notices,
            Preferences preferences,
            Deliveries deliveries,
            Post post,
            MeterRegistry meters,
            NotificationSettings settings) {
        this.notices = notices;
        this.preferences = preferences;
        this.deliveries = deliveries;
        this.post = post;
        this.meters = meters;
        this.gatherFor = Duration.ofSeconds(settings.delivery().gatherForSeconds());
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
                                    .chain(() -> send(work, fresh));
                        });
    }

    private static List<Candidate> untold(List<Candidate> candidates, Set<Told> told) {
        Set<Told> known = new HashSet<>(told);
        List<Candidate> fresh = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Notice notice = candidate.notice();
            boolean follows =
                    !(notice.outcome() instanceof Outcome.Reminder)
                            && known.stream()
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

    /// In the inbox with this transaction; on its way over the holder's first channel after it.
    private Uni<Void> send(UnitOfWork work, List<Candidate> fresh) {
        List<HolderId> holders =
                fresh.stream().map(each -> each.notice().holder()).distinct().toList();
        return preferences
                .of(work.session(), holders)
                .map(said -> fresh.stream().flatMap(each -> delivery(work, each, said)).toList())
                .chain(rows -> deliveries.add(work.session(), rows))
                .invoke(() -> fresh.forEach(each -> publish(work, each)));
    }

    private Stream<DeliveryRow> delivery(
            UnitOfWork work, Candidate candidate, Map<HolderId, Preference> said) {
        Notice notice = candidate.notice();
        return said
                .getOrDefault(notice.holder(), Preference.DEFAULT)
                .next(post.running(), List.of())
                .map(
                        channel ->
                                DeliveryRow.pending(
                                        notice.id(),
                                        channel,
                                        notice.holder(),
                                        candidate.prefecture(),
                                        work.now().plus(gatherFor)))
                .stream();
    }

    private void publish(UnitOfWork work, Candidate candidate) {
        Notice notice = candidate.notice();
        NoticeEvents.send(work, notice, candidate.prefecture(), NoticeSent.Channel.INBOX);
        // Measured before the commit: a batch that is tried again measures again.
        meters.timer(
                        "kisai.notice.delay",
                        "outcome",
                        NoticeEvents.word(notice.outcome()).name(),
                        "prefecture",
                        candidate.prefecture().digits())
                .record(Duration.between(notice.happenedAt(), notice.toldAt()));
    }
}
