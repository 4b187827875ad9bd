package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.notification.CatalogueFiles;
import jp.kisai.notification.domain.ChangeStory.Beginning;
import jp.kisai.notification.domain.ChangeStory.Nature;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import jp.kisai.notification.domain.Outcome.ChangeOutcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a holder reads.
class WriterTest {

    private static final HolderId HOLDER = HolderId.of("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    private static final ChangeKey CHANGE =
            new ChangeKey(
                    new MunicipalityCode("141003"),
                    UUID.fromString("0195f7c2-0000-7000-8000-000000000001"));
    /// Still the 22nd in Greenwich.
    private static final Instant NOVEMBER_23 = Instant.parse("2026-11-22T15:00:00Z");

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 24, 12, 0);
    private static final Circumstances NOTHING_ELSE = new Circumstances(null, List.of(), NOON);

    private static final Catalogue CATALOGUE = CatalogueFiles.catalogue();

    @Test
    void tellsAPartlyAppliedMarriageItemByItem() {
        Notice notice =
                about(
                        Kind.APPLIED_IN_PART,
                        Map.of(
                                Item.ADDRESS,
                                new Standing.Applied(new RecordVersion(2)),
                                Item.NAME,
                                new Standing.Refused(Refusal.ITEM_NOT_CONSENTED)));

        Letter letter = in(Language.JAPANESE).write(notice, NOTHING_ELSE);

        assertEquals("運転免許の記録の一部を変更しました（残りの手続のご案内）", letter.title());
        assertEquals(
                List.of(
                        "市区町村に登録された令和8年（2026年）11月23日付けの変更のうち、一部を運転免許の記録に反映しました。項目ごとの結果は、次のとおりです。",
                        "【住所】変更しました。",
                        "【氏名】同意をいただいた項目に含まれていないため、自動では変更できませんでした。"
                                + "お早めに、窓口で記載事項変更の届出をしてください。同意する項目は、その際に追加していただけます。",
                        "次にお手続をされる方：ご本人",
                        "窓口：神奈川県の運転免許センターまたは警察署。マイナンバーカードをお持ちください。",
                        "手数料：かかりません（記載事項変更の届出）",
                        "ICチップの記録が新しくなりましたら、あらためてお知らせします。",
                        "お問い合わせ：マイナンバー総合フリーダイヤル 0120-95-0178（7番：マイナ免許証）"),
                letter.paragraphs());
    }

    @ParameterizedTest
    @CsvSource({
        // The wait ends with the 21st, or in the middle of the 21st.
        "2027-02-21T15:00:00Z, 令和9年（2027年）2月21日",
        "2027-02-21T03:00:00Z, 令和9年（2027年）2月21日"
    })
    void namesTheLastDayOnWhichSomethingCanStillBeDone(Instant until, String day) {
        Notice notice =
                about(
                        Kind.WAITING,
                        Map.of(
                                Item.ADDRESS,
                                new Standing.Waiting(Doubt.WAITING_FOR_SUCCESSOR, until)));

        Letter letter = in(Language.JAPANESE).write(notice, NOTHING_ELSE);

        assertTrue(letter.paragraphs().contains("期限：" + day + "まで。過ぎますと、警察の窓口での届出が必要になります。"));
        assertTrue(letter.paragraphs().contains("窓口：お住まいの市区町村の、マイナンバーカードの担当窓口"));
    }

    @Test
    void namesTheDayItselfOnWhichAFutureChangeIsMade() {
        Notice notice =
                about(
                        Kind.WAITING,
                        Map.of(
                                Item.ADDRESS,
                                new Standing.Waiting(Doubt.NOT_YET_EFFECTIVE, NOVEMBER_23)));

        assertTrue(
                in(Language.ENGLISH)
                        .write(notice, NOTHING_ELSE)
                        .paragraphs()
                        .contains("The update continues on 23 November 2026."));
    }

    @ParameterizedTest
    @CsvSource({
        "JAPANESE, 運転免許の有効期間の末日は、令和11年（2029年）4月5日です。",
        "EASY_JAPANESE, 免許（めんきょ）を使（つか）うことができるのは、2029年（ねん）4月（がつ）5日（いつか）までです。",
        "ENGLISH, Your driving licence is valid until 5 April 2029."
    })
    void tellsTheNewValidityWithANewBirthDate(Language language, String sentence) {
        Notice notice =
                about(
                        Kind.APPLIED,
                        Map.of(Item.BIRTH_DATE, new Standing.Applied(new RecordVersion(2))));

        Letter letter =
                in(language)
                        .write(
                                notice,
                                new Circumstances(LocalDate.of(2029, 4, 5), List.of(), NOON));

        assertTrue(letter.paragraphs().contains(sentence), letter::toString);
    }

