package jp.kisai.localstack.demo;

import java.util.List;
import java.util.stream.Stream;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.ConsentDecided.Granted;
import jp.kisai.contracts.event.ConsentDecided.Refused;
import jp.kisai.contracts.event.ConsentDecided.Waiting;

/// How one change ends, hop by hop: written beforehand for each case, and compared with what
/// the topics said. Each list is complete, so an effect that happens twice is another ending.
///
/// @param verdicts ② each item's verdicts in the order of their revisions, such as `ADDRESS
///     GRANTED`
/// @param versions ③ the record versions that it led to
/// @param encoded ④ whether it reached the chip
/// @param notices ⑤ the outcomes that the holder was told, sorted
/// @param answers ⑥ the outcomes that the municipality was told, sorted
public record Ending(
        List<String> verdicts,
        List<String> versions,
        boolean encoded,
        List<String> notices,
        List<String> answers) {

    static final Ending NOTHING = new Ending(List.of(), List.of(), false, List.of(), List.of());

    static Ending verdicts(String... verdicts) {
        return new Ending(List.of(verdicts), List.of(), false, List.of(), List.of());
    }

    Ending version(String version) {
        return new Ending(verdicts, List.of(version), encoded, notices, answers);
    }

    Ending onTheChip() {
        return new Ending(verdicts, versions, true, notices, answers);
    }

    Ending told(String... outcomes) {
        return new Ending(
                verdicts, versions, encoded, Stream.of(outcomes).sorted().toList(), answers);
    }

    Ending answered(String... outcomes) {
        return new Ending(
                verdicts, versions, encoded, notices, Stream.of(outcomes).sorted().toList());
    }

    static String of(ConsentDecided.ItemVerdict verdict) {
        return switch (verdict) {
            case Granted granted -> granted.item() + " GRANTED";
            case Refused refused -> refused.item() + " REFUSED " + refused.refusal();
            case Waiting waiting -> waiting.item() + " WAITING " + waiting.doubt();
        };
    }
}
