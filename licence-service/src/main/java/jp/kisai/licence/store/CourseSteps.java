package jp.kisai.licence.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.licence.domain.Course;
import jp.kisai.licence.domain.OnlineCourse.Booking;
import jp.kisai.licence.domain.OnlineCourse.Facts;
import org.hibernate.reactive.mutiny.Mutiny;

/// What happened to the online courses. Steps are only ever added.
@ApplicationScoped
public class CourseSteps {

    private static final String NEWEST =
            """
            select * from online_course_step where booking =
                (select booking from online_course_step
                  where holder = :holder and step = 'BOOKED' order by recorded_at desc limit 1)
            """;

    public enum Step {
        BOOKED,
        TAKEN,
        COMPLETED,
        REPLACED
    }

    /// Who says so, and when.
    ///
    /// @param evidence `portal` or `officer`, and the subject of the token
    public record Word(HolderId holder, LocalDate on, String evidence, Instant recordedAt) {}

    /// What is recorded of the newest booking of a holder.
    public Uni<Optional<Facts>> newest(Mutiny.StatelessSession session, HolderId holder) {
        return session.createNativeQuery(NEWEST, CourseStepRow.class)
                .setParameter("holder", holder.value())
                .getResultList()
                .map(CourseSteps::facts);
    }

    /// @param version the version of the record that renewed the licence, if this step is about one
    public Uni<Void> add(
            Mutiny.StatelessSession session,
            Booking booking,
            Step step,
            Optional<RecordVersion> version,
            Word word) {
        CourseStepRow row = new CourseStepRow();
        row.id = Uuids.derived("online-course", booking.id().toString(), step.name());
        row.booking = booking.id();
        row.holder = word.holder().value();
        row.step = step.name();
        row.course = booking.course().name();
        row.onDay = word.on();
        row.validUntil = booking.validUntil();
        row.version = version.map(RecordVersion::number).orElse(null);
        row.evidence = word.evidence();
        row.recordedAt = word.recordedAt();
        return session.insert(row);
    }

    /// The id of a booking that is made now.
    public static UUID bookingId(HolderId holder, Instant now) {
        return Uuids.derived("online-course", holder.text(), now.toString());
    }

    private static Optional<Facts> facts(List<CourseStepRow> rows) {
        return of(rows, Step.BOOKED)
                .map(
                        booked ->
                                new Facts(
                                        new Booking(
                                                booked.booking,
                                                Course.valueOf(booked.course),
                                                booked.onDay,
                                                booked.validUntil),
                                        of(rows, Step.TAKEN).map(it -> it.onDay),
                                        of(rows, Step.COMPLETED).flatMap(CourseSteps::version),
                                        of(rows, Step.REPLACED).isPresent(),
                                        of(rows, Step.REPLACED).flatMap(CourseSteps::version)));
    }

    private static Optional<CourseStepRow> of(List<CourseStepRow> rows, Step step) {
        return rows.stream().filter(row -> row.step.equals(step.name())).findFirst();
    }

    private static Optional<RecordVersion> version(CourseStepRow row) {
        return Optional.ofNullable(row.version).map(RecordVersion::new);
    }
}
