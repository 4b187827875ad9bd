package jp.kisai.consent.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// A producer's numbers: how far they have come, and which are missing on the way.
///
/// Numbers may come in any order and again. What comes late closes its gap; what comes again
/// changes nothing.
///
/// @param highest the highest number heard; 0 if none was
/// @param gaps by their first number; they neither touch nor overlap
public record Sequence(long highest, Map<Long, Gap> gaps) {

    /// @param first the first missing number
    /// @param last the last one
    /// @param since when a later number was heard
    public record Gap(long first, long last, Instant since) {

        public long missing() {
            return last - first + 1;
        }
    }

    /// A number, and when it was heard.
    public record Heard(long number, Instant at) {}

    public Sequence {
        gaps = Map.copyOf(gaps);
    }

    public Sequence after(Collection<Heard> heard) {
        TreeMap<Long, Gap> left = new TreeMap<>(gaps);
        long reached = highest;
        for (Heard one : heard) {
            if (one.number() <= reached) {
                close(left, one.number());
            } else {
                if (one.number() > reached + 1) {
                    left.put(reached + 1, new Gap(reached + 1, one.number() - 1, one.at()));
                }
                reached = one.number();
            }
        }
        return new Sequence(reached, left);
    }

    private static void close(TreeMap<Long, Gap> gaps, long number) {
        Map.Entry<Long, Gap> before = gaps.floorEntry(number);
        if (before == null || before.getValue().last() < number) {
            return;
        }
        Gap gap = before.getValue();
        gaps.remove(gap.first());
        if (gap.first() < number) {
            gaps.put(gap.first(), new Gap(gap.first(), number - 1, gap.since()));
        }
        if (number < gap.last()) {
            gaps.put(number + 1, new Gap(number + 1, gap.last(), gap.since()));
        }
    }
}
