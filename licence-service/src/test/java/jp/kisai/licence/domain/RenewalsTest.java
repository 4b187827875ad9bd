package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.domain.Course.Violation;
import jp.kisai.licence.domain.Renewals.Application;
import jp.kisai.licence.domain.Renewals.Taken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A holder born on 15 March 1990 whose licence is valid until 15 April 2028, a Saturday: the
/// window is from 15 February to 17 April 2028. The driving record is judged from 4 February 2023
/// to 4 February 2028.
class RenewalsTest {

    private static final LocalDate BIRTHDAY = LocalDate.of(2028, 3, 15);
    private static final OnlineCourse TAKEN_ONLINE =
            new OnlineCourse.Taken(
                    new OnlineCourse.Booking(
                            new UUID(0, 1),
                            Course.EXCELLENT,
                            BIRTHDAY.minusDays(20),
                            LocalDate.of(2028, 4, 17)),
                    BIRTHDAY.minusDays(10));
    private static final PrefectureCode KAGOSHIMA = new PrefectureCode("46");

    /// Source: 道路交通法 92条の2; 千葉県警察 (40 days). Violations as `day/points`.
    @ParameterizedTest
    @CsvSource({
        "2010-05-01, , EXCELLENT",
        "2023-02-04, , EXCELLENT",
        "2023-02-05, , FIRST",
        "2010-05-01, 2025-01-01/1, GENERAL",
        "2010-05-01, 2025-01-01/3, GENERAL",
        "2010-05-01, 2025-01-01/4, VIOLATION",
        "2010-05-01, 2025-01-01/1 2026-01-01/1, VIOLATION",
        "2024-05-01, 2025-01-01/1, FIRST",
        "2024-05-01, 2025-01-01/1 2026-01-01/1, VIOLATION",
        // the first and the last day that are judged, and the days beside them
        "2010-05-01, 2023-02-04/1, EXCELLENT",
        "2010-05-01, 2023-02-05/1, GENERAL",
        "2010-05-01, 2028-02-04/1, GENERAL",
        "2010-05-01, 2028-02-05/1, EXCELLENT",
    })
    void theDrivingRecordGivesTheClass(
            LocalDate heldSince, @Nullable String violations, Course course) {
        assertEquals(course, Course.of(heldSince, violations(violations), BIRTHDAY));
    }

    @ParameterizedTest
    @CsvSource({
        "2028-02-14, RENEWAL_NOT_YET",
        "2028-02-15, ",
        "2028-03-15, ",
        "2028-04-15, ",
        "2028-04-17, ",
        "2028-04-18, LICENCE_EXPIRED",
    })
    void isOpenFromAMonthBeforeTheBirthdayToTheLastWorkingDay(
            LocalDate today, @Nullable Rule rule) {
        Outcome outcome = renew(HoldingForm.CARD_ONLY, atCounter(2_600), today);

        assertRule(rule, outcome);
    }

    /// Source of the fees: 道路交通法施行令 43条 (標準額).
    @ParameterizedTest
    @CsvSource({
        "CARD_ONLY, AT_COUNTER, 2600",
        "CARD_ONLY, ONLINE, 2300",
        "LICENCE_ONLY, AT_COUNTER, 3350",
        "BOTH, AT_COUNTER, 3450",
        "BOTH, ONLINE, 3150",
    })
    void isCompleteWithTestCourseAndFeeOnly(HoldingForm form, Taken taken, int yen) {
        assertInstanceOf(
                Outcome.Done.class, renew(form, application(form, taken, true, yen), BIRTHDAY));
        assertRule(Rule.FEE_NEEDED, renew(form, application(form, taken, true, yen - 1), BIRTHDAY));
        assertRule(
                Rule.APTITUDE_TEST_NEEDED,
                renew(form, application(form, taken, false, yen), BIRTHDAY));
        assertRule(
                Rule.COURSE_NEEDED,
                renew(form, application(form, Taken.NONE, true, yen), BIRTHDAY));
    }

    @Test
    void writesTheNewTermColourPhotographAndDay() {
        LicenceRecord renewed =
                assertInstanceOf(
                                Outcome.Done.class,
                                renew(HoldingForm.CARD_ONLY, atCounter(2_600), BIRTHDAY))
                        .record();

        assertEquals(LocalDate.of(2033, 4, 15), renewed.validUntil());
        assertEquals(ColourBand.GOLD, renewed.entitlement().colour());
        assertEquals("photos/0002", renewed.entitlement().photo());
        assertEquals(BIRTHDAY, renewed.entitlement().issuedOn());
        assertEquals(Records.record().entitlement().number(), renewed.entitlement().number());
    }

