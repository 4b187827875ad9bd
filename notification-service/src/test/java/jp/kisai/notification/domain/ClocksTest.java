package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.notification.domain.Clocks.Clock;
import jp.kisai.notification.domain.Clocks.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When holders are reminded of what runs out.
class ClocksTest {

    private static final int TOGETHER = 14;

    @ParameterizedTest
    @CsvSource({
        "CONSENT, 2036-11-24, 2036-08-26 2036-10-25 2036-11-17",
        "CERTIFICATE, 2031-04-05, 2031-01-05 2031-03-06",
        "CARD, 2031-04-05, 2030-10-07 2031-01-05 2031-03-06",
        "RENEWAL, 2029-04-05, 2029-02-05 2029-03-06 2029-03-29"
    })
    void remindsOnEveryStageOnceAndOnNoOtherDay(Kind kind, LocalDate endsOn, String days) {
        LocalDate opensOn = kind == Kind.RENEWAL ? endsOn.minusMonths(2) : null;

        List<String> reminded =
                lived(
                        new Clocks(Map.of(kind, new Clock(kind, opensOn, endsOn, 0))),
                        endsOn.minusDays(400),
                        endsOn.plusDays(30));

        assertEquals(
                Stream.of(days.split(" ", -1)).map(day -> day + " " + kind).toList(), reminded);
    }

    @Test
    void makesOneReminderOfStagesThatFallTogether() {
        LocalDate card = LocalDate.of(2031, 4, 5);
        Clocks clocks =
                clocks(
                        clock(Kind.CARD, card),
                        clock(Kind.CERTIFICATE, card),
                        clock(Kind.CONSENT, card.plusDays(TOGETHER)));

        List<String> reminded = lived(clocks, card.minusDays(200), card.plusDays(60));

        assertEquals(
                List.of(
                        "2030-10-07 CARD",
                        "2031-01-05 CONSENT+CERTIFICATE+CARD",
                        "2031-03-06 CONSENT+CERTIFICATE+CARD",
                        "2031-04-12 CONSENT"),
                reminded);
    }

    @Test
    void remindsByItselfOfWhatIsADayFurtherAway() {
        LocalDate card = LocalDate.of(2031, 4, 5);
        Clocks clocks =
                clocks(
                        clock(Kind.CERTIFICATE, card),
                        clock(Kind.CONSENT, card.plusDays(TOGETHER + 1)));

        assertEquals("2031-01-05 CERTIFICATE", lived(clocks, card.minusDays(100), card).getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        // Heard of 60 days before the end: the 90 days are made up for, the rest comes in time.
        "60, 2",
        "30, 1",
        "29, 1",
        "0, 1",
        "-1, 0"
    })
    void makesUpAtOnceForWhatWasHeardOfLate(int daysBefore, int reminders) {
        LocalDate endsOn = LocalDate.of(2031, 4, 5);

        List<String> reminded =
                lived(
                        clocks(clock(Kind.CERTIFICATE, endsOn)),
                        endsOn.minusDays(daysBefore),
                        endsOn.plusDays(30));

        assertEquals(reminders, reminded.size(), reminded::toString);
    }

    @Test
    void tellsTheNextDayExactly() {
        LocalDate endsOn = LocalDate.of(2031, 4, 5);
        Clocks clocks = clocks(clock(Kind.CERTIFICATE, endsOn));

        assertEquals(Optional.of(LocalDate.of(2031, 1, 5)), clocks.next(endsOn.minusDays(400)));
        assertEquals(Optional.empty(), clocks.next(endsOn.plusDays(1)));
    }

    @Test
    void leavesOutOfAReminderWhatIsNoLongerSo() {
        LocalDate endsOn = LocalDate.of(2031, 4, 5);
        LocalDate today = endsOn.minusDays(90);
        Clocks before = clocks(clock(Kind.CERTIFICATE, endsOn), clock(Kind.CARD, endsOn));
        Outcome.Reminder reminder = before.due(today, TOGETHER).orElseThrow();
        Clocks renewed =
                clocks(clock(Kind.CERTIFICATE, endsOn.plusYears(5)), clock(Kind.CARD, endsOn));

        assertEquals(
                Map.of(Kind.CARD, new Outcome.Reminder.Ending(endsOn, 2)),
                renewed.stillTrue(reminder, today).endings());
        assertEquals(Map.of(), before.stillTrue(reminder, endsOn.plusDays(1)).endings());
    }

    @ParameterizedTest
    @CsvSource({
        "1990-03-05, 2029-04-05, 2029-02-05",
        // Born on a leap day, renewed in a common year, and in a leap year.
        "1992-02-29, 2029-03-28, 2029-01-28",
        "1992-02-29, 2028-03-29, 2028-01-29",
        // The window reaches into the year before the birthday, the validity into the year after.
        "1990-01-10, 2029-02-10, 2028-12-10",
        "1990-12-20, 2030-01-20, 2029-11-20",
        // A month later is a shorter month.
        "1990-01-31, 2029-02-28, 2028-12-31"
    })
    void opensTheRenewalAMonthBeforeTheBirthday(
            LocalDate birthDate, LocalDate validUntil, LocalDate opensOn) {
        assertEquals(opensOn, Clocks.renewalOpens(birthDate, validUntil));
    }

    /// Day by day: who sweeps every day tells what follows from the rules, whatever
    /// [Clocks#next] says; and [Clocks#next] never lets a day pass.
    private static List<String> lived(Clocks clocks, LocalDate from, LocalDate until) {
        List<String> reminded = new ArrayList<>();
        Clocks now = clocks;
        for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
            Optional<Outcome.Reminder> due = now.due(day, TOGETHER);
            LocalDate today = day;
            assertEquals(
                    due.isPresent(),
                    now.next(day).filter(next -> !next.isAfter(today)).isPresent(),
                    () -> today + " is found by the index");
            if (due.isPresent()) {
                reminded.add(
                        day
                                + " "
                                + due.get().endings().keySet().stream()
                                        .map(Kind::name)
                                        .collect(Collectors.joining("+")));
                now = now.reminded(due.get());
            }
        }
        return reminded;
    }

    private static Clocks clocks(Clock... clocks) {
        return new Clocks(Stream.of(clocks).collect(Collectors.toMap(Clock::kind, it -> it)));
    }

    private static Clock clock(Kind kind, LocalDate endsOn) {
        return new Clock(kind, null, endsOn, 0);
    }
}
