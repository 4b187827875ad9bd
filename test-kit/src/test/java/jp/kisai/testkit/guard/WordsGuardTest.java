package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsGuardTest {

    private static final String PAGE =
            """
            | Word | 日本語 | Meaning |
            |---|---|---|
            | `Item` | 記載事項 | |
            | `Answered` | 回答 | |
            ### Item
            | `ADDRESS` | 住所 | |
            | `NAME` | 氏名 | |
            ### Answered.Outcome
            | `APPLIED` | 反映済み | |
            """;

    @TempDir Path folder;

    @Test
    void acceptsADictionaryThatHasEveryWord() {
        assertEquals(List.of(), WordsGuard.violations(planted(PAGE).repository()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"`ADDRESS`", "`NAME`", "`APPLIED`", "`Answered`"})
    void reportsAWordThatIsMissing(String word) {
        String without =
                String.join("\n", PAGE.lines().filter(line -> !line.contains(word + " ")).toList());

        List<Violation> found = WordsGuard.violations(planted(without).repository());

        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().why().contains("is not in the dictionary"));
    }

    @Test
    void reportsAWordThatTheCodeNoLongerHas() {
        String more = PAGE.replace("### Answered", "| `CREST` | 紋章 | |\n### Answered");

        List<Violation> found = WordsGuard.violations(planted(more).repository());

        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().why().contains("CREST of Item is not in the code"));
    }

    @Test
    void reportsAWordWithoutItsJapaneseTerm() {
        List<Violation> found =
                WordsGuard.violations(planted(PAGE.replace("氏名", "name")).repository());

        assertEquals(7, found.getFirst().line());
    }

    private Planted planted(String page) {
        return Planted.in(folder)
                .file("docs/words.md", page)
                .main(
                        "contracts",
                        "jp.kisai.contracts.vocabulary.Item",
                        "public enum Item { ADDRESS, NAME; private final int order = 1; }")
                .main(
                        "contracts",
                        "jp.kisai.contracts.event.Answered",
                        "public record Answered(Outcome o) { enum Outcome { APPLIED } }");
    }
}