    @ParameterizedTest
    @CsvSource({
        "1959, AT_COUNTER, 2600, ",
        "1958, AT_COUNTER, 2600, SENIOR_COURSE_NEEDED",
        "1958, NONE, 2100, SENIOR_COURSE_NEEDED",
        "1958, SENIOR, 2100, ",
        "1959, SENIOR, 2100, COURSE_NEEDED",
    })
    void fromSeventyOnTheSeniorsCourseIsNeeded(
            int bornIn, Taken taken, int yen, @Nullable Rule rule) {
        LicenceRecord record = born(HoldingForm.CARD_ONLY, LocalDate.of(bornIn, 3, 15));

        Outcome outcome =
                Renewals.renew(
                        record,
                        application(HoldingForm.CARD_ONLY, taken, true, yen),
                        Optional.empty(),
                        Records.FEES,
                        BIRTHDAY);

        assertRule(rule, outcome);
    }

    @Test
    void elsewhereIsNeitherHomeNorTheTimeForAnotherChange() {
        Application home = through(new PrefectureCode("13"), HoldingForm.CARD_ONLY, 2_600);
        Application withChange = through(KAGOSHIMA, HoldingForm.BOTH, 4_000);
        Application allowed = through(KAGOSHIMA, HoldingForm.CARD_ONLY, 3_150);

        assertRule(Rule.ELSEWHERE_IS_HOME, renew(HoldingForm.CARD_ONLY, home, BIRTHDAY));
        assertRule(
                Rule.ELSEWHERE_WITH_ANOTHER_CHANGE,
                renew(HoldingForm.CARD_ONLY, withChange, BIRTHDAY));
        assertEquals(
                Procedure.RENEWAL_ELSEWHERE,
                assertInstanceOf(
                                Outcome.Done.class, renew(HoldingForm.CARD_ONLY, allowed, BIRTHDAY))
                        .procedure());
    }

    /// Source: 神奈川県警察 保有するメリット4 (即日完了). That the licence of who carries both comes later follows
    /// from it; no publication states it.
    @ParameterizedTest
    @CsvSource({
        "LICENCE_ONLY, 3350, home, ISSUE_LICENCE",
        "CARD_ONLY, 2600, home, RECORD_LICENCE_DATA",
        "BOTH, 3450, home, RECORD_LICENCE_DATA ISSUE_LICENCE",
        "LICENCE_ONLY, 3900, elsewhere, ISSUE_LICENCE_LATER",
        "CARD_ONLY, 3150, elsewhere, RECORD_LICENCE_DATA",
        "BOTH, 4000, elsewhere, RECORD_LICENCE_DATA ISSUE_LICENCE_LATER",
    })
    void elsewhereOnlyACardIsRenewedTheSameDay(
            HoldingForm form, int yen, String where, String steps) {
        Application application =
                where.equals("home")
                        ? application(form, Taken.AT_COUNTER, true, yen)
                        : through(KAGOSHIMA, form, yen);

        Outcome outcome = renew(form, application, BIRTHDAY);

        assertEquals(
                List.of(steps.split(" ")),
                assertInstanceOf(Outcome.Done.class, outcome).steps().stream()
                        .map(Outcome.Step::name)
                        .toList());
    }

    /// The one change that can be made on the way (警視庁 経由地更新).
    @Test
    void whoCarriesBothMayGiveTheLicenceBackElsewhere() {
        Outcome sameCard =
                renew(HoldingForm.BOTH, through(KAGOSHIMA, HoldingForm.CARD_ONLY, 3_150), BIRTHDAY);
        Outcome otherCard =
                renew(
                        HoldingForm.BOTH,
                        new Application(
                                List.of(),
                                Taken.AT_COUNTER,
                                true,
                                3_150,
                                new Holding.CardOnly(Records.NEW_CARD),
                                Optional.of(new CardShown(Records.NEW_CARD, BIRTHDAY, true)),
                                Optional.of(KAGOSHIMA),
                                "photos/0002"),
                        BIRTHDAY);

        assertEquals(
                List.of(Outcome.Step.TAKE_LICENCE_BACK, Outcome.Step.RECORD_LICENCE_DATA),
                assertInstanceOf(Outcome.Done.class, sameCard).steps());
        assertRule(Rule.ELSEWHERE_WITH_ANOTHER_CHANGE, otherCard);
    }

