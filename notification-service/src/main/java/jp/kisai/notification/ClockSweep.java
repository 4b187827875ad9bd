package jp.kisai.notification;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Clocks;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcome;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.store.FactsRow;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// Reminds holders of what runs out. The index holds the next day of each holder, so a sweep reads
/// those alone whose day has come, a batch in one transaction.
///
/// Several instances may sweep at once: the holders are locked, and who comes second finds them
/// reminded.
@ApplicationScoped
class ClockSweep {

    private final Postbox postbox;
    private final HolderFacts facts;
    private final Telling telling;
    private final int togetherDays;
    private final int holdersAtOnce;

    ClockSweep(Postbox postbox, HolderFacts facts, Telling telling, NotificationSettings settings) {
        this.postbox = postbox;
        this.facts = facts;
        this.telling = telling;
        this.togetherDays = settings.clock().togetherDays();
        this.holdersAtOnce = settings.clock().batch();
    }

    /// Works until nobody more is due. What fails here is tried again at the next tick.
    @Scheduled(
            every = "${kisai.notification.clock.sweep-every-seconds}s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Multi.createBy()
                .repeating()
                .uni(this::round)
                .whilst(swept -> swept == holdersAtOnce)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> round() {
        return postbox.transact(
                        List.of(),
                        work -> facts.due(work.session(), TokyoDate.of(work.now()), holdersAtOnce))
                .chain(
                        due ->
                                due.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : remind(due).replaceWith(due.size()));
    }

    private Uni<Void> remind(List<HolderId> due) {
        return postbox.transact(
                due,
                work ->
                        facts.of(work.session(), due)
                                .chain(
                                        known -> {
                                            List<FactsRow> rows = List.copyOf(known.values());
                                            LocalDate today = TokyoDate.of(work.now());
                                            List<Telling.Candidate> reminders =
                                                    reminders(work, rows, today);
                                            return facts.save(work.session(), rows, today)
                                                    .chain(() -> telling.tell(work, reminders));
                                        }));
    }

    private List<Telling.Candidate> reminders(
            UnitOfWork work, List<FactsRow> rows, LocalDate today) {
        List<Telling.Candidate> reminders = new ArrayList<>();
        for (FactsRow row : rows) {
            Clocks clocks = row.clocks();
            String prefecture = row.prefecture;
            clocks.due(today, togetherDays)
                    .ifPresent(
                            reminder -> {
                                row.told(clocks.reminded(reminder));
                                if (prefecture != null) {
                                    reminders.add(
                                            reminder(
                                                    work,
                                                    new HolderId(row.holder),
                                                    new PrefectureCode(prefecture),
                                                    reminder));
                                }
                            });
        }
        return reminders;
    }

    private static Telling.Candidate reminder(
            UnitOfWork work, HolderId holder, PrefectureCode police, Outcome.Reminder reminder) {
        Notice notice =
                new Notice(
                        holder,
                        Notice.ABOUT_CLOCKS,
                        reminder,
                        List.of(),
                        police,
                        null,
                        0,
                        false,
                        work.now(),
                        work.now(),
                        null);
        return new Telling.Candidate(notice, police);
    }
}
