package jp.kisai.licence.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.Basis;
import jp.kisai.licence.domain.Course;
import jp.kisai.licence.domain.Ground;
import jp.kisai.licence.domain.OnlineCourse;
import org.jspecify.annotations.Nullable;

/// Where the course of a renewal stands that is taken online, as holder and officer see it.
///
/// @param validUntil the last day on which the licence can be renewed with it
/// @param remaining what is still to do, in this order; all but the course at the police
/// @param lapsed why it is worth nothing any more
/// @param version of the record that renewed the licence, with it or without
/// @param restsOn where it is written
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OnlineCourseView(
        State state,
        Course course,
        LocalDate bookedOn,
        LocalDate validUntil,
        @Nullable LocalDate takenOn,
        List<Remaining> remaining,
        OnlineCourse.@Nullable Lapse lapsed,
        @Nullable RecordVersion version,
        List<Basis> restsOn) {

    public enum State {
        BOOKED,
        TAKEN,
        COMPLETED,
        REPLACED,
        LAPSED
    }

    public enum Remaining {
        TAKE_COURSE,
        /// 適性検査
        APTITUDE_TEST,
        /// 手数料
        FEE
    }

    static OnlineCourseView of(OnlineCourse course) {
        return switch (course) {
            case OnlineCourse.Booked it ->
                    open(
                            it,
                            State.BOOKED,
                            null,
                            List.of(Remaining.TAKE_COURSE, Remaining.APTITUDE_TEST, Remaining.FEE));
            case OnlineCourse.Taken it ->
                    open(it, State.TAKEN, it.on(), List.of(Remaining.APTITUDE_TEST, Remaining.FEE));
            case OnlineCourse.Completed it ->
                    ended(it, State.COMPLETED, Optional.of(it.takenOn()), null, it.by());
            case OnlineCourse.Replaced it ->
                    ended(it, State.REPLACED, it.takenOn(), null, it.by().orElse(null));
            case OnlineCourse.Lapsed it -> ended(it, State.LAPSED, it.takenOn(), it.why(), null);
        };
    }

    private static OnlineCourseView open(
            OnlineCourse course,
            State state,
            @Nullable LocalDate takenOn,
            List<Remaining> remaining) {
        return view(course, state, takenOn, remaining, null, null);
    }

    private static OnlineCourseView ended(
            OnlineCourse course,
            State state,
            Optional<LocalDate> takenOn,
            OnlineCourse.@Nullable Lapse lapsed,
            @Nullable RecordVersion version) {
        return view(course, state, takenOn.orElse(null), List.of(), lapsed, version);
    }

    private static OnlineCourseView view(
            OnlineCourse course,
            State state,
            @Nullable LocalDate takenOn,
            List<Remaining> remaining,
            OnlineCourse.@Nullable Lapse lapsed,
            @Nullable RecordVersion version) {
        OnlineCourse.Booking booking = course.booking();
        return new OnlineCourseView(
                state,
                booking.course(),
                booking.bookedOn(),
                booking.validUntil(),
                takenOn,
                remaining,
                lapsed,
                version,
                List.of(Ground.COURSE_ONLINE.basis()));
    }
}
