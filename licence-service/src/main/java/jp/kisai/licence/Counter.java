package jp.kisai.licence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.LicenceChanged.Cause.Kind;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.CardShown;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.Fees;
import jp.kisai.licence.domain.Holding;
import jp.kisai.licence.domain.HoldingForms;
import jp.kisai.licence.domain.ItemsChanges;
import jp.kisai.licence.domain.LicenceRecord;
import jp.kisai.licence.domain.Losses;
import jp.kisai.licence.domain.Numbering;
import jp.kisai.licence.domain.OnlineCourse;
import jp.kisai.licence.domain.Outcome;
import jp.kisai.licence.domain.Renewals;
import jp.kisai.licence.domain.StandingMoves;
import jp.kisai.licence.domain.TokyoTime;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.store.RecordedVersion;
import jp.kisai.postbox.Postbox;
import jp.kisai.postbox.UnitOfWork;

/// What officers do at the counter (窓口).
///
/// An officer acts on the record as seen on a screen. Whoever acts on a version that is no longer
/// the newest is told so, and nothing is changed: the other officer's work is never overwritten
/// unseen.
@ApplicationScoped
public class Counter {

    private final Postbox postbox;
    private final Licences licences;
    private final NewVersions versions;
    private final OnlineCourses courses;
    private final Fees fees;
    private final Numbering numbering;

    Counter(
            Postbox postbox,
            Licences licences,
            NewVersions versions,
            OnlineCourses courses,
            Fees fees,
            LicenceSettings settings) {
        this.postbox = postbox;
        this.licences = licences;
        this.versions = versions;
        this.courses = courses;
        this.fees = fees;
        this.numbering = settings.numbering();
    }

    public sealed interface Change {}

    /// @param done which procedure it was, with its fees; none for a change of standing
    public record Changed(RecordedVersion version, Optional<Outcome.Done> done) implements Change {}

    public record NoLicence() implements Change {}

    /// Somebody changed the record since the officer read it.
    public record Outdated(RecordVersion newest) implements Change {}

    /// No move leads from the one standing to the other.
    public record NotPossible(StandingMoves.NoSuchMove move, HoldingForm form) implements Change {}

    /// The new record could not be published.
    public record OutOfContract(String where) implements Change {}

    /// The rules of the counter say no.
    ///
    /// @param form how the licence is carried, on which fees depend
    public record Refused(Outcome.Refused refusal, HoldingForm form) implements Change {}

    /// Whose licence it is, the version that the officer has seen, and who the officer is.
    public record Visit(HolderId holder, RecordVersion seen, String officer) {}

    /// What one procedure makes of a licence on a day.
    private interface Procedure {
        Step of(CurrentLicence licence, LocalDate today);
    }

    private sealed interface Step {

        /// @param items what it changes of the holder's items
        /// @param since when that took effect; empty for now
        record To(
                LicenceRecord record,
                Kind kind,
                Optional<Outcome.Done> done,
                List<Item> items,
                Optional<LocalDate> since)
                implements Step {}

        record Not(Change why) implements Step {}
    }

    /// 保有状況変更
    ///
    /// @param shown the card, where the officer examined one
    public Uni<Change> changeHolding(Visit visit, Holding wanted, Optional<CardShown> shown) {
        return change(
                visit,
                (licence, today) ->
                        step(
                                licence,
                                Kind.HOLDING_FORM,
                                HoldingForms.change(licence.record(), wanted, shown, fees, today)));
    }

    /// 免許情報の記録
    public Uni<Change> recordOnCard(Visit visit, CardShown shown) {
        return change(
                visit,
                (licence, today) ->
                        step(
                                licence,
                                Kind.HOLDING_FORM,
                                HoldingForms.record(licence.record(), shown, fees, today)));
    }

    /// 紛失
    public Uni<Change> reportLoss(Visit visit, Losses.Loss loss) {
        return change(visit, (licence, today) -> lost(licence, loss, today));
    }

    /// 更新. A course that was booked online ends with it, one way or the other.
    public Uni<Change> renew(Visit visit, Renewals.Application application) {
        return postbox.transact(
                List.of(visit.holder()),
                work ->
                        current(work, visit.holder())
                                .chain(found -> renewed(work, visit, found, application)));
    }

    private Uni<Change> renewed(
            UnitOfWork work,
            Visit visit,
            Optional<CurrentLicence> found,
            Renewals.Application application) {
        return courses.newest(work.session(), visit.holder())
                .chain(
                        course ->
                                changed(work, visit, found, renewal(application, course))
                                        .call(it -> courses.end(work, it, application, course)));
    }

