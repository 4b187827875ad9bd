package jp.kisai.localstack.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.StringJoiner;
import jp.kisai.contracts.vocabulary.ChangeKey;

/// Prints how each case ended, hop by hop, for a person at a terminal.
final class Playbill {

    private static final String NOTHING = "—";

    private final PrintWriter out;

    Playbill(PrintWriter out) {
        this.out = out;
    }

    void print(List<Performance.Result> results) {
        int number = 0;
        for (Performance.Result result : results) {
            print(++number, result);
        }
        long asWritten = results.stream().filter(Performance.Result::asWritten).count();
        out.printf("%n%d of %d cases ended as written.%n", asWritten, results.size());
        out.flush();
    }

    private void print(int number, Performance.Result result) {
        out.printf(
                "%n%s %2d  %s%n      %s%n",
                result.asWritten() ? "✔" : "✘",
                number,
                result.part().title(),
                result.part().japanese());
        Played played = result.played();
        if (played != null) {
            for (ChangeKey change : played.endings().keySet()) {
                print(change, played.story().ending(change));
            }
            played.story()
                    .deadLetters()
                    .forEach(
                            cause ->
                                    out.printf(
                                            "      ✉ set aside: %s; the municipality was told%n",
                                            cause));
        }
        result.differences().forEach(difference -> out.printf("      ! %s%n", difference));
    }

    private void print(ChangeKey change, Ending ending) {
        hop("①", "municipality " + change.producer() + " sent event " + change.id());
        hop("②", "consent: " + joined(ending.verdicts(), " → "));
        hop("③", "record: " + joined(ending.versions(), ", "));
        hop("④", "chip: " + (ending.encoded() ? "encoded, read back and equal" : NOTHING));
        hop("⑤", "holder told: " + joined(ending.notices(), ", "));
        hop("⑥", "municipality told: " + joined(ending.answers(), ", "));
    }

    private void hop(String number, String what) {
        out.printf("      %s %s%n", number, what);
    }

    private static String joined(List<String> words, String separator) {
        StringJoiner joiner = new StringJoiner(separator);
        joiner.setEmptyValue(NOTHING);
        words.forEach(joiner::add);
        return joiner.toString();
    }
}
