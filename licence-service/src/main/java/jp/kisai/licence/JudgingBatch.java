package jp.kisai.licence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.LicenceChanged.Cause.Kind;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.licence.domain.Applying;
import jp.kisai.licence.domain.CurrentLicence;
import jp.kisai.licence.domain.Numbering;
import jp.kisai.licence.store.AppliedChanges.Before;
import jp.kisai.licence.store.RecordedVersion;

/// Judges a batch of verdicts in order of arrival: each sees the record as the one before it left
/// it.
final class JudgingBatch {

    private final Map<HolderId, CurrentLicence> licences;
    private final Map<ChangeKey, Before> before;
    private final Numbering numbering;
    private final Instant now;

    JudgingBatch(
            Map<HolderId, CurrentLicence> licences,
            Map<ChangeKey, Before> before,
            Numbering numbering,
            Instant now) {
        this.licences = new HashMap<>(licences);
        this.before = new HashMap<>(before);
        this.numbering = numbering;
        this.now = now;
    }

    List<Judged> judge(List<Decision> decisions) {
        List<Judged> judged = new ArrayList<>();
        decisions.forEach(decision -> judged.add(judge(decision)));
        return judged;
    }

    private Judged judge(Decision arrived) {
        ChangeKey change = arrived.verdict().change();
        Before known = before.getOrDefault(change, Before.NOTHING);
        Decision decision = arrived.without(known.settled());
        Instant orderedAt = orderedAt(decision);
        Optional<CurrentLicence> licence = Optional.ofNullable(licences.get(decision.holder()));
        Applying.Outcome outcome =
                Applying.decide(decision.grant(orderedAt), licence, known.revisions(), now);
        Optional<RecordedVersion> version =
                outcome instanceof Applying.Applied applied
                        ? licence.map(it -> next(decision, orderedAt, it, applied))
                        : Optional.empty();
        Judged judged = new Judged(decision, orderedAt, outcome, version, known.refusedInPart());
        version.ifPresent(it -> licences.put(it.holder(), it.licence()));
        before.put(change, after(known, judged));
        return judged;
    }

    /// A correction may say that all was otherwise from an earlier day on. It still follows what it
    /// corrects.
    private Instant orderedAt(Decision decision) {
        Instant effectiveAt = decision.verdict().effectiveAt();
        ChangeKey corrected = decision.verdict().corrects();
        if (corrected == null) {
            return effectiveAt;
        }
        return before.getOrDefault(corrected, Before.NOTHING)
                .orderedAt()
                .filter(effectiveAt::isBefore)
                .orElse(effectiveAt);
    }

    private RecordedVersion next(
            Decision decision,
            Instant orderedAt,
            CurrentLicence licence,
            Applying.Applied applied) {
        Instant effectiveAt = decision.verdict().effectiveAt();
        return new RecordedVersion(
                decision.holder(),
                licence.next(applied.record(), applied.items(), orderedAt, numbering),
                effectiveAt,
                orderedAt,
                now,
                new LicenceChanged.Cause(
                        Kind.MUNICIPAL_CHANGE,
                        List.of(decision.verdict().change()),
                        applied.record().itemsThatDifferFrom(licence.record())),
                "decision " + decision.id());
    }

    private static Before after(Before known, Judged judged) {
        Set<Integer> revisions = new HashSet<>(known.revisions());
        revisions.add(judged.decision().verdict().revision());
        Set<Item> settled = new HashSet<>(known.settled());
        settled.addAll(judged.applied());
        judged.refused().forEach(it -> settled.add(it.item()));
        boolean refused = !judged.refused().isEmpty() || !judged.decision().declined().isEmpty();
        return new Before(
                revisions,
                settled,
                known.refusedInPart() || refused,
                Optional.of(judged.orderedAt()));
    }
}