    private Procedure renewal(
            Renewals.Application application, Optional<OnlineCourse.Facts> course) {
        return (licence, today) ->
                step(
                        licence,
                        Kind.RENEWED,
                        Renewals.renew(
                                licence.record(),
                                application,
                                course.map(it -> OnlineCourse.of(it, licence.record(), today)),
                                fees,
                                today));
    }

    /// 記載事項変更届
    public Uni<Change> reportItems(Visit visit, ItemsChanges.Report report) {
        return change(visit, (licence, today) -> reported(licence, report, today));
    }

    /// 停止, 停止の終了, 取消, 失効
    public Uni<Change> changeState(Visit visit, LicenceState wanted) {
        return change(visit, (licence, _) -> moved(licence.record(), wanted));
    }

    /// A re-issue alone leaves the form of holding as it is.
    private Step lost(CurrentLicence licence, Losses.Loss loss, LocalDate today) {
        Outcome outcome = Losses.report(licence.record(), loss, fees, today);
        boolean sameHolding =
                outcome instanceof Outcome.Done it
                        && it.record().holding().equals(licence.record().holding());
        return step(licence, sameHolding ? Kind.COUNTER : Kind.HOLDING_FORM, outcome);
    }

    private Step reported(CurrentLicence licence, ItemsChanges.Report report, LocalDate today) {
        return switch (ItemsChanges.report(licence, report, fees, today)) {
            case Outcome.Refused it -> refused(licence, it);
            case Outcome.Done it ->
                    new Step.To(
                            it.record(),
                            Kind.COUNTER,
                            Optional.of(it),
                            report.names(),
                            Optional.of(report.effectiveOn()));
        };
    }

    private static Step step(CurrentLicence licence, Kind kind, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused it -> refused(licence, it);
            case Outcome.Done it ->
                    new Step.To(it.record(), kind, Optional.of(it), List.of(), Optional.empty());
        };
    }

    private static Step refused(CurrentLicence licence, Outcome.Refused refusal) {
        return new Step.Not(new Refused(refusal, licence.record().holding().form()));
    }

    private static Step moved(LicenceRecord record, LicenceState wanted) {
        return switch (StandingMoves.move(record.standing(), wanted)) {
            case StandingMoves.Moved it ->
                    new Step.To(
                            record.with(it.standing()),
                            Kind.STATE,
                            Optional.empty(),
                            List.of(),
                            Optional.empty());
            case StandingMoves.NoSuchMove it ->
                    new Step.Not(new NotPossible(it, record.holding().form()));
        };
    }

    private Uni<Change> change(Visit visit, Procedure procedure) {
        return postbox.transact(
                List.of(visit.holder()),
                work ->
                        current(work, visit.holder())
                                .chain(found -> changed(work, visit, found, procedure)));
    }

    private Uni<Optional<CurrentLicence>> current(UnitOfWork work, HolderId holder) {
        return licences.current(work.session(), List.of(holder))
                .map(found -> Optional.ofNullable(found.get(holder)));
    }

    private Uni<Change> changed(
            UnitOfWork work, Visit visit, Optional<CurrentLicence> found, Procedure procedure) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(new NoLicence());
        }
        CurrentLicence licence = found.get();
        if (!licence.version().equals(visit.seen())) {
            return Uni.createFrom().item(new Outdated(licence.version()));
        }
        return switch (procedure.of(licence, TokyoTime.dateAt(work.now()))) {
            case Step.Not it -> Uni.createFrom().item(it.why());
            case Step.To it ->
                    LicenceEvents.outOfContract(visit.holder(), it.record())
                            .<Uni<Change>>map(
                                    where -> Uni.createFrom().item(new OutOfContract(where)))
                            .orElseGet(() -> written(work, visit, licence, it));
        };
    }

    private Uni<Change> written(
            UnitOfWork work, Visit visit, CurrentLicence licence, Step.To step) {
        RecordedVersion version = version(work, visit, licence, step);
        return versions.add(work, List.of(version)).replaceWith(new Changed(version, step.done()));
    }

    /// What an officer writes takes its place at the end of the day on which it took effect: the
    /// officer has seen everything of that day.
    private RecordedVersion version(
            UnitOfWork work, Visit visit, CurrentLicence licence, Step.To step) {
        Instant now = work.now();
        Instant place = step.since().map(it -> ItemsChanges.place(it, now)).orElse(now);
        return new RecordedVersion(
                visit.holder(),
                licence.next(step.record(), step.items(), place, numbering),
                step.since().map(TokyoTime::startOf).orElse(now),
                place,
                now,
                new LicenceChanged.Cause(
                        step.kind(),
                        List.of(),
                        step.record().itemsThatDifferFrom(licence.record())),
                "officer " + visit.officer());
    }
}
