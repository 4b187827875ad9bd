package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.licence.domain.Losses.Lost;
import jp.kisai.licence.domain.Losses.Wish;
import jp.kisai.licence.domain.PortalServices.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of the counter as whole tables, in `src/test/resources/tables`. Each row is one case,
/// what is answered, where that is written, and whether an authority says so; the answer has to
/// carry all three. They are written to be compared with the publications, line by line.
class RuleTablesTest {

    private static final Path TABLES = Path.of("src", "test", "resources", "tables");
    private static final Path SOURCES = Path.of("..", "docs", "reference", "sources.md");
    private static final LocalDate TODAY = Records.TODAY;

    /// Form × state × day × procedure. The licence is valid until Saturday 15 April 2028, the
    /// birthday is on 15 March: before the window, on the birthday, after it, after the last
    /// working day.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/procedures.csv", numLinesToSkip = 1)
    void everyProcedureIsOpenOrClosed(
            HoldingForm form,
            LicenceState state,
            LocalDate day,
            Procedure procedure,
            String answer,
            boolean confirmed,
            String source) {
        Prospects.Prospect prospect =
                Prospects.of(record(form, state), day).stream()
                        .filter(it -> it.procedure() == procedure)
                        .findFirst()
                        .orElseThrow();

        assertEquals(
                row(answer, confirmed, source), row(prospect.refusal(), List.of(prospect.basis())));
    }

    /// Service × form: the table of the leaflet.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/services.csv", numLinesToSkip = 1)
    void everyServiceIsOpenOrClosed(
            Service service, HoldingForm form, String answer, boolean confirmed, String source) {
        Optional<Rule> refusal =
                PortalServices.refusal(service, record(form, LicenceState.IN_FORCE), TODAY);

        Basis basis = refusal.map(Rule::basis).orElse(PortalServices.ground(service).basis());
        assertEquals(row(answer, confirmed, source), row(refusal, List.of(basis)));
    }

    /// Procedure × form before × form after × course.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/fees.csv", numLinesToSkip = 1)
    void everyFeeIsInTheTable(
            Procedure procedure,
            @Nullable HoldingForm from,
            @Nullable HoldingForm to,
            @Nullable Course course,
            int yen,
            boolean confirmed,
            String source) {
        Fees.Row wanted =
                new Fees.Row(
                        procedure,
                        Optional.ofNullable(from),
                        Optional.ofNullable(to),
                        Optional.ofNullable(course),
                        new Fee(yen, new Basis(source, confirmed)));

        assertTrue(Records.FEES.rows().contains(wanted), wanted::toString);
    }

    /// Carried × lost × wished.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/losses.csv", numLinesToSkip = 1)
    void everyLossHasItsProcedure(
            HoldingForm form,
            Lost lost,
            Wish wish,
            String answer,
            @Nullable HoldingForm then,
            @Nullable Integer yen,
            @Nullable String lastDigit,
            boolean confirmed,
            String source) {
        CardShown reissued = new CardShown(Records.NEW_CARD, TODAY, true);

        Outcome outcome =
                Losses.report(
                        record(form, LicenceState.IN_FORCE),
                        new Losses.Loss(lost, wish, Optional.of(reissued)),
                        Records.FEES,
                        TODAY);

        assertEquals(row(answer, confirmed, source), row(outcome));
        if (outcome instanceof Outcome.Done done) {
            assertEquals(then, done.record().holding().form());
            assertEquals(yen, done.fees().getFirst().yen());
            assertEquals("30901234562" + lastDigit, done.record().entitlement().number().digits());
        }
    }

    /// Form before × form after × whose card × which card the officer has in hand.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/cards.csv", numLinesToSkip = 1)
    void everyChangeOfFormAsksForACardThatWorks(
            HoldingForm from,
            HoldingForm to,
            String card,
            String shown,
            String answer,
            boolean confirmed,
            String source) {
        CardReference reference = card.equals("same") ? Records.CARD : Records.NEW_CARD;

        Outcome outcome =
                HoldingForms.change(
                        record(from, LicenceState.IN_FORCE),
                        holding(to, reference),
                        shown(shown, reference),
                        Records.FEES,
                        TODAY);

        assertEquals(row(answer, confirmed, source), row(outcome));
    }

    /// Form × item × state of the card × whether a resident record is shown.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/items.csv", numLinesToSkip = 1)
    void everyReportOfAnItemFollowsTheCard(
            HoldingForm form,
            Item item,
            String card,
            boolean residentRecord,
            String answer,
            boolean confirmed,
            String source) {
        Outcome outcome =
                ItemsChanges.report(
                        Records.current(record(form, LicenceState.IN_FORCE)),
                        new ItemsChanges.Report(
                                TODAY, List.of(change(item)), card(card), residentRecord, true),
                        Records.FEES,
                        TODAY);

        assertEquals(
                row(answer.equals("open") ? "ITEMS_CHANGE" : answer, confirmed, source),
                row(outcome));
    }

