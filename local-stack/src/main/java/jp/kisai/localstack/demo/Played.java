package jp.kisai.localstack.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import jp.kisai.contracts.event.LicenceChanged.Licence;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.localstack.doubles.Resident;

/// A case that was played: whose it is, and the written ends of its changes.
public final class Played {

    private final Story story;
    private final Map<ChangeKey, Ending> endings = new LinkedHashMap<>();
    private final List<DeadLetterCause> deadLetters = new ArrayList<>();
    private final Map<String, Predicate<Licence>> facts = new LinkedHashMap<>();

    private Played(Story story) {
        this.story = story;
    }

    static Played by(Stage stage, Resident resident) {
        return new Played(stage.story(resident));
    }

    Played ends(ChangeKey change, Ending ending) {
        endings.put(change, ending);
        return this;
    }

    Played setAside(DeadLetterCause cause) {
        deadLetters.add(cause);
        return this;
    }

    /// What the licence must say in the end.
    Played licence(String what, Predicate<Licence> fact) {
        facts.put(what, fact);
        return this;
    }

    public Map<ChangeKey, Ending> endings() {
        return endings;
    }

    public Story story() {
        return story;
    }

    public List<DeadLetterCause> expectedDeadLetters() {
        return deadLetters;
    }

    boolean endedAsWritten() {
        return differences().isEmpty();
    }

    /// Where the topics say something else than what was written; empty when the case ended as
    /// written.
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        endings.forEach(
                (change, written) -> {
                    Ending seen = story.ending(change);
                    if (!seen.equals(written)) {
                        differences.add("written " + written + "\n     but seen " + seen);
                    }
                });
        if (!story.deadLetters().equals(deadLetters)) {
            differences.add(
                    "dead letters written " + deadLetters + " but seen " + story.deadLetters());
        }
        if (!story.rejections().equals(deadLetters)) {
            differences.add(
                    "the municipality was told "
                            + story.rejections()
                            + " instead of "
                            + deadLetters);
        }
        if (story.encodedTwice()) {
            differences.add("a version was encoded twice");
        }
        facts.forEach(
                (what, fact) -> {
                    if (story.licence().filter(changed -> fact.test(changed.licence())).isEmpty()) {
                        differences.add("the licence does not say: " + what);
                    }
                });
        return differences;
    }
}
