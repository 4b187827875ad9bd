package jp.kisai.licence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.LicenceChanged.Cause.Kind;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.Holding;
import jp.kisai.licence.domain.HoldingForms;
import jp.kisai.licence.domain.LicenceRecord;
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

    Counter(Postbox postbox, Licences licences, NewVersions versions) {
        this.postbox = postbox;
        this.licences = licences;
        this.versions = versions;
    }

    public sealed interface Issue {}

    public record Issued(RecordedVersion version) implements Issue {}

    /// The holder has a record already; it is changed, never issued again.
    public record AlreadyIssued() implements Issue {}

    /// Another holder has this number.
    public record NumberTaken() implements Issue {}

    public sealed interface Change {}

    public record Changed(RecordedVersion version) implements Change {}

    public record NoLicence() implements Change {}

    /// Somebody changed the record since the officer read it.
    public record Outdated(RecordVersion newest) implements Change {}

    /// The rules of the record say no.
    ///
    /// @param rule its name, such as `SAME_AS_BEFORE`
    public record NotPossible(String rule) implements Change {}

    /// What one procedure makes of a record.
    private sealed interface Step {
        record To(LicenceRecord record) implements Step {}

        record Not(String rule) implements Step {}
    }

    /// A first record of this holder.
    public Uni<Issue> issue(HolderId holder, LicenceRecord record, String officer) {
        return postbox.transact(
                List.of(holder),
                work ->
                        current(work, holder)
                                .chain(
                                        found ->
                                                found.isPresent()
                                                        ? Uni.createFrom().item(new AlreadyIssued())
                                                        : issueUnlessNumberTaken(
                                                                work,
                                                                first(
                                                                        work, holder, record,
                                                                        officer))));
    }

    private Uni<Optional<CurrentLicence>> current(UnitOfWork work, HolderId holder) {
        return licences.current(work.session(), List.of(holder))
                .map(found -> Optional.ofNullable(found.get(holder)));
    }

    private static RecordedVersion first(
            UnitOfWork work, HolderId holder, LicenceRecord record, String officer) {
        Instant issuedAt = TokyoTime.startOf(record.entitlement().issuedOn());
        CurrentLicence licence = CurrentLicence.issued(record, issuedAt);
        return recorded(work, holder, licence, issuedAt, Kind.ISSUED, officer);
    }

    private Uni<Issue> issueUnlessNumberTaken(UnitOfWork work, RecordedVersion version) {
        return licences.isTaken(work.session(), version.licence().record().entitlement().number())
                .chain(
                        taken ->
                                taken
                                        ? Uni.createFrom().item(new NumberTaken())
                                        : versions.add(work, List.of(version))
                                                .replaceWith(new Issued(version)));
    }

    /// 保有状況変更
    public Uni<Change> changeHolding(
            HolderId holder, RecordVersion seen, Holding wanted, String officer) {
        return change(holder, seen, Kind.HOLDING_FORM, officer, record -> held(record, wanted));
    }

    /// 停止, 停止の終了, 取消, 失効
    public Uni<Change> changeState(
            HolderId holder, RecordVersion seen, LicenceState wanted, String officer) {
        return change(holder, seen, Kind.STATE, officer, record -> moved(record, wanted));
    }

    private static Step held(LicenceRecord record, Holding wanted) {
        return switch (HoldingForms.change(record, wanted)) {
            case HoldingForms.Changed it -> new Step.To(it.record());
            case HoldingForms.Refused it -> new Step.Not(it.reason().name());
        };
    }

    private static Step moved(LicenceRecord record, LicenceState wanted) {
        return switch (StandingMoves.move(record.standing(), wanted)) {
            case StandingMoves.Moved it -> new Step.To(record.with(it.standing()));
            case StandingMoves.NoSuchMove it -> new Step.Not(it.from() + "_TO_" + it.to());
        };
    }

    private Uni<Change> change(
            HolderId holder,
            RecordVersion seen,
            Kind kind,
            String officer,
            Function<LicenceRecord, Step> procedure) {
        return postbox.transact(
                List.of(holder),
                work ->
                        current(work, holder)
                                .chain(
                                        found ->
                                                changed(
                                                        new Visit(work, holder, kind, officer),
                                                        found,
                                                        seen,
                                                        procedure)));
    }

    private Uni<Change> changed(
            Visit visit,
            Optional<CurrentLicence> found,
            RecordVersion seen,
            Function<LicenceRecord, Step> procedure) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(new NoLicence());
        }
        CurrentLicence licence = found.get();
        if (!licence.version().equals(seen)) {
            return Uni.createFrom().item(new Outdated(licence.version()));
        }
        return switch (procedure.apply(licence.record())) {
            case Step.Not it -> Uni.createFrom().item(new NotPossible(it.rule()));
            case Step.To it -> {
                RecordedVersion version = visit.version(licence, it.record());
                yield versions.add(visit.work(), List.of(version))
                        .replaceWith(new Changed(version));
            }
        };
    }

    /// One officer's procedure for one holder.
    private record Visit(UnitOfWork work, HolderId holder, Kind kind, String officer) {

        RecordedVersion version(CurrentLicence licence, LicenceRecord next) {
            return recorded(
                    work,
                    holder,
                    licence.next(next, List.of(), work.now()),
                    work.now(),
                    kind,
                    officer);
        }
    }

    private static RecordedVersion recorded(
            UnitOfWork work,
            HolderId holder,
            CurrentLicence licence,
            Instant effectiveFrom,
            Kind kind,
            String officer) {
        return new RecordedVersion(
                holder,
                licence,
                effectiveFrom,
                effectiveFrom,
                work.now(),
                new LicenceChanged.Cause(kind, List.of(), List.of()),
                "officer " + officer);
    }
}