    /// Form × birth date and last day × class of the driver.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/online-courses.csv", numLinesToSkip = 1)
    void everyCourseIsOnlineForSomeOnly(
            HoldingForm form,
            LocalDate born,
            LocalDate lastDay,
            Course course,
            String answer,
            boolean confirmed,
            String source) {
        Optional<Rule> refusal =
                Renewals.online(born(record(form, LicenceState.IN_FORCE), born, lastDay), course);

        Basis basis = refusal.map(Rule::basis).orElse(Ground.COURSE_ONLINE.basis());
        assertEquals(row(answer, confirmed, source), row(refusal, List.of(basis)));
    }

    /// Form × class × day: on the birthday, after it, on the last working day.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/elsewhere.csv", numLinesToSkip = 1)
    void everyRenewalElsewhereIsForSomeOnly(
            HoldingForm form,
            Course course,
            LocalDate day,
            String answer,
            boolean confirmed,
            String source) {
        LicenceRecord record = record(form, LicenceState.IN_FORCE);

        Optional<Rule> refusal = Renewals.elsewhere(record, course, day);

        Basis basis = refusal.map(Rule::basis).orElse(Renewals.groundElsewhere(record).basis());
        assertEquals(row(answer, confirmed, source), row(refusal, List.of(basis)));
    }

    /// Leap days, short months, weekends, the holidays of May, the turn of the year.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/windows.csv", numLinesToSkip = 1)
    void everyWindowIsAroundTheBirthday(
            LocalDate born,
            LocalDate lastDay,
            LocalDate birthday,
            LocalDate opensOn,
            LocalDate closesOn,
            boolean confirmed,
            String source) {
        RenewalTerm term = RenewalTerm.of(born(Records.record(), born, lastDay));

        assertEquals(new RenewalTerm(birthday, opensOn, lastDay, closesOn), term);
        assertEquals(row("", confirmed, source), row("", term.restsOn(born)));
    }

    /// Class × age × birthday: from 20 to 110 years, leap days, holidays, the turn of the year.
    @ParameterizedTest
    @CsvFileSource(resources = "/tables/terms.csv", numLinesToSkip = 1)
    void everyTermLastsByClassAndAge(
            Course course,
            LocalDate born,
            LocalDate lastDay,
            int age,
            int years,
            LocalDate renewedUntil,
            boolean confirmed,
            String source) {
        RenewalTerm term = RenewalTerm.of(born(Records.record(), born, lastDay));

        assertEquals(age, term.age(born));
        assertEquals(years, RenewalTerm.years(course, age));
        assertEquals(renewedUntil, term.renewedUntil(course, born));
        assertEquals(row("", confirmed, source), row("", term.renewedRestsOn(course, born)));
    }

