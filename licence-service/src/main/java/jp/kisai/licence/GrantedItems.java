package jp.kisai.licence;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.licence.domain.Numbering;
import jp.kisai.licence.outside.AnswerSigner;
import jp.kisai.licence.store.AppliedChanges;
import jp.kisai.licence.store.AppliedRow;
import jp.kisai.licence.store.Licences;
import jp.kisai.licence.store.RecordedVersion;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// Verdicts of the consent-service: what they grant is applied, or refused with a reason, and
/// answered.
@ApplicationScoped
public class GrantedItems implements Intake {

    private final Licences licences;
    private final AppliedChanges changes;
    private final NewVersions versions;
    private final AnswerSigner signer;
    private final Numbering numbering;
    private final MeterRegistry metrics;

    GrantedItems(
            Licences licences,
            AppliedChanges changes,
            NewVersions versions,
            AnswerSigner signer,
            LicenceSettings settings,
            MeterRegistry metrics) {
        this.licences = licences;
        this.changes = changes;
        this.versions = versions;
        this.signer = signer;
        this.numbering = settings.numbering();
        this.metrics = metrics;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_DECIDED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.CONSENT_DECIDED);
    }

    /// Facts first, then the rules, then everything that follows from them.
    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        List<Decision> decisions = arrivals.stream().map(Decision::of).toList();
        return licences.current(work.session(), decisions.stream().map(Decision::holder).toList())
                .chain(
                        current ->
                                changes.before(work.session(), keys(decisions))
                                        .map(
                                                known ->
                                                        new JudgingBatch(
                                                                current,
                                                                known,
                                                                numbering,
                                                                work.now())))
                .map(batch -> batch.judge(decisions))
                .chain(judged -> record(work, judged));
    }

    private Uni<Void> record(UnitOfWork work, List<Judged> judged) {
        List<RecordedVersion> made =
                judged.stream().map(Judged::version).flatMap(Optional::stream).toList();
        List<AppliedRow> rows =
                judged.stream().filter(Judged::isNew).map(it -> row(it, work)).toList();
        return versions.add(work, made)
                .chain(() -> changes.add(work.session(), rows))
                .invoke(() -> judged.forEach(it -> answer(work, it)));
    }

    private void answer(UnitOfWork work, Judged judged) {
        judged.answer().ifPresent(answer -> send(work, judged.decision(), answer));
        metrics.counter(
                        "kisai.licence.decisions",
                        "prefecture",
                        judged.decision().prefecture().digits(),
                        "outcome",
                        judged.inOneWord())
                .increment();
    }

    private void send(UnitOfWork work, Decision decision, ChangeAnswered answer) {
        work.sendSigned(
                EventType.CHANGE_ANSWERED,
                decision.holder(),
                decision.prefecture(),
                answer,
                signer::sign,
                "licence-answered",
                decision.verdict().change().text(),
                Integer.toString(decision.verdict().revision()));
    }

    /// The changes that were judged, and those that they correct.
    private static List<ChangeKey> keys(List<Decision> decisions) {
        return decisions.stream()
                .map(Decision::verdict)
                .flatMap(it -> Stream.of(it.change(), it.corrects()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static AppliedRow row(Judged judged, UnitOfWork work) {
        Decision decision = judged.decision();
        ConsentDecided verdict = decision.verdict();
        AppliedRow row = new AppliedRow();
        row.id = Uuids.derived("applied", verdict.change().text(), "" + verdict.revision());
        row.producer = verdict.change().producer().digits();
        row.changeId = verdict.change().id();
        row.revision = verdict.revision();
        row.holder = decision.holder().value();
        row.outcome = judged.inOneWord();
        row.version = judged.version().map(it -> it.licence().version().number()).orElse(null);
        row.applied = names(judged.applied());
        row.refused =
                judged.refused().stream()
                        .map(it -> AppliedChanges.withReason(it.item(), it.refusal()))
                        .toArray(String[]::new);
        row.declined =
                decision.declined().stream()
                        .map(it -> AppliedChanges.withReason(it.item(), it.refusal()))
                        .toArray(String[]::new);
        row.waiting = names(decision.waiting());
        row.reason = verdict.reason().name();
        row.effectiveAt = verdict.effectiveAt();
        row.orderedAt = judged.orderedAt();
        row.corrects = verdict.corrects() == null ? null : verdict.corrects().text();
        row.decision = decision.id();
        row.rules = verdict.evidence().rules();
        row.consentVersion = verdict.evidence().consentVersion();
        row.certificate = verdict.evidence().certificate();
        row.crlNumber = verdict.evidence().crlNumber();
        row.crlThisUpdate = verdict.evidence().crlThisUpdate();
        row.recordedAt = work.now();
        return row;
    }

    private static String[] names(List<Item> items) {
        return items.stream().map(Item::name).toArray(String[]::new);
    }
}
