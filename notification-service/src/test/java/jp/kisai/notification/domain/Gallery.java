package jp.kisai.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.notification.domain.ChangeStory.Beginning;
import jp.kisai.notification.domain.ChangeStory.Nature;
import jp.kisai.notification.domain.Outcome.ChangeOutcome;
import org.jspecify.annotations.Nullable;

/// Every notice that a holder can get, in every language, as it leaves: for people to look at.
final class Gallery {

    private static final ChangeKey MOVE =
            new ChangeKey(
                    new MunicipalityCode("462012"),
                    UUID.fromString("0195f7c2-0000-7000-8000-000000000001"));
    private static final HolderId HOLDER = HolderId.of("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    private static final Instant EFFECTIVE = Instant.parse("2026-11-19T15:00:00Z");
    private static final Instant DEADLINE = Instant.parse("2027-02-18T15:00:00Z");
    private static final LocalDate END = LocalDate.of(2027, 3, 14);

    /// A Tuesday morning; and when nobody is there: noon, a Saturday, the turn of the year.
    private static final LocalDateTime OPEN = LocalDateTime.of(2026, 11, 24, 10, 0);

    private static final List<LocalDateTime> CLOSED =
            List.of(
                    LocalDateTime.of(2026, 11, 24, 12, 15),
                    LocalDateTime.of(2026, 11, 28, 10, 0),
                    LocalDateTime.of(2026, 12, 30, 10, 0));

    /// @param letters in every language
    record Case(String name, Map<Language, Letter> letters) {}

    private final Catalogue catalogue;

    Gallery(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// By their sections.
    Map<String, List<Case>> cases() {
        Map<String, List<Case>> all = new LinkedHashMap<>();
        all.put("Applied", applied());
        all.put(
                "Refused",
                Stream.of(Refusal.values())
                        .map(it -> one(it.name(), refused(it), Nature.NEW, OPEN))
                        .toList());
        all.put(
                "Waiting",
                Stream.of(Doubt.values())
                        .map(it -> one(it.name(), waiting(it, DEADLINE), Nature.NEW, OPEN))
                        .toList());
        all.put("Still waiting", stillWaiting());
        all.put("Running out", runningOut());
        all.put("The chip", chip());
        all.put(
                "Counters that are closed",
                CLOSED.stream()
                        .map(it -> one(it.toString(), refused(Refusal.NO_CONSENT), Nature.NEW, it))
                        .toList());
        all.put(
                "The proof of a mail address",
                List.of(of("proof", writer -> writer.proof("7KQ4M2XWRD", 30))));
        return all;
    }

    private List<Case> applied() {
        return List.of(
                one("address", applied(Item.ADDRESS), Nature.NEW, OPEN),
                one(
                        "birth date, which moves the validity",
                        applied(Item.BIRTH_DATE),
                        Nature.NEW,
                        OPEN),
                one("after a correction", applied(Item.NAME), Nature.CORRECTION, OPEN),
                one("after a cancellation", applied(Item.ADDRESS), Nature.CANCELLATION, OPEN),
                one(
                        "in part",
                        new ChangeOutcome(
                                ChangeOutcome.Kind.APPLIED_IN_PART,
                                Map.of(
                                        Item.ADDRESS,
                                        new Standing.Applied(new RecordVersion(2)),
                                        Item.NAME,
                                        new Standing.Refused(Refusal.ITEM_NOT_CONSENTED))),
                        Nature.NEW,
                        OPEN));
    }

    private List<Case> stillWaiting() {
        return Stream.concat(
                        Stream.of(3, 14, 30)
                                .map(
                                        day ->
                                                one(
                                                        "nudge, day " + day,
                                                        followUp(day, Doubt.WAITING_FOR_HOLDER),
                                                        Nature.NEW,
                                                        OPEN)),
                        Stream.of(
                                one(
                                        "undecided",
                                        followUp(7, Doubt.REVOCATION_UNKNOWN),
                                        Nature.NEW,
                                        OPEN),
                                one(
                                        "granted, not yet in the record",
                                        new Outcome.FollowUp(
                                                Outcome.FollowUp.Sort.UNDECIDED,
                                                7,
                                                Map.of(Item.ADDRESS, new Standing.Granted())),
                                        Nature.NEW,
                                        OPEN)))
                .toList();
    }

    private List<Case> runningOut() {
        Map<Clocks.Kind, Outcome.Reminder.Ending> all = new EnumMap<>(Clocks.Kind.class);
        for (Clocks.Kind clock : Clocks.Kind.values()) {
            all.put(clock, new Outcome.Reminder.Ending(END, 1));
        }
        return Stream.concat(
                        Stream.of(Clocks.Kind.values())
                                .map(
                                        clock ->
                                                one(
                                                        clock.name(),
                                                        new Outcome.Reminder(
                                                                Map.of(
                                                                        clock,
                                                                        new Outcome.Reminder.Ending(
                                                                                END, 1))),
                                                        Nature.NEW,
                                                        OPEN)),
                        Stream.of(one("all of them", new Outcome.Reminder(all), Nature.NEW, OPEN)))
                .toList();
    }

    private List<Case> chip() {
        return Stream.concat(
                        Stream.of(
                                one("encoded", new Outcome.Encoded(), Nature.NEW, OPEN),
                                one("held", new Outcome.EncodingHeld(), Nature.NEW, OPEN)),
                        Stream.of(EncodingFailure.values())
                                .map(
                                        it ->
                                                one(
                                                        it.name(),
                                                        new Outcome.EncodingFailed(it),
                                                        Nature.NEW,
                                                        OPEN)))
                .toList();
    }

    private static Outcome applied(Item item) {
        return new ChangeOutcome(
                ChangeOutcome.Kind.APPLIED,
                Map.of(item, new Standing.Applied(new RecordVersion(2))));
    }

    private static Outcome refused(Refusal refusal) {
        return new ChangeOutcome(
                ChangeOutcome.Kind.REFUSED,
                Map.of(
                        refusal == Refusal.NO_SUBMISSION_IN_TIME ? Item.DOMICILE : Item.ADDRESS,
                        new Standing.Refused(refusal)));
    }

    private static Outcome waiting(Doubt doubt, @Nullable Instant until) {
        Standing.Waiting waiting = new Standing.Waiting(doubt, until);
        return new ChangeOutcome(Outcomes.kind(List.of(waiting)), Map.of(item(doubt), waiting));
    }

    private static Outcome followUp(int day, Doubt doubt) {
        return new Outcome.FollowUp(
                doubt == Doubt.WAITING_FOR_HOLDER
                        ? Outcome.FollowUp.Sort.NUDGE
                        : Outcome.FollowUp.Sort.UNDECIDED,
                day,
                Map.of(item(doubt), new Standing.Waiting(doubt, DEADLINE)));
    }

    private static Item item(Doubt doubt) {
        return doubt == Doubt.WAITING_FOR_HOLDER ? Item.DOMICILE : Item.ADDRESS;
    }

    private Case one(String name, Outcome outcome, Nature nature, LocalDateTime now) {
        Notice notice =
                new Notice(
                        HOLDER,
                        Notice.aboutChange(MOVE),
                        outcome,
                        List.of(MOVE),
                        MOVE.producer().prefecture(),
                        new Beginning(nature, EFFECTIVE, nature == Nature.NEW ? null : MOVE),
                        0,
                        outcome instanceof Outcome.FollowUp,
                        EFFECTIVE,
                        EFFECTIVE,
                        null);
        return of(name, writer -> writer.write(notice, new Circumstances(END, OFFICES, now)));
    }

    private Case of(String name, Function<Writer, Letter> letter) {
        return new Case(
                name,
                Stream.of(Language.values())
                        .collect(
                                Collectors.toMap(
                                        it -> it,
                                        it -> letter.apply(new Writer(catalogue, it)),
                                        (one, _) -> one,
                                        () -> new EnumMap<>(Language.class))));
    }

    /// The two counters of the Kagoshima police, with their hours.
    private static final List<Office> OFFICES =
            List.of(
                    office(
                            "交通安全教育センター",
                            "交通（こうつう）安全（あんぜん）教育（きょういく）センター",
                            "Traffic Safety Education Centre",
                            Office.Day.WEEKDAY,
                            Office.Day.SUNDAY),
                    office(
                            "鹿児島県内の警察署・幹部派出所",
                            "鹿児島県（かごしまけん）の警察署（けいさつしょ）",
                            "Police stations in Kagoshima",
                            Office.Day.WEEKDAY));

    private static Office office(String ja, String easy, String en, Office.Day... days) {
        return new Office(
                en,
                new PrefectureCode("46"),
                Office.Kind.LICENCE_CENTRE,
                Map.of(Language.JAPANESE, ja, Language.EASY_JAPANESE, easy, Language.ENGLISH, en),
                Stream.of(days).flatMap(Gallery::hours).toList(),
                false,
                Set.of());
    }

    private static Stream<Office.Hours> hours(Office.Day day) {
        LocalTime opens = day == Office.Day.SUNDAY ? LocalTime.of(8, 0) : LocalTime.of(8, 30);
        return Stream.of(
                new Office.Hours(day, opens, LocalTime.of(11, 30)),
                new Office.Hours(day, LocalTime.of(13, 0), LocalTime.of(16, 0)));
    }

    /// Words of which a letter shows only one of many, and reasons that are told in no letter.
    private Map<String, Map<Language, String>> words() {
        Map<String, Map<Language, String>> words = new LinkedHashMap<>();
        catalogue.of(Language.ENGLISH).keySet().stream()
                .filter(
                        key ->
                                key.matches(
                                        "(item|who|weekday|prefecture|licence|card-writer|consent)\\..*"))
                .sorted()
                .forEach(
                        key -> {
                            Map<Language, String> each = new EnumMap<>(Language.class);
                            for (Language language : Language.values()) {
                                each.put(language, catalogue.text(language, key));
                            }
                            words.put(key, each);
                        });
        return words;
    }

    /// A page that needs nothing else.
    String html() {
        StringBuilder page = new StringBuilder(HEAD);
        cases().forEach(
                        (section, cases) -> {
                            page.append("<h2>").append(section).append("</h2>\n");
                            cases.forEach(each -> write(page, each));
                        });
        page.append("<h2>Words, and reasons that services answer</h2>\n<table>\n");
        words().forEach(
                        (key, each) -> {
                            page.append("<tr><th>").append(key).append("</th>");
                            each.forEach((language, text) -> cell(page, "td", language, text));
                            page.append("</tr>\n");
                        });
        return page.append("</table>\n").toString();
    }

    private static void write(StringBuilder page, Case each) {
        page.append("<h3>").append(escaped(each.name())).append("</h3>\n<div>\n");
        each.letters()
                .forEach(
                        (language, letter) -> {
                            page.append("<article lang=\"")
                                    .append(language.locale())
                                    .append("\">\n");
                            cell(page, "h4", language, letter.title());
                            page.append('\n');
                            for (String paragraph : letter.paragraphs()) {
                                cell(page, "p", language, paragraph);
                                page.append('\n');
                            }
                            page.append("</article>\n");
                        });
        page.append("</div>\n");
    }

    private static void cell(StringBuilder page, String tag, Language language, String text) {
        String lang = tag.equals("td") ? " lang=\"" + language.locale() + "\"" : "";
        page.append('<').append(tag).append(lang).append('>').append(escaped(text));
        page.append("</").append(tag).append('>');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <meta charset="utf-8">
            <title>What holders read</title>
            <style>
            body { font: 15px/1.7 sans-serif; margin: 2rem; color: #222; }
            h2 { border-bottom: 2px solid #346; margin-top: 3rem; }
            h3 { color: #346; margin: 2rem 0 .5rem; }
            div { display: grid; grid-template-columns: repeat(3, minmax(0, 26rem)); gap: 1rem; }
            article { border: 1px solid #bbc; border-radius: 4px; padding: 0 1rem; }
            h4 { margin: .8rem 0; }
            p { margin: .6rem 0; }
            td, th { padding: .1rem 1rem .1rem 0; text-align: left; font-weight: normal; }
            </style>
            <h1>What holders read</h1>
            <p>Every notice in Japanese, やさしい日本語 and English, as it leaves for the portal and by mail. Written by
            <code>GalleryTest</code> from the catalogue of texts; never by hand.</p>
            """;
}
