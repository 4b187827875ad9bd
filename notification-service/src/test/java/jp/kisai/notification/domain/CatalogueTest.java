package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.notification.CatalogueFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every reason of every service has its words, in every language, and they keep the language's
/// rules.
class CatalogueTest {

    private static final Catalogue CATALOGUE = CatalogueFiles.catalogue();

    private static final Pattern KANJI = Pattern.compile("\\p{IsHan}+々?");
    private static final Pattern READING = Pattern.compile("（[\\p{IsHiragana}ー]+）");
    private static final Pattern SENTENCE_END = Pattern.compile("。");
    private static final int EASY_SENTENCE_CHARACTERS = 60;
    private static final int TITLE_CHARACTERS = 80;

    @ParameterizedTest
    @EnumSource
    void hasExactlyTheTextsThatTheVocabularyNeeds(Language language) {
        assertEquals(new TreeSet<>(needed()), new TreeSet<>(CATALOGUE.of(language).keySet()));
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTextEmptyOrUntranslated(Language language) {
        CATALOGUE
                .of(language)
                .forEach(
                        (key, text) -> {
                            assertFalse(text.isEmpty(), key);
                            boolean japanese =
                                    text.codePoints()
                                            .mapToObj(Character.UnicodeScript::of)
                                            .anyMatch(
                                                    script ->
                                                            script == Character.UnicodeScript.HAN
                                                                    || script
                                                                            == Character
                                                                                    .UnicodeScript
                                                                                    .HIRAGANA
                                                                    || script
                                                                            == Character
                                                                                    .UnicodeScript
                                                                                    .KATAKANA);
                            boolean needsNoWords =
                                    key.equals("group") || key.equals("list.separator");
                            assertTrue(
                                    needsNoWords || japanese == (language != Language.ENGLISH),
                                    key + " in " + language);
                        });
    }

    @ParameterizedTest
    @EnumSource
    void usesTheSamePlaceholdersInEveryLanguage(Language language) {
        Pattern placeholder = Pattern.compile("\\{\\w+}");
        CATALOGUE
                .of(language)
                .forEach(
                        (key, text) ->
                                assertEquals(
                                        found(placeholder, CATALOGUE.text(Language.JAPANESE, key)),
                                        found(placeholder, text),
                                        key));
    }

    @ParameterizedTest
    @EnumSource
    void tellsNothingOfThePersonInASubjectLine(Language language) {
        Map<String, String> texts = CATALOGUE.of(language);
        List<String> items =
                Stream.of(Item.values()).map(item -> texts.get("item." + item)).toList();
        texts.entrySet().stream()
                .filter(each -> each.getKey().startsWith("title."))
                .forEach(
                        title -> {
                            assertFalse(title.getValue().contains("{"), title.getKey());
                            assertTrue(
                                    title.getValue().length() <= TITLE_CHARACTERS, title.getKey());
                            for (String item : items) {
                                assertFalse(
                                        title.getValue()
                                                .toLowerCase(Locale.ROOT)
                                                .contains(item.toLowerCase(Locale.ROOT)),
                                        title.getKey() + " names " + item);
                            }
                        });
    }

    @Test
    void givesAReadingAfterEveryKanjiWordInEasyJapanese() {
        CATALOGUE
                .of(Language.EASY_JAPANESE)
                .forEach(
                        (key, text) -> {
                            Matcher kanji = KANJI.matcher(text);
                            while (kanji.find()) {
                                Matcher reading =
                                        READING.matcher(text).region(kanji.end(), text.length());
                                assertTrue(
                                        reading.lookingAt(),
                                        key + ": " + kanji.group() + " has no reading");
                            }
                        });
    }

    @Test
    void keepsEasyJapaneseSentencesShort() {
        CATALOGUE
                .of(Language.EASY_JAPANESE)
                .forEach(
                        (key, text) -> {
                            String plain = READING.matcher(text).replaceAll("");
                            SENTENCE_END
                                    .splitAsStream(plain)
                                    .forEach(
                                            sentence ->
                                                    assertTrue(
                                                            sentence.length()
                                                                    <= EASY_SENTENCE_CHARACTERS,
                                                            key + " is too long: " + sentence));
                        });
    }

    /// Words of offices, each with what やさしい日本語 says instead.
    @Test
    void avoidsTheWordsOfOfficesInEasyJapanese() {
        Map<String, String> instead =
                Map.ofEntries(
                        Map.entry("失効", "使えなくなる"),
                        Map.entry("有効", "使うことができる"),
                        Map.entry("満了", "終わる"),
                        Map.entry("期限", "しめきり"),
                        Map.entry("提出", "出す"),
                        Map.entry("申請", "申し込む"),
                        Map.entry("発行", "もらう"),
                        Map.entry("交付", "もらう"),
                        Map.entry("記載", "書いてある"),
                        Map.entry("事項", "内容"),
                        Map.entry("経過", "たつ"),
                        Map.entry("反映", "変える"),
                        Map.entry("登録", "届けを出す"),
                        Map.entry("確認", "調べる"),
                        Map.entry("更新", "新しくする"),
                        Map.entry("開始", "始まる"),
                        Map.entry("終了", "終わる"),
                        Map.entry("可能", "できる"),
                        Map.entry("不可", "できない"),
                        Map.entry("氏名", "名前"),
                        Map.entry("生年月日", "生まれた日"),
                        Map.entry("手数料", "お金"),
                        Map.entry("ご覧", "見る"),
                        Map.entry("いただ", "もらう"),
                        Map.entry("及び", "と"),
                        Map.entry("または", "か"),
                        Map.entry("速やか", "早く"));
        CATALOGUE
                .of(Language.EASY_JAPANESE)
                .forEach(
                        (key, text) -> {
                            String plain = READING.matcher(text).replaceAll("");
                            instead.forEach(
                                    (hard, easy) ->
                                            assertFalse(
                                                    plain.contains(hard),
                                                    key + " says " + hard + ", not " + easy));
                        });
    }

    @Test
    void refusesACatalogueInWhichALanguageLacksAText() {
        Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Map<String, String> entries = new HashMap<>(CATALOGUE.of(language));
            if (language == Language.ENGLISH) {
                entries.remove("refusal.NO_CONSENT.why");
            }
            texts.put(language, entries);
        }

        assertThrows(IllegalArgumentException.class, () -> new Catalogue(texts));
    }