    static Stream<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            return files.sorted().toList().stream();
        }
    }

    /// Every source lies in a publication that the documentation lists.
    @ParameterizedTest
    @MethodSource("tables")
    void everyRowNamesASourceThatIsListed(Path table) throws IOException {
        List<String> rows = rows(table);

        assertEquals(
                List.of(),
                rows.stream()
                        .filter(
                                row ->
                                        Stream.of(source(row).split(" / "))
                                                .anyMatch(it -> !isListed(it)))
                        .toList());
    }

    /// The same case is not answered twice.
    @ParameterizedTest
    @MethodSource("tables")
    void noRowStandsThereTwice(Path table) throws IOException {
        List<String> rows = rows(table);

        assertEquals(rows.size(), new HashSet<>(rows).size());
    }

    @Test
    void noCombinationIsMissing() throws IOException {
        int forms = HoldingForm.values().length;
        int procedures = Prospects.of(Records.record(), TODAY).size();

        assertEquals(forms * procedures * 8, rows(TABLES.resolve("procedures.csv")).size());
        assertEquals(forms * Service.values().length, rows(TABLES.resolve("services.csv")).size());
        assertEquals(Records.FEES.rows().size(), rows(TABLES.resolve("fees.csv")).size());
        assertEquals(
                forms * Lost.values().length * Wish.values().length,
                rows(TABLES.resolve("losses.csv")).size());
        assertEquals(
                forms * Item.values().length * 5 * 2, rows(TABLES.resolve("items.csv")).size());
        assertEquals(
                forms * Course.values().length * 3, rows(TABLES.resolve("elsewhere.csv")).size());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyRuleNamesItsSourceAndWhatIsOpenInstead(Rule rule) {
        assertTrue(isListed(rule.basis().source()));
        assertTrue(!rule.instead().japanese().isBlank());
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void everyGroundNamesItsSource(Ground ground) {
        assertTrue(isListed(ground.basis().source()));
    }

    /// What rests on no authority says so. A new one must be confirmed, or be added here.
    @Test
    void theUnconfirmedOnesAreThese() {
        assertEquals(
                List.of(
                        Rule.REISSUES_USED_UP,
                        Rule.RESIDENT_RECORD_FOR_LICENCE,
                        Rule.ONLINE_COURSE_OTHER_CLASS),
                Stream.of(Rule.values()).filter(it -> !it.basis().confirmed()).toList());
        assertEquals(
                List.of(
                        Ground.REISSUED_BESIDE_CARD,
                        Ground.CARD_KEPT_AFTER_LOSS,
                        Ground.REPORTED_WHILE_SUSPENDED,
                        Ground.RENEWED_WHILE_SUSPENDED,
                        Ground.BOTH_RENEWED_ELSEWHERE),
                Stream.of(Ground.values()).filter(it -> !it.basis().confirmed()).toList());
    }

    @ParameterizedTest
    @EnumSource(Publication.class)
    void everyPublicationIsListed(Publication publication) throws IOException {
        assertTrue(
                Files.readString(SOURCES).contains("\n| " + publication.title() + " |"),
                publication.title());
    }

    private static boolean isListed(String source) {
        return Stream.of(Publication.values())
                .anyMatch(it -> source.startsWith(it.title() + " ") && source.length() > 6);
    }

    private static List<String> rows(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        return lines.subList(1, lines.size());
    }

    private static String source(String row) {
        int quote = row.indexOf('"');
        return row.substring(quote + 1, row.lastIndexOf('"'));
    }

    private static String row(String answer, boolean confirmed, String source) {
        return answer + ", " + (confirmed ? "confirmed" : "unconfirmed") + ", " + source;
    }

    private static String row(String answer, List<Basis> bases) {
        Set<String> sources =
                bases.stream()
                        .map(Basis::source)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return row(answer, bases.stream().allMatch(Basis::confirmed), String.join(" / ", sources));
    }

    private static String row(Optional<Rule> refusal, List<Basis> bases) {
        return row(refusal.map(Rule::name).orElse("open"), bases);
    }

    private static String row(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done it -> row(it.procedure().name(), it.restsOn());
            case Outcome.Refused it -> row(it.rule().name(), List.of(it.rule().basis()));
        };
    }

    private static LicenceRecord record(HoldingForm form, LicenceState state) {
        return Records.record(holding(form, Records.CARD), Standing.of(state));
    }

    private static Holding holding(HoldingForm form, CardReference card) {
        return Holding.of(
                form, form == HoldingForm.LICENCE_ONLY ? Optional.empty() : Optional.of(card));
    }

    private static LicenceRecord born(LicenceRecord record, LocalDate born, LocalDate lastDay) {
        return record.with(new ItemChange.BirthDate(born), TODAY).validUntil(lastDay);
    }

    private static Optional<CardShown> shown(String state, CardReference card) {
        return switch (state) {
            case "none" -> Optional.empty();
            case "valid" -> Optional.of(new CardShown(card, TODAY, true));
            case "expired" -> Optional.of(new CardShown(card, TODAY.minusDays(1), true));
            case "broken" -> Optional.of(new CardShown(card, TODAY, false));
            default -> Optional.of(new CardShown(new CardReference("CARD-0003"), TODAY, true));
        };
    }

    private static ItemChange change(Item item) {
        return switch (item) {
            case NAME -> Records.MARRIED;
            case BIRTH_DATE -> Records.BORN_IN_JULY;
            case ADDRESS -> Records.MOVED;
            case DOMICILE -> Records.TRANSFERRED;
        };
    }

    private static ItemsChanges.Card card(String state) {
        return switch (state) {
            case "CHANGED" -> new ItemsChanges.Card.Changed();
            case "MOVED_89_DAYS_AGO" -> new ItemsChanges.Card.NotHandedIn(TODAY.minusDays(89));
            case "MOVED_90_DAYS_AGO" -> new ItemsChanges.Card.NotHandedIn(TODAY.minusDays(90));
            case "NO_SPACE" -> new ItemsChanges.Card.NoSpaceLeft();
            default -> new ItemsChanges.Card.Unchanged();
        };
    }
}
