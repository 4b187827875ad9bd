package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.kisai.notification.CatalogueFiles;
import org.junit.jupiter.api.Test;

/// The page with every notice is what the catalogue says today, shows all of it, and reads well as
/// far as counting can tell.
class GalleryTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "notices.html");
    private static final Path WRITTEN = Path.of("target", "notices.html");

    private static final Pattern READING = Pattern.compile("（[\\p{IsHiragana}ー]+）");
    private static final Pattern NESTED = Pattern.compile("（[^）]*（");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[。.!?])\\s*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    /// As many as fit on the locked screen of a telephone, in two lines; readings take no place of
    /// their own there.
    private static final Map<Language, Integer> TITLE =
            Map.of(Language.JAPANESE, 30, Language.EASY_JAPANESE, 36, Language.ENGLISH, 72);

    /// In characters without readings; in English in words.
    private static final Map<Language, Integer> LONGEST_SENTENCE =
            Map.of(Language.JAPANESE, 80, Language.EASY_JAPANESE, 50, Language.ENGLISH, 32);

    private final Gallery gallery = new Gallery(CatalogueFiles.catalogue());

    @Test
    void isThePageInTheDocumentation() throws IOException {
        String today = gallery.html();
        Files.createDirectories(WRITTEN.toAbsolutePath().getParent());
        Files.writeString(WRITTEN, today);

        assertEquals(
                today,
                Files.exists(PAGE) ? Files.readString(PAGE) : "",
                "look at " + WRITTEN.toAbsolutePath() + ", then copy it to " + PAGE);
    }

    @Test
    void showsEveryText() {
        String page = gallery.html();
        for (Language language : Language.values()) {
            CatalogueFiles.catalogue()
                    .of(language)
                    .forEach(
                            (key, text) ->
                                    PLACEHOLDER
                                            .splitAsStream(text)
                                            .forEach(
                                                    part ->
                                                            assertTrue(
                                                                    page.contains(
                                                                            Gallery.escaped(part)),
                                                                    key + " in " + language)));
        }
    }

    @Test
    void leavesNoPlaceholder() {
        everyLetter(
                (language, letter) ->
                        assertTrue(
                                all(letter).noneMatch(text -> text.contains("{")),
                                letter::toString));
    }

    @Test
    void putsNoBracketsIntoBrackets() {
        everyLetter(
                (language, letter) ->
                        all(letter)
                                .forEach(
                                        text ->
                                                assertFalse(
                                                        NESTED.matcher(text).find(),
                                                        language + ": " + text)));
    }

    @Test
    void keepsSubjectLinesShort() {
        everyLetter(
                (language, letter) ->
                        assertTrue(
                                plain(letter.title()).length() <= TITLE.getOrDefault(language, 0),
                                letter.title()));
    }

    @Test
    void keepsSentencesShort() {
        everyLetter(
                (language, letter) ->
                        letter.paragraphs().stream()
                                .flatMap(SENTENCE::splitAsStream)
                                .forEach(
                                        sentence ->
                                                assertTrue(
                                                        length(language, sentence)
                                                                <= LONGEST_SENTENCE.getOrDefault(
                                                                        language, 0),
                                                        length(language, sentence)
                                                                + ": "
                                                                + sentence)));
    }

    private void everyLetter(BiConsumer<Language, Letter> check) {
        gallery.cases().values().stream()
                .flatMap(List::stream)
                .forEach(each -> each.letters().forEach(check));
    }

    private static Stream<String> all(Letter letter) {
        return Stream.concat(Stream.of(letter.title()), letter.paragraphs().stream());
    }

    private static int length(Language language, String sentence) {
        return language == Language.ENGLISH
                ? sentence.split("\\s+", -1).length
                : plain(sentence).length();
    }

    private static String plain(String text) {
        return READING.matcher(text).replaceAll("");
    }
}
