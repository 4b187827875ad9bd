package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.OnlineCourse.Booking;
import jp.kisai.licence.domain.OnlineCourse.Facts;
import jp.kisai.licence.domain.OnlineCourse.Lapse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The licence is valid until Saturday 15 April 2028; its last working day is Monday the 17th.
class OnlineCourseTest {

    private static final LocalDate BOOKED_ON = LocalDate.of(2028, 2, 20);
    private static final LocalDate TAKEN_ON = LocalDate.of(2028, 2, 25);
    private static final LocalDate LAST_DAY = LocalDate.of(2028, 4, 17);
    private static final Booking BOOKING =
            new Booking(new UUID(0, 1), Course.GENERAL, BOOKED_ON, LAST_DAY);
    private static final RecordVersion VERSION = new RecordVersion(2);

    /// Taken or not × form × standing × day.
    @ParameterizedTest
    @CsvSource({
        "booked, CARD_ONLY, IN_FORCE, 2028-04-17, Booked",
        "booked, BOTH, IN_FORCE, 2028-04-17, Booked",
        "booked, CARD_ONLY, SUSPENDED, 2028-04-17, Booked",
        "booked, CARD_ONLY, IN_FORCE, 2028-04-18, WINDOW_OVER",
        "booked, LICENCE_ONLY, IN_FORCE, 2028-04-17, NO_CARD",
        "booked, CARD_ONLY, CANCELLED, 2028-04-17, LICENCE_ENDED",
        "booked, CARD_ONLY, LAPSED, 2028-04-18, LICENCE_ENDED",
        "taken, CARD_ONLY, IN_FORCE, 2028-02-25, Taken",
        "taken, BOTH, SUSPENDED, 2028-04-17, Taken",
        "taken, CARD_ONLY, IN_FORCE, 2028-04-18, WINDOW_OVER",
        "taken, LICENCE_ONLY, IN_FORCE, 2028-03-15, NO_CARD",
        "taken, CARD_ONLY, CANCELLED, 2028-03-15, LICENCE_ENDED",
        "taken, BOTH, LAPSED, 2028-03-15, LICENCE_ENDED",
    })
    void isOpenUntilTheWindowEndsOrTheLicenceDoes(
            String step, HoldingForm form, LicenceState state, LocalDate today, String expected) {
        OnlineCourse course = OnlineCourse.of(facts(step), record(form, state), today);

        assertEquals(expected, word(course));
        assertEquals(expected.equals("Booked") || expected.equals("Taken"), course.isOpen());
    }

    /// What ended stays ended, whatever becomes of the record.
    @ParameterizedTest
    @CsvSource({
        "completed, CARD_ONLY, IN_FORCE, 2028-03-15, Completed",
        "completed, LICENCE_ONLY, CANCELLED, 2030-01-01, Completed",
        "replaced, CARD_ONLY, IN_FORCE, 2028-03-15, Replaced",
        "replaced, LICENCE_ONLY, CANCELLED, 2030-01-01, Replaced",
    })
    void whatEndedStaysEnded(
            String step, HoldingForm form, LicenceState state, LocalDate today, String expected) {
        assertEquals(expected, word(OnlineCourse.of(facts(step), record(form, state), today)));
        assertEquals(false, facts(step).isOpenOn(BOOKED_ON));
    }

    /// The newest booking × class → whether another one can be made.
    @ParameterizedTest
    @CsvSource({
        "none, GENERAL, 2028-02-15, ",
        "none, EXCELLENT, 2028-02-15, ",
        "none, GENERAL, 2028-02-14, RENEWAL_NOT_YET",
        "none, GENERAL, 2028-04-18, LICENCE_EXPIRED",
        "none, VIOLATION, 2028-03-15, ONLINE_COURSE_FOR_OTHERS",
        "none, FIRST, 2028-03-15, ONLINE_COURSE_FOR_OTHERS",
        "booked, GENERAL, 2028-03-15, ONLINE_COURSE_BOOKED",
        "booked, EXCELLENT, 2028-03-15, ",
        "taken, GENERAL, 2028-03-15, ONLINE_COURSE_BOOKED",
        "taken, EXCELLENT, 2028-03-15, ",
        "completed, GENERAL, 2028-03-15, ",
        "replaced, GENERAL, 2028-03-15, ",
    })
    void isBookedOnceForEachClass(
            String newest, Course course, LocalDate today, @Nullable Rule rule) {
        LicenceRecord record = record(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE);

        assertEquals(
                Optional.ofNullable(rule),
                OnlineCourse.refusalToBook(record, course, newest(newest, record, today), today));
    }

    /// The newest booking, of a general driver × the class that the driving record gives.
    @ParameterizedTest
    @CsvSource({
        "none, GENERAL, ONLINE_COURSE_NOT_TAKEN",
        "booked, GENERAL, ONLINE_COURSE_NOT_TAKEN",
        "taken, GENERAL, ",
        "taken, EXCELLENT, ONLINE_COURSE_OTHER_CLASS",
        "completed, GENERAL, ONLINE_COURSE_NOT_TAKEN",
        "replaced, GENERAL, ONLINE_COURSE_NOT_TAKEN",
    })
    void countsAtTheCounterOnceTaken(String newest, Course judged, @Nullable Rule rule) {
        LicenceRecord record = record(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE);

        assertEquals(
                Optional.ofNullable(rule),
                OnlineCourse.refusalAtCounter(newest(newest, record, TAKEN_ON), judged));
    }

    @Test
    void isWorthNothingAtTheCounterOnceItLapsed() {
        LicenceRecord record = record(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE);

        assertEquals(
                Optional.of(Rule.ONLINE_COURSE_NOT_TAKEN),
                OnlineCourse.refusalAtCounter(
                        newest("taken", record, LAST_DAY.plusDays(1)), Course.GENERAL));
    }

    private static Optional<OnlineCourse> newest(
            String step, LicenceRecord record, LocalDate today) {
        return step.equals("none")
                ? Optional.empty()
                : Optional.of(OnlineCourse.of(facts(step), record, today));
    }

    private static Facts facts(String step) {
        Optional<LocalDate> taken =
                step.equals("booked") ? Optional.empty() : Optional.of(TAKEN_ON);
        return new Facts(
                BOOKING,
                taken,
                step.equals("completed") ? Optional.of(VERSION) : Optional.empty(),
                step.equals("replaced"),
                step.equals("replaced") ? Optional.of(VERSION) : Optional.empty());
    }

    private static String word(OnlineCourse course) {
        return switch (course) {
            case OnlineCourse.Lapsed(_, _, Lapse why) -> why.name();
            case OnlineCourse.Booked _ -> "Booked";
            case OnlineCourse.Taken _ -> "Taken";
            case OnlineCourse.Completed _ -> "Completed";
            case OnlineCourse.Replaced _ -> "Replaced";
        };
    }

    private static LicenceRecord record(HoldingForm form, LicenceState state) {
        Holding holding =
                Holding.of(
                        form,
                        form == HoldingForm.LICENCE_ONLY
                                ? Optional.empty()
                                : Optional.of(Records.CARD));
        return Records.record(holding, Standing.of(state));
    }
}
