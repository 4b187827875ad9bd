package jp.kisai.notification.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Item;
import org.jspecify.annotations.Nullable;

/// All that was heard of one municipal change. Nothing in it is ever replaced, so the order in
/// which two topics deliver makes no difference to what it ends as.
///
/// @param beginning from the first verdict; absent until it was heard
/// @param revisions consent-service's verdicts, by their number from 1
/// @param answers what licence-service made of granted items
public record ChangeStory(
        ChangeKey change,
        @Nullable Beginning beginning,
        Map<Integer, Revision> revisions,
        Map<Item, Answered> answers) {

    /// @param nature whether it undoes an earlier one
    /// @param effectiveAt since when it holds in the municipality's register
    /// @param corrects the change that this one corrects or cancels
    public record Beginning(Nature nature, Instant effectiveAt, @Nullable ChangeKey corrects) {}

    public enum Nature {
        NEW,
        CORRECTION,
        CANCELLATION
    }

    /// One verdict. The first names every item of the change; each later one only those that still
    /// waited.
    public record Revision(Instant at, Map<Item, Standing.Verdict> verdicts) {

        public Revision {
            EnumMap<Item, Standing.Verdict> ordered = new EnumMap<>(Item.class);
            ordered.putAll(verdicts);
            verdicts = Collections.unmodifiableMap(ordered);
        }

        /// The same verdict with more of its items.
        public Revision and(Revision more) {
            Map<Item, Standing.Verdict> all = new EnumMap<>(Item.class);
            all.putAll(verdicts);
            all.putAll(more.verdicts);
            return new Revision(at, all);
        }
    }

    public record Answered(Instant at, Standing.Answer answer) {}

    public ChangeStory {
        revisions = Collections.unmodifiableMap(new TreeMap<>(revisions));
        EnumMap<Item, Answered> ordered = new EnumMap<>(Item.class);
        ordered.putAll(answers);
        answers = Collections.unmodifiableMap(ordered);
    }

    public static ChangeStory unheard(ChangeKey change) {
        return new ChangeStory(change, null, Map.of(), Map.of());
    }

    /// consent-service gave its verdict.
    public ChangeStory decided(int number, Beginning heard, Revision revision) {
        Map<Integer, Revision> more = new TreeMap<>(revisions);
        more.putIfAbsent(number, revision);
        boolean first = number == 1 && beginning == null;
        return new ChangeStory(change, first ? heard : beginning, more, answers);
    }

    /// licence-service said what became of items that were granted.
    public ChangeStory answered(Map<Item, Answered> heard) {
        Map<Item, Answered> more = new EnumMap<>(Item.class);
        more.putAll(heard);
        more.putAll(answers);
        return new ChangeStory(change, beginning, revisions, more);
    }

    /// The latest verdict on each item, as far as no revision is missing.
    public Map<Item, Standing.Verdict> verdicts() {
        Map<Item, Standing.Verdict> latest = new EnumMap<>(Item.class);
        Revision revision = revisions.get(1);
        for (int next = 2; revision != null; next++) {
            latest.putAll(revision.verdicts());
            revision = revisions.get(next);
        }
        return latest;
    }
}