    @Test
    void writesTheFirstYearOfAnEraAsSuch() {
        assertEquals(
                "令和元年（2019年）5月1日", TokyoDate.write(LocalDate.of(2019, 5, 1), Language.JAPANESE));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2029年（ねん）4月（がつ）1日（ついたち）",
        "2, 2029年（ねん）4月（がつ）2日（ふつか）",
        "11, 2029年（ねん）4月（がつ）11日（にち）",
        "14, 2029年（ねん）4月（がつ）14日（じゅうよっか）",
        "20, 2029年（ねん）4月（がつ）20日（はつか）",
        "24, 2029年（ねん）4月（がつ）24日（にじゅうよっか）"
    })
    void readsDaysAsTheyAreSpoken(int day, String written) {
        assertEquals(written, TokyoDate.write(LocalDate.of(2029, 4, day), Language.EASY_JAPANESE));
    }

    @Test
    void countsDaysInEveryLanguage() {
        assertEquals("3日", TokyoDate.write(3, Language.JAPANESE));
        assertEquals("3日（みっか）", TokyoDate.write(3, Language.EASY_JAPANESE));
        assertEquals("30日（にち）", TokyoDate.write(30, Language.EASY_JAPANESE));
        assertEquals("1日（にち）", TokyoDate.write(1, Language.EASY_JAPANESE));
        assertEquals("3 days", TokyoDate.write(3, Language.ENGLISH));
        assertEquals("1 day", TokyoDate.write(1, Language.ENGLISH));
    }

    @Test
    void tellsOfItemsThatStandAlikeTogether() {
        Standing.Tellable refused = new Standing.Refused(Refusal.NO_CONSENT);
        Notice notice = about(Kind.REFUSED, Map.of(Item.ADDRESS, refused, Item.NAME, refused));

        Letter letter = in(Language.ENGLISH).write(notice, NOTHING_ELSE);

        assertEquals(
                1,
                letter.paragraphs().stream()
                        .filter(each -> each.startsWith("Address, Name: not updated"))
                        .count());
    }

    @Test
    void saysThatACorrectionIsOneAndThatMoreWasToldBefore() {
        Notice plain =
                about(
                        Kind.APPLIED,
                        Map.of(Item.ADDRESS, new Standing.Applied(new RecordVersion(3))));
        Notice correction =
                new Notice(
                                HOLDER,
                                plain.about(),
                                plain.outcome(),
                                plain.changes(),
                                plain.prefecture(),
                                new Beginning(Nature.CORRECTION, NOVEMBER_23, CHANGE),
                                0,
                                false,
                                plain.happenedAt(),
                                plain.toldAt(),
                                null)
                        .following(true);

        List<String> body = in(Language.ENGLISH).write(correction, NOTHING_ELSE).paragraphs();

        assertEquals("This follows an earlier notice about the same matter.", body.get(0));
        assertEquals(
                "Your municipality has corrected an earlier entry in its register.", body.get(1));
    }

    @ParameterizedTest
    @MethodSource("everyOutcome")
    void writesEveryOutcomeInEveryLanguageWithoutALeftOver(Outcome outcome) {
        Notice notice = notice(outcome);
        for (Language language : Language.values()) {
            Letter letter =
                    in(language)
                            .write(
                                    notice,
                                    new Circumstances(LocalDate.of(2029, 4, 5), List.of(), NOON));

            assertTrue(letter.paragraphs().size() >= 2, letter::toString);
            assertFalse((letter.title() + letter.paragraphs()).contains("{"), letter::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("everyOutcome")
    void saysWhereToGoToWhoeverMustAct(Outcome outcome) {
        List<String> body = in(Language.ENGLISH).write(notice(outcome), NOTHING_ELSE).paragraphs();

        boolean holder = Action.mustAct(outcome) == Party.HOLDER;
        assertEquals(holder, body.contains("Next step: you"), body::toString);
        assertTrue(
                !holder || body.stream().anyMatch(each -> each.startsWith("Where: ")),
                body::toString);
    }

    static Stream<Outcome> everyOutcome() {
        Stream<Outcome> refusals =
                Stream.of(Refusal.values())
                        .map(
                                it ->
                                        new ChangeOutcome(
                                                Kind.REFUSED,
                                                Map.of(Item.ADDRESS, new Standing.Refused(it))));
        Stream<Outcome> doubts =
                Stream.of(Doubt.values())
                        .map(
                                it ->
                                        new ChangeOutcome(
                                                Kind.WAITING,
                                                Map.of(
                                                        Item.DOMICILE,
                                                        new Standing.Waiting(it, NOVEMBER_23))));
        Stream<Outcome> applied =
                Stream.of(Item.values())
                        .map(
                                it ->
                                        new ChangeOutcome(
                                                Kind.APPLIED,
                                                Map.of(
                                                        it,
                                                        new Standing.Applied(
                                                                new RecordVersion(2)))));
        Stream<Outcome> failures =
                Stream.of(EncodingFailure.values()).map(Outcome.EncodingFailed::new);
        return Stream.of(
                        refusals,
                        doubts,
                        applied,
                        failures,
                        Stream.of(new Outcome.Encoded(), new Outcome.EncodingHeld()))
                .flatMap(each -> each);
    }

    private static Writer in(Language language) {
        return new Writer(CATALOGUE, language);
    }

    private static Notice about(Kind kind, Map<Item, Standing.Tellable> items) {
        return notice(new ChangeOutcome(kind, items));
    }

    private static Notice notice(Outcome outcome) {
        return new Notice(
                HOLDER,
                Notice.aboutChange(CHANGE),
                outcome,
                List.of(CHANGE),
                CHANGE.producer().prefecture(),
                new Beginning(Nature.NEW, NOVEMBER_23, null),
                0,
                false,
                NOVEMBER_23,
                NOVEMBER_23,
                null);
    }
}
