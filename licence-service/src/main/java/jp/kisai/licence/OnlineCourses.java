package jp.kisai.licence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.Course;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.OnlineCourse;
import jp.kisai.licence.domain.Outcome;
import jp.kisai.licence.domain.RenewalTerm;
import jp.kisai.licence.domain.Renewals;
import jp.kisai.licence.domain.Rule;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.store.CourseSteps;
import jp.kisai.licence.store.CourseSteps.Step;
import jp.kisai.licence.store.CourseSteps.Word;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.store.RecordedVersion;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;
import org.hibernate.reactive.mutiny.Mutiny;

/// What holders do in the portal about the course of their renewal (オンライン更新時講習).
///
/// Nothing of it changes the record. What the portal says was taken counts only at the counter,
/// where an officer says so too.
@ApplicationScoped
public class OnlineCourses {

    private final Postbox postbox;
    private final Licences licences;
    private final CourseSteps steps;

    OnlineCourses(Postbox postbox, Licences licences, CourseSteps steps) {
        this.postbox = postbox;
        this.licences = licences;
        this.steps = steps;
    }

    public sealed interface Answer {}

    public record Stands(OnlineCourse course) implements Answer {}

    /// @param form how the licence is carried, on which fees depend
    public record Refused(Outcome.Refused refusal, HoldingForm form) implements Answer {}

    public record NoLicence() implements Answer {}

    /// What somebody does about a course.
    private interface Move {
        Uni<Answer> of(UnitOfWork work, LicenceRecord record, Optional<OnlineCourse> newest);
    }

    /// Books the course of a class, in the place of one of the other class.
    ///
    /// @param subject of the portal's token
    public Uni<Answer> book(HolderId holder, Course course, String subject) {
        return move(
                holder,
                (work, record, newest) -> {
                    Word word = word(work, holder, subject);
                    return OnlineCourse.refusalToBook(record, course, newest, word.on())
                            .map(rule -> refused(rule, record))
                            .orElseGet(() -> booked(work, word, record, course, newest));
                });
    }

    /// The course was taken to its end. Said again, it stays as it is.
    ///
    /// @param subject of the portal's token
    public Uni<Answer> take(HolderId holder, String subject) {
        return move(
                holder,
                (work, record, newest) ->
                        switch (newest.orElse(null)) {
                            case OnlineCourse.Booked it ->
                                    taken(work, word(work, holder, subject), it);
                            case OnlineCourse.Taken it -> Uni.createFrom().item(new Stands(it));
                            case OnlineCourse.Completed _,
                                    OnlineCourse.Replaced _,
                                    OnlineCourse.Lapsed _ ->
                                    refused(Rule.ONLINE_COURSE_NOT_BOOKED, record);
                            case null -> refused(Rule.ONLINE_COURSE_NOT_BOOKED, record);
                        });
    }

    /// What is recorded of the newest booking of a holder.
    public Uni<Optional<OnlineCourse.Facts>> newest(
            Mutiny.StatelessSession session, HolderId holder) {
        return steps.newest(session, holder);
    }

    /// After a renewal: a course that was still open is completed with it, or was not needed.
    Uni<Void> end(
            UnitOfWork work,
            Counter.Change renewal,
            Renewals.Application application,
            Optional<OnlineCourse.Facts> course) {
        LocalDate today = TokyoTime.dateAt(work.now());
        return renewal instanceof Counter.Changed it
                        && course.isPresent()
                        && course.get().isOpenOn(today)
                ? end(work, it.version(), application, course.get().booking())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> end(
            UnitOfWork work,
            RecordedVersion version,
            Renewals.Application application,
            OnlineCourse.Booking booking) {
        Word word =
                new Word(
                        version.holder(),
                        TokyoTime.dateAt(work.now()),
                        version.evidence(),
                        work.now());
        return steps.add(
                work.session(),
                booking,
                application.taken() == Renewals.Taken.ONLINE ? Step.COMPLETED : Step.REPLACED,
                Optional.of(version.licence().version()),
                word);
    }

    private Uni<Answer> move(HolderId holder, Move move) {
        return postbox.transact(
                List.of(holder),
                work ->
                        licences.newest(work.session(), holder)
                                .chain(found -> moved(work, holder, found, move)));
    }

    private Uni<Answer> moved(
            UnitOfWork work, HolderId holder, Optional<RecordedVersion> found, Move move) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(new NoLicence());
        }
        LicenceRecord record = found.get().licence().record();
        LocalDate today = TokyoTime.dateAt(work.now());
        return newest(work.session(), holder)
                .map(facts -> facts.map(it -> OnlineCourse.of(it, record, today)))
                .chain(newest -> move.of(work, record, newest));
    }

    private Uni<Answer> booked(
            UnitOfWork work,
            Word word,
            LicenceRecord record,
            Course course,
            Optional<OnlineCourse> before) {
        OnlineCourse.Booking booking =
                new OnlineCourse.Booking(
                        CourseSteps.bookingId(word.holder(), word.recordedAt()),
                        course,
                        word.on(),
                        RenewalTerm.of(record).closesOn());
        return before.filter(OnlineCourse::isOpen)
                .map(it -> add(work, it.booking(), Step.REPLACED, word))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> add(work, booking, Step.BOOKED, word))
                .replaceWith(new Stands(new OnlineCourse.Booked(booking)));
    }

    private Uni<Answer> taken(UnitOfWork work, Word word, OnlineCourse.Booked booked) {
        return add(work, booked.booking(), Step.TAKEN, word)
                .replaceWith(new Stands(new OnlineCourse.Taken(booked.booking(), word.on())));
    }

    private Uni<Void> add(UnitOfWork work, OnlineCourse.Booking booking, Step step, Word word) {
        Optional<RecordVersion> none = Optional.empty();
        return steps.add(work.session(), booking, step, none, word);
    }

    private static Uni<Answer> refused(Rule rule, LicenceRecord record) {
        return Uni.createFrom()
                .item(new Refused(Outcome.Refused.by(rule), record.holding().form()));
    }

    private static Word word(UnitOfWork work, HolderId holder, String subject) {
        return new Word(holder, TokyoTime.dateAt(work.now()), "portal " + subject, work.now());
    }
}