    private static Set<String> needed() {
        return Stream.of(
                        outcomes().flatMap(it -> Stream.of("title." + it, "intro." + it)),
                        keys("refusal.", Refusal.values(), ".why", ".now"),
                        keys("doubt.", Doubt.values(), ".why", ".now", ".until"),
                        keys("failure.", EncodingFailure.values(), ".why", ".now"),
                        keys("clock.", Clocks.Kind.values(), ".ends", ".now"),
                        Stream.of("clock.RENEWAL.moved", "office.open", "office.next"),
                        keys("weekday.", DayOfWeek.values(), ""),
                        Stream.of("granted.why", "granted.now"),
                        Stream.of("title.ACTION_NEEDED", "title.CORRECTION"),
                        keys("item.", Item.values(), ""),
                        keys("who.", Party.values(), ""),
                        Stream.of("place.COUNTER", "place.MUNICIPAL_OFFICE", "place.PORTAL"),
                        Stream.of("fee.NONE", "fee.RECORDING"),
                        ServiceReasons.keys().stream(),
                        Stream.of("title", "why", "code", "until", "stranger")
                                .map(it -> "confirm." + it),
                        Stream.of("nature.CORRECTION", "nature.CANCELLATION"),
                        IntStream.rangeClosed(1, 47).mapToObj("prefecture.%02d"::formatted),
                        Stream.of("follows", "contact", "group", "list.separator"),
                        Stream.of("applied", "applied.chip", "applied.validUntil"))
                .flatMap(each -> each)
                .collect(Collectors.toSet());
    }

    private static Stream<String> outcomes() {
        return Stream.of(
                        Stream.of(Outcome.ChangeOutcome.Kind.values()).map(Enum::name),
                        Stream.of(Outcome.FollowUp.Sort.values()).map(Enum::name),
                        Stream.of("ENCODED", "ENCODING_HELD", "ENCODING_FAILED", "REMINDER"))
                .flatMap(each -> each);
    }

    private static Stream<String> keys(String prefix, Enum<?>[] words, String... endings) {
        return Stream.of(words)
                .flatMap(word -> Stream.of(endings).map(ending -> prefix + word + ending));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group())
                .collect(Collectors.toSet());
    }
}