    @ParameterizedTest
    @CsvSource({
        "眼鏡等, ",
        "補聴器, ",
        "普通車はAT車に限る, ",
        "中型車は中型車(8t)に限る, ",
        "普通車は手動式アクセル・ブレーキに限る, ELSEWHERE_CONDITIONS",
        "義足, ELSEWHERE_CONDITIONS",
    })
    void conditionsOfTheBodyAreJudgedAtHome(String condition, @Nullable Rule rule) {
        Entitlement before = Records.record().entitlement();
        Entitlement with =
                new Entitlement(
                        before.number(),
                        before.commission(),
                        before.issuedOn(),
                        before.classes(),
                        List.of(condition),
                        before.remarks(),
                        before.colour(),
                        before.photo());

        assertEquals(
                Optional.ofNullable(rule),
                Renewals.elsewhere(Records.record().with(with), Course.EXCELLENT, BIRTHDAY));
    }

    /// That a suspension does not keep anybody from renewing is practice, not published.
    @ParameterizedTest
    @CsvSource({
        "IN_FORCE, ",
        "SUSPENDED, ",
        "CANCELLED, LICENCE_CANCELLED",
        "LAPSED, LICENCE_LAPSED",
    })
    void whatEndedIsNotRenewed(LicenceState state, @Nullable Rule rule) {
        LicenceRecord record =
                Records.record(new Holding.CardOnly(Records.CARD), Standing.of(state));

        assertRule(
                rule,
                Renewals.renew(record, atCounter(2_600), Optional.empty(), Records.FEES, BIRTHDAY));
    }

    @ParameterizedTest
    @CsvSource({
        "2028-03-14, true, CARD_EXPIRED",
        "2028-03-15, true, ",
        "2028-03-15, false, CHIP_BROKEN",
    })
    void recordsOnACardThatWorksOnly(LocalDate expiresOn, boolean works, @Nullable Rule rule) {
        Application application =
                new Application(
                        List.of(),
                        Taken.AT_COUNTER,
                        true,
                        2_600,
                        new Holding.CardOnly(Records.CARD),
                        Optional.of(new CardShown(Records.CARD, expiresOn, works)),
                        Optional.empty(),
                        "photos/0002");

        assertRule(rule, renew(HoldingForm.CARD_ONLY, application, BIRTHDAY));
    }

    private static void assertRule(@Nullable Rule rule, Outcome outcome) {
        assertEquals(
                Optional.ofNullable(rule).map(Outcome.Refused::by),
                outcome instanceof Outcome.Refused it ? Optional.of(it) : Optional.empty());
    }

    private static Outcome renew(HoldingForm form, Application application, LocalDate today) {
        return Renewals.renew(
                record(form), application, Optional.of(TAKEN_ONLINE), Records.FEES, today);
    }

    private static Application atCounter(int yen) {
        return application(HoldingForm.CARD_ONLY, Taken.AT_COUNTER, true, yen);
    }

    private static Application application(HoldingForm form, Taken taken, boolean test, int yen) {
        return new Application(
                List.of(),
                taken,
                test,
                yen,
                holding(form),
                Optional.empty(),
                Optional.empty(),
                "photos/0002");
    }

    private static Application through(PrefectureCode prefecture, HoldingForm form, int yen) {
        return new Application(
                List.of(),
                Taken.AT_COUNTER,
                true,
                yen,
                holding(form),
                Optional.empty(),
                Optional.of(prefecture),
                "photos/0002");
    }

    private static LicenceRecord born(HoldingForm form, LocalDate born) {
        return record(form).with(new ItemChange.BirthDate(born), Records.TODAY);
    }

    private static LicenceRecord record(HoldingForm form) {
        return Records.record(holding(form), Standing.IN_FORCE);
    }

    private static Holding holding(HoldingForm form) {
        Optional<CardReference> card =
                form == HoldingForm.LICENCE_ONLY ? Optional.empty() : Optional.of(Records.CARD);
        return Holding.of(form, card);
    }

    private static List<Violation> violations(@Nullable String text) {
        return text == null
                ? List.of()
                : List.of(text.split(" ")).stream()
                        .map(it -> it.split("/"))
                        .map(it -> new Violation(LocalDate.parse(it[0]), Integer.parseInt(it[1])))
                        .toList();
    }
}
