package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.domain.Course.Violation;
import jp.kisai.licence.domain.Outcome.Done;
import jp.kisai.licence.domain.Outcome.Refused;

/// Renewals (更新), at home or through another prefecture.
///
/// A renewal always ends at a counter, with the aptitude test and the fee: a course taken online is
/// only the course (鹿児島県警察 よくある質問⑤).
public final class Renewals {

    /// Online courses are for birthdays from this day on (神奈川県警察 保有するメリット3).
    static final LocalDate ONLINE_SINCE = LocalDate.of(2025, 3, 24);

    private Renewals() {}

    /// Which course was taken.
    public enum Taken {
        AT_COUNTER,
        ONLINE,
        /// 高齢者講習, from seventy on, in place of the others
        SENIOR,
        NONE
    }

    /// @param violations what the police register says of the years that are judged
    /// @param paidYen fee of the renewal and the course together; the seniors' course is paid where
    ///     it is held
    /// @param wanted how the licence is to be carried
    /// @param shown the card that is to carry it, where it does not yet
    /// @param through the prefecture whose commission it goes through, if not the holder's own
    /// @param photo the new photograph's reference
    public record Application(
            List<Violation> violations,
            Taken taken,
            boolean aptitudeTestPassed,
            int paidYen,
            Holding wanted,
            Optional<CardShown> shown,
            Optional<PrefectureCode> through,
            String photo) {

        public Application {
            violations = List.copyOf(violations);
        }

        Procedure procedure() {
            return through.isPresent() ? Procedure.RENEWAL_ELSEWHERE : Procedure.RENEWAL;
        }
    }

    /// @param online the newest online course that the holder booked, if there is one
    public static Outcome renew(
            LicenceRecord record,
            Application application,
            Optional<OnlineCourse> online,
            Fees fees,
            LocalDate today) {
        RenewalTerm term = RenewalTerm.of(record);
        Course course = course(record, application.violations());
        List<Fee> due = due(record, application, course, fees);
        Optional<Rule> refusal =
                window(record, today)
                        .or(() -> elsewhere(record, application, course, today))
                        .or(() -> card(record, application, today))
                        .or(() -> taken(record, application, online, course))
                        .or(() -> atTheCounter(application, due));
        if (refusal.isPresent()) {
            return Refused.by(refusal.get());
        }
        LicenceRecord renewed =
                record.with(record.entitlement().renewed(today, course, application.photo()))
                        .with(application.wanted())
                        .validUntil(term.renewedUntil(course, record.birthDate().birthDate()));
        return new Done(
                renewed,
                application.procedure(),
                due,
                steps(record, application),
                restsOn(record, application, course));
    }

    /// Where it is written that a licence may be renewed at home.
    static Ground ground(LicenceRecord record) {
        return record.standing() instanceof Standing.Suspended
                ? Ground.RENEWED_WHILE_SUSPENDED
                : Ground.RENEWED;
    }

    /// Where it is written that it may be renewed through another prefecture.
    static Ground groundElsewhere(LicenceRecord record) {
        if (record.standing() instanceof Standing.Suspended) {
            return Ground.RENEWED_WHILE_SUSPENDED;
        }
        return switch (record.holding()) {
            case Holding.LicenceOnly _ -> Ground.RENEWED_ELSEWHERE;
            case Holding.CardOnly _ -> Ground.CARD_RENEWED_ELSEWHERE;
            case Holding.Both _ -> Ground.BOTH_RENEWED_ELSEWHERE;
        };
    }

