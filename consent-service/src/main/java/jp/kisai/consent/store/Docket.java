package jp.kisai.consent.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import jp.kisai.consent.domain.Change;
import jp.kisai.consent.domain.Decision;
import jp.kisai.consent.domain.Decisions;
import jp.kisai.consent.domain.HolderFacts;
import jp.kisai.consent.domain.Limits;
import jp.kisai.consent.domain.Residences;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import org.jspecify.annotations.Nullable;

/// The holders of one unit of work: their facts as they evolve, and what is decided on the way.
///
/// Changes are taken up and judged one after the other, as if each had come alone, so that what is
/// decided does not depend on how the records happened to be batched. What is written is only where
/// each of them ended.
public final class Docket {

    private final Map<HolderId, HolderFacts> facts = new LinkedHashMap<>();
    private final Map<HolderId, @Nullable String> prefectures = new HashMap<>();
    private final Map<HolderId, HolderFacts> before = new HashMap<>();
    private final Map<UUID, ChangeOrigin> origins = new HashMap<>();
    private final Map<ChangeKey, Written> written = new LinkedHashMap<>();
    private final Map<UUID, ChangeKey> usedSubmissions = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<ResidenceStore.Note> recorded = new ArrayList<>();
    private final Limits limits;
    private final Instant now;

    Docket(Collection<Facts.Known> known, Limits limits, Instant now) {
        this.limits = limits;
        this.now = now;
        for (Facts.Known one : known) {
            facts.put(one.holder(), one.facts());
            before.put(one.holder(), one.facts());
            prefectures.put(one.holder(), prefecture(one));
            origins.putAll(one.origins());
        }
    }

    /// A verdict as it is to be published.
    public record Verdict(HolderId holder, PrefectureCode prefecture, Decision decision) {}

    /// A change as it is to be written.
    record Written(
            HolderId holder, Change change, ChangeOrigin origin, boolean isNew, boolean settled) {}

    public HolderFacts facts(HolderId holder) {
        return Objects.requireNonNull(facts.get(holder), "not on this docket");
    }

    /// Notes something new about a holder; [#judge] says what follows.
    public void note(HolderId holder, PrefectureCode prefecture, UnaryOperator<HolderFacts> news) {
        prefectures.putIfAbsent(holder, prefecture.digits());
        facts.put(holder, news.apply(facts(holder)));
    }

    /// Notes where a holder lives, as the licence record says.
    ///
    /// @param since if something else was known before, from when on it is so
    public void noteResidence(
            HolderId holder,
            PrefectureCode prefecture,
            MunicipalityCode municipality,
            Instant since) {
        MunicipalityCode before = facts(holder).residence();
        if (!municipality.equals(before)) {
            Instant from = before == null ? null : since;
            recorded.add(
                    new ResidenceStore.Note(holder, new Residences.Recorded(municipality, from)));
            note(holder, prefecture, known -> known.residing(municipality));
        }
    }

    /// Takes up a change that just arrived and judges everything that is open.
    public void take(HolderId holder, Change change, ChangeOrigin origin) {
        origins.put(ChangeRow.id(change.key()), origin);
        note(holder, origin.prefecture(), known -> known.with(change));
        judge(holder);
    }

    /// Judges everything of the holder that is open.
    public void judge(HolderId holder) {
        HolderFacts known = facts(holder);
        Decisions decisions = Decisions.of(known, limits, now);
        for (Decision decision : decisions.verdicts()) {
            ChangeOrigin origin = origin(decision.change());
            verdicts.add(new Verdict(holder, origin.prefecture(), decision));
        }
        for (Change change : decisions.changes()) {
            boolean isNew =
                    known.changes().stream()
                            .anyMatch(one -> one.key().equals(change.key()) && one.revision() == 0);
            Written earlier = written.get(change.key());
            boolean settled = decisions.settles(change);
            if (isNew || earlier != null || settled || !known.changes().contains(change)) {
                written.put(
                        change.key(),
                        new Written(
                                holder,
                                change,
                                origin(change),
                                isNew || (earlier != null && earlier.isNew()),
                                settled));
            }
        }
        usedSubmissions.putAll(decisions.usedSubmissions());
        facts.put(holder, known.after(decisions));
    }

    /// In the order in which they were given.
    public List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    Collection<Written> changes() {
        return written.values();
    }

    Map<UUID, ChangeKey> usedSubmissions() {
        return usedSubmissions;
    }

    List<ResidenceStore.Note> recorded() {
        return List.copyOf(recorded);
    }

    Instant now() {
        return now;
    }

    /// Rows of holders about whom something is different now.
    List<HolderRow> holders() {
        List<HolderRow> rows = new ArrayList<>();
        facts.forEach(
                (holder, now) -> {
                    HolderFacts then = Objects.requireNonNull(before.get(holder));
                    boolean differs =
                            !then.presence().equals(now.presence())
                                    || !Objects.equals(then.residence(), now.residence())
                                    || !Objects.equals(then.base(), now.base());
                    String prefecture = prefectures.get(holder);
                    if (differs && prefecture != null) {
                        rows.add(HolderRow.of(holder, prefecture, now));
                    }
                });
        return rows;
    }

    List<HeadRow> heads() {
        List<HeadRow> rows = new ArrayList<>();
        facts.forEach(
                (holder, now) ->
                        now.heads()
                                .forEach(
                                        (item, head) -> {
                                            if (!head.equals(
                                                    Objects.requireNonNull(before.get(holder))
                                                            .heads()
                                                            .get(item))) {
                                                rows.add(HeadRow.of(holder, item, head));
                                            }
                                        }));
        return rows;
    }

    /// A holder of whom only changes are known belongs where they came from.
    private static @Nullable String prefecture(Facts.Known known) {
        HolderRow row = known.row();
        return row == null
                ? known.origins().values().stream()
                        .map(origin -> origin.prefecture().digits())
                        .findFirst()
                        .orElse(null)
                : row.prefecture;
    }

    private ChangeOrigin origin(Change change) {
        return Objects.requireNonNull(
                origins.get(ChangeRow.id(change.key())), "every change came from somewhere");
    }
}