    private static List<Basis> restsOn(
            LicenceRecord record, Application application, Course course) {
        LocalDate born = record.birthDate().birthDate();
        RenewalTerm term = RenewalTerm.of(record);
        Ground ground =
                application.through().isPresent() ? groundElsewhere(record) : ground(record);
        return Stream.of(
                        ground.alone(),
                        term.restsOn(born),
                        term.renewedRestsOn(course, born),
                        application.taken() == Taken.ONLINE
                                ? Ground.COURSE_ONLINE.alone()
                                : List.<Basis>of())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// The class that a driving record gives.
    public static Course course(LicenceRecord record, List<Violation> violations) {
        return Course.of(
                record.entitlement().heldSince(), violations, RenewalTerm.of(record).birthday());
    }

    /// Why it cannot be renewed today.
    public static Optional<Rule> window(LicenceRecord record, LocalDate today) {
        return InForce.refusalUnlessSuspended(record, today)
                .or(
                        () ->
                                today.isBefore(RenewalTerm.of(record).opensOn())
                                        ? Optional.of(Rule.RENEWAL_NOT_YET)
                                        : Optional.empty());
    }

    /// Why the course cannot be taken online.
    public static Optional<Rule> online(LicenceRecord record, Course course) {
        RenewalTerm term = RenewalTerm.of(record);
        if (record.holding().card().isEmpty()) {
            return Optional.of(Rule.ONLINE_COURSE_WITHOUT_CARD);
        }
        if (term.birthday().isBefore(ONLINE_SINCE)) {
            return Optional.of(Rule.ONLINE_COURSE_NOT_YET);
        }
        if (isSenior(record)) {
            return Optional.of(Rule.ONLINE_COURSE_AGE);
        }
        return course.isOnline() ? Optional.empty() : Optional.of(Rule.ONLINE_COURSE_FOR_OTHERS);
    }

    /// Why it cannot go through another prefecture.
    public static Optional<Rule> elsewhere(LicenceRecord record, Course course, LocalDate today) {
        if (!course.isOnline()) {
            return Optional.of(Rule.ELSEWHERE_FOR_OTHERS);
        }
        boolean cardless = record.holding().card().isEmpty();
        if (cardless && today.isAfter(RenewalTerm.of(record).birthday())) {
            return Optional.of(Rule.ELSEWHERE_TOO_LATE);
        }
        return record.entitlement().mayHaveConditionOfBody()
                ? Optional.of(Rule.ELSEWHERE_CONDITIONS)
                : Optional.empty();
    }

    private static Optional<Rule> elsewhere(
            LicenceRecord record, Application application, Course course, LocalDate today) {
        if (application.through().isEmpty()) {
            return Optional.empty();
        }
        if (application.through().get().equals(record.prefecture())) {
            return Optional.of(Rule.ELSEWHERE_IS_HOME);
        }
        Holding wanted = application.wanted();
        return wanted.equals(record.holding()) || givesTheLicenceBack(record.holding(), wanted)
                ? elsewhere(record, course, today)
                : Optional.of(Rule.ELSEWHERE_WITH_ANOTHER_CHANGE);
    }

    /// The one change that can be made on the way (警視庁 経由地更新: 2枚持ちの方の運転免許証の返納).
    private static boolean givesTheLicenceBack(Holding from, Holding to) {
        return from instanceof Holding.Both both
                && to.equals(new Holding.CardOnly(both.reference()));
    }

    /// A card that carries the licence already was examined when it was recorded.
    private static Optional<Rule> card(
            LicenceRecord record, Application application, LocalDate today) {
        Optional<Rule> refusal =
                application
                        .shown()
                        .flatMap(it -> it.refusal(today))
                        .or(
                                () ->
                                        HoldingForms.notExamined(
                                                record.holding(),
                                                application.wanted(),
                                                application.shown()));
        boolean other =
                application.wanted().card().isPresent()
                        && !application.wanted().card().equals(record.holding().card());
        return refusal.or(
                () ->
                        other && record.standing() instanceof Standing.Suspended
                                ? Optional.of(Rule.LICENCE_SUSPENDED)
                                : Optional.empty());
    }

    private static Optional<Rule> taken(
            LicenceRecord record,
            Application application,
            Optional<OnlineCourse> online,
            Course course) {
        return switch (application.taken()) {
            case NONE ->
                    Optional.of(isSenior(record) ? Rule.SENIOR_COURSE_NEEDED : Rule.COURSE_NEEDED);
            case AT_COUNTER ->
                    isSenior(record) ? Optional.of(Rule.SENIOR_COURSE_NEEDED) : Optional.empty();
            case SENIOR -> isSenior(record) ? Optional.empty() : Optional.of(Rule.COURSE_NEEDED);
            case ONLINE ->
                    online(record, course).or(() -> OnlineCourse.refusalAtCounter(online, course));
        };
    }

    private static Optional<Rule> atTheCounter(Application application, List<Fee> due) {
        if (!application.aptitudeTestPassed()) {
            return Optional.of(Rule.APTITUDE_TEST_NEEDED);
        }
        return application.paidYen() == due.stream().mapToInt(Fee::yen).sum()
                ? Optional.empty()
                : Optional.of(Rule.FEE_NEEDED);
    }

    private static List<Fee> due(
            LicenceRecord record, Application application, Course course, Fees fees) {
        List<Fee> due = new ArrayList<>();
        due.add(fees.renewal(application.procedure(), application.wanted().form()));
        switch (application.taken()) {
            case AT_COUNTER -> due.add(fees.course(Procedure.COURSE, course));
            case ONLINE -> {
                if (online(record, course).isEmpty()) {
                    due.add(fees.course(Procedure.ONLINE_COURSE, course));
                }
            }
            case SENIOR, NONE -> {
                // paid where it is held, or not due
            }
        }
        return due;
    }

    static boolean isSenior(LicenceRecord record) {
        return RenewalTerm.of(record).age(record.birthDate().birthDate()) >= RenewalTerm.SEVENTY;
    }

    /// What is carried is written anew, whatever else changes.
    private static List<Outcome.Step> steps(LicenceRecord record, Application application) {
        Holding wanted = application.wanted();
        List<Outcome.Step> steps = new ArrayList<>(HoldingForms.steps(record.holding(), wanted));
        if (wanted.card().isPresent() && !steps.contains(Outcome.Step.RECORD_LICENCE_DATA)) {
            steps.add(Outcome.Step.RECORD_LICENCE_DATA);
        }
        boolean carried = wanted.form() != HoldingForm.CARD_ONLY;
        if (carried && !steps.contains(Outcome.Step.ISSUE_LICENCE)) {
            steps.add(
                    application.through().isPresent()
                            ? Outcome.Step.ISSUE_LICENCE_LATER
                            : Outcome.Step.ISSUE_LICENCE);
        }
        return steps;
    }
}
