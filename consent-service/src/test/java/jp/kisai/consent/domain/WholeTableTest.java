package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every state of a consent at the instant before, at and after each of its boundaries × every
/// state of the certificate × every item: what is decided of a change of that item.
///
/// What is expected is written beside each row, from the words of the design, and put together by
/// [#expected]: the questions are asked in order, and the first *no* or *cannot know* is the
/// answer. None of it comes from the code that decides.
class WholeTableTest {

    private static final Path PAGE = Path.of("../docs/concepts/consented-and-valid.md");

    private static final String YES = "GRANTED";

    private static final Duration TICK = Duration.ofNanos(1_000);
    private static final Instant FIRST_ISSUE = Instant.parse("2014-01-05T00:00:00Z");
    private static final Duration SOON = Duration.ofHours(1);
    private static final Duration LATE = Duration.ofDays(100);
    private static final Duration IN_TIME = Duration.ofDays(90);
    private static final LocalDate CORRECTED = LocalDate.of(1990, 1, 20);

    private static final List<String> AROUND = List.of("before", "at", "after");

    /// Boundary | what was given for this item or for the others | when in the world it is | the
    /// answer before, at and after it.
    private static final String CONSENTS =
            """
            any instant       | none                              | 2026-11-23T15:00:00Z | NO_CONSENT         | NO_CONSENT         | NO_CONSENT
            the start         | this 2026-11-23                   | 2026-11-23T15:00:00Z | NO_CONSENT         | GRANTED            | GRANTED
            others' start     | others 2026-11-23                 | 2026-11-23T15:00:00Z | NO_CONSENT         | ITEM_NOT_CONSENTED | ITEM_NOT_CONSENTED
            the end           | this 2016-11-23                   | 2026-11-23T15:00:00Z | GRANTED            | CONSENT_EXPIRED    | CONSENT_EXPIRED
            others' end       | others 2016-11-23                 | 2026-11-23T15:00:00Z | ITEM_NOT_CONSENTED | CONSENT_EXPIRED    | CONSENT_EXPIRED
            end, from 29 Feb  | this 2028-02-28                   | 2038-02-28T15:00:00Z | GRANTED            | CONSENT_EXPIRED    | CONSENT_EXPIRED
            end, in leap year | this 2018-02-28                   | 2028-02-29T15:00:00Z | GRANTED            | CONSENT_EXPIRED    | CONSENT_EXPIRED
            withdrawal        | this 2020-06-01 withdrawn 2026-11-23T15:00:00Z   | 2026-11-23T15:00:00Z | GRANTED            | CONSENT_WITHDRAWN | CONSENT_WITHDRAWN
            others withdrawn  | others 2020-06-01 withdrawn 2026-11-23T15:00:00Z | 2026-11-23T15:00:00Z | ITEM_NOT_CONSENTED | CONSENT_WITHDRAWN | CONSENT_WITHDRAWN
            last-day renewal  | this 2016-11-23, this 2026-11-23   | 2026-11-23T15:00:00Z | GRANTED            | GRANTED            | GRANTED
            early renewal     | this 2020-06-01, this 2026-11-23   | 2026-11-23T15:00:00Z | GRANTED            | GRANTED            | GRANTED
            late renewal      | this 2016-11-22, this 2026-11-23   | 2026-11-23T15:00:00Z | CONSENT_EXPIRED    | GRANTED            | GRANTED
            item added        | others 2020-06-01, this 2026-11-23 | 2026-11-23T15:00:00Z | ITEM_NOT_CONSENTED | GRANTED            | GRANTED
            item taken away   | this 2020-06-01, others 2026-11-23 | 2026-11-23T15:00:00Z | GRANTED            | ITEM_NOT_CONSENTED | ITEM_NOT_CONSENTED
            given once more   | this 2020-06-01 withdrawn 2024-01-01T00:00:00Z, this 2026-11-23 | 2026-11-23T15:00:00Z | CONSENT_WITHDRAWN | GRANTED | GRANTED\
            """;

    /// What happened | judged soon or late | what is heard of the certificates | the answer.
    private static final String CERTIFICATES =
            """
            successor agrees                     | soon | issued PT0S                                | GRANTED
            successor of the same visit          | soon | issued -PT10M                              | GRANTED
            nothing happened                     | soon | nothing                                    | WAITING_FOR_SUCCESSOR
            nothing happened in time             | late | nothing                                    | NO_SUCCESSOR_IN_TIME
            contents changed                     | soon | first AFFILIATION_CHANGED                  | WAITING_FOR_SUCCESSOR
            contents changed, successor agrees   | soon | first AFFILIATION_CHANGED, issued PT0S     | GRANTED
            contents changed, none in time       | late | first AFFILIATION_CHANGED                  | NO_SUCCESSOR_IN_TIME
            superseded                           | soon | first SUPERSEDED                           | WAITING_FOR_SUCCESSOR
            superseded, successor agrees         | soon | first SUPERSEDED, issued PT0S              | GRANTED
            superseded, none in time             | late | first SUPERSEDED                           | NO_SUCCESSOR_IN_TIME
            key compromised                      | soon | first KEY_COMPROMISE                       | CERTIFICATE_COMPROMISED
            key compromised, successor agrees    | soon | first KEY_COMPROMISE, issued PT0S          | CERTIFICATE_COMPROMISED
            authority compromised                | soon | first CA_COMPROMISE                        | CERTIFICATE_COMPROMISED
            given up                             | soon | first CESSATION_OF_OPERATION               | CERTIFICATE_GIVEN_UP
            given up, successor agrees           | soon | first CESSATION_OF_OPERATION, issued PT0S  | CERTIFICATE_GIVEN_UP
            held: final at the JPKI              | soon | first CERTIFICATE_HOLD                     | CERTIFICATE_GIVEN_UP
            never delivered                      | soon | first UNSPECIFIED                          | WAITING_FOR_SUCCESSOR
            revoked for an unknown reason        | soon | first UNKNOWN                              | CERTIFICATE_UNDETERMINED
            successor disagrees                  | soon | issued PT0S, says otherwise                | WAITING_FOR_SUCCESSOR
            successor disagrees to the end       | late | issued PT0S, says otherwise                | SUCCESSOR_DISAGREES
            successor before the deadline        | late | issued PT2159H59M59S                       | GRANTED
            successor at the deadline            | late | issued PT2160H                             | GRANTED
            successor after the deadline         | late | issued PT2160H1S                           | NO_SUCCESSOR_IN_TIME
            successor agrees, no list            | soon | issued PT0S, list none                     | REVOCATION_UNKNOWN
            successor agrees, list is stale      | soon | issued PT0S, list PT72H                    | REVOCATION_UNKNOWN
            successor ended by the next change   | soon | issued PT0S, revoked PT0.000001S           | GRANTED
            successor ended in the same instant  | soon | issued PT0S, revoked PT0S                  | WAITING_FOR_SUCCESSOR
            successor is not acceptable          | soon | successor flawed                           | CERTIFICATE_NOT_ACCEPTABLE
            successor on which engines disagree  | soon | successor undetermined                     | CERTIFICATE_UNDETERMINED
            engines disagree to the end          | late | successor undetermined                     | NOT_KNOWN_IN_TIME
            no list to the end                   | late | issued PT0S, list none                     | NOT_KNOWN_IN_TIME\
            """;

    /// @param effective when the change took effect
    /// @param answer whether this item was consented to then: yes, or why not
    private record ConsentRow(
            String name, List<Consent> consents, Instant effective, String answer) {}

    /// @param judged how long after the change took effect
    /// @param answer what the certificates say of it: yes, why not, or what is not known
    private record CertificateRow(
            String name, Duration judged, CertificatesAt certificates, String answer) {}

    /// The holder's certificates, given the change and its instant.
    private interface CertificatesAt {
        Known of(Item item, Instant effective);
    }

    private record Known(List<CertificateFacts> certificates, List<FlawedCertificate> flawed) {}

    private record Row(ConsentRow consent, CertificateRow certificate, Item item) {
        @Override
        public String toString() {
            return consent.name() + " | " + certificate.name() + " | " + item;
        }
    }

    @TestFactory
    Stream<DynamicTest> decidesEveryRowAsTheDesignSays() {
        return rows().stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row + " → " + expected(row),
                                        () -> assertEquals(expected(row), decided(row))));
    }

    @Test
    void hasAsManyDifferentRowsAsThePageSays() throws IOException {
        long rows = rows().stream().map(Row::toString).distinct().count();

        assertEquals(rows().size(), rows);
        assertTrue(Files.readString(PAGE).contains("%,d rows".formatted(rows)), rows + " rows");
    }

    /// 1. The domicile is never one-stop: neither consent nor certificate opens it, only the
    /// holder's own submission, and here there is none. 2. No consent, no change. 3. The
    /// certificate.
    private static String expected(Row row) {
        if (row.item() == Item.DOMICILE) {
            return row.certificate().judged().compareTo(IN_TIME) > 0
                    ? "NO_SUBMISSION_IN_TIME"
                    : "WAITING_FOR_HOLDER";
        }
        return row.consent().answer().equals(YES)
                ? row.certificate().answer()
                : row.consent().answer();
    }

    private static String decided(Row row) {
        Instant effective = row.consent().effective();
        Known known = row.certificate().certificates().of(row.item(), effective);
        HolderFacts facts =
                new HolderFacts(
                        new Presence.Present(),
                        FactsOf.CHIYODA,
                        new Consents(row.consent().consents()),
                        known.certificates(),
                        known.flawed(),
                        null,
                        List.of(),
                        Map.of(),
                        List.of());
        Change change =
                FactsOf.arriving(1, ChangeReason.CORRECTION, effective, changed(row.item()));
        Decisions decisions =
                Decisions.of(
                        facts.with(change),
                        FactsOf.LIMITS,
                        effective.plus(row.certificate().judged()));
        return words(
                Objects.requireNonNull(decisions.verdicts().getFirst().items().get(row.item())));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Item item : Item.values()) {
            for (ConsentRow consent : consents(item)) {
                for (CertificateRow certificate : certificates()) {
                    rows.add(new Row(consent, certificate, item));
                }
            }
        }
        return rows;
    }

    private static List<ConsentRow> consents(Item item) {
        List<ConsentRow> rows = new ArrayList<>();
        for (List<String> cells : cells(CONSENTS)) {
            List<Consent> consents = given(cells.get(1), item);
            Instant boundary = Instant.parse(cells.get(2));
            for (int i = 0; i < AROUND.size(); i++) {
                rows.add(
                        new ConsentRow(
                                AROUND.get(i) + " " + cells.getFirst(),
                                consents,
                                boundary.plus(TICK.multipliedBy(i - 1L)),
                                cells.get(3 + i)));
            }
        }
        return rows;
    }

    /// `this 2020-06-01 withdrawn 2024-01-01T00:00:00Z, others 2026-11-23`: each given at noon.
    private static List<Consent> given(String words, Item item) {
        Item asked = item == Item.DOMICILE ? Item.ADDRESS : item;
        Set<Item> others =
                Set.of(
                        asked == Item.NAME ? Item.ADDRESS : Item.NAME,
                        asked == Item.BIRTH_DATE ? Item.ADDRESS : Item.BIRTH_DATE);
        List<Consent> consents = new ArrayList<>();
        for (String one : words.equals("none") ? new String[0] : words.split(", ", -1)) {
            String[] word = one.split(" ", -1);
            Consent consent =
                    new Consent(
                            consents.size() + 1L,
                            Instant.parse(word[1] + "T03:00:00Z"),
                            word[0].equals("this") ? Set.of(asked) : others,
                            FactsOf.key(1),
                            null);
            consents.add(word.length > 2 ? consent.withdrawn(Instant.parse(word[3])) : consent);
        }
        return consents;
    }

    private static List<CertificateRow> certificates() {
        List<CertificateRow> rows = new ArrayList<>();
        for (List<String> cells : cells(CERTIFICATES)) {
            Duration judged = cells.get(1).equals("late") ? LATE : SOON;
            rows.add(
                    new CertificateRow(
                            cells.getFirst(),
                            judged,
                            (item, effective) ->
                                    new Builder(item, effective, effective.plus(judged))
                                            .hearing(cells.get(2))
                                            .known(),
                            cells.get(3)));
        }
        return rows;
    }

    private static List<List<String>> cells(String table) {
        return table.lines()
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::trim).toList())
                .toList();
    }

    /// Certificate 1, with which every consent was signed, and what became of it.
    private static final class Builder {

        private final Item item;
        private final Instant effective;
        private final Instant now;
        private final List<Revocation> firstRevoked = new ArrayList<>();
        private final List<Revocation> revoked = new ArrayList<>();
        private final List<FlawedCertificate> flawed = new ArrayList<>();
        private Optional<Instant> issued = Optional.empty();
        private Optional<Duration> listAge = Optional.of(Duration.ofHours(6));
        private boolean agrees = true;

        Builder(Item item, Instant effective, Instant now) {
            this.item = item;
            this.effective = effective;
            this.now = now;
        }

        /// What is known of the certificates: words with their value, such as `issued P90D`, from
        /// the instant of the change on.
        Builder hearing(String words) {
            for (String word : words.equals("nothing") ? new String[0] : words.split(", ", -1)) {
                String value = word.substring(word.indexOf(' ') + 1);
                switch (word.substring(0, word.indexOf(' '))) {
                    case "first" ->
                            firstRevoked.add(
                                    new Revocation(RevocationReason.valueOf(value), effective));
                    case "issued" -> issued = Optional.of(effective.plus(Duration.parse(value)));
                    case "says" -> agrees = value.equals("the same");
                    case "list" ->
                            listAge =
                                    value.equals("none")
                                            ? Optional.empty()
                                            : Optional.of(Duration.parse(value));
                    case "revoked" ->
                            revoked.add(
                                    new Revocation(
                                            RevocationReason.AFFILIATION_CHANGED,
                                            effective.plus(Duration.parse(value))));
                    case "successor" ->
                            flawed.add(
                                    new FlawedCertificate(
                                            FactsOf.key(1).serial(),
                                            effective,
                                            value.equals("undetermined")));
                    default -> throw new IllegalArgumentException(word);
                }
            }
            return this;
        }

        Known known() {
            List<CertificateFacts> certificates = new ArrayList<>();
            certificates.add(certificate(1, FIRST_ISSUE, items(false), firstRevoked));
            issued.ifPresent(at -> certificates.add(certificate(2, at, items(agrees), revoked)));
            return new Known(certificates, flawed);
        }

        private CertificateFacts certificate(
                int serial, Instant notBefore, FourItems items, List<Revocation> revocations) {
            return new CertificateFacts(
                    FactsOf.key(serial),
                    serial == 1 ? null : FactsOf.key(serial - 1).serial(),
                    notBefore,
                    notBefore.plus(Duration.ofDays(365 * 5)),
                    items,
                    revocations,
                    listAge.map(
                                    age ->
                                            new RevocationListReference(
                                                    FactsOf.POINT,
                                                    BigInteger.TEN,
                                                    now.minus(age),
                                                    now.plus(Duration.ofDays(1))))
                            .orElse(null),
                    null);
        }

        private FourItems items(boolean changed) {
            boolean address = changed && item == Item.ADDRESS;
            boolean name = changed && item == Item.NAME;
            boolean born = changed && item == Item.BIRTH_DATE;
            return new FourItems(
                    RegisteredText.of(name ? FactsOf.NEW_NAME : FactsOf.OLD_NAME),
                    Optional.of(born ? CORRECTED : FactsOf.BORN),
                    FourItems.Gender.FEMALE,
                    RegisteredText.of(address ? FactsOf.NEW_ADDRESS : FactsOf.OLD_ADDRESS));
        }
    }

    private static ItemChange changed(Item item) {
        return switch (item) {
            case ADDRESS -> FactsOf.address(FactsOf.NEW_ADDRESS);
            case NAME -> FactsOf.name(FactsOf.NEW_NAME);
            case BIRTH_DATE -> new ItemChange.BirthDate(CORRECTED);
            case DOMICILE -> FactsOf.domicile("鹿児島県鹿児島市山下町");
        };
    }

    private static String words(ItemState state) {
        return switch (state) {
            case ItemState.Undecided _ -> "UNDECIDED";
            case ItemState.Granted _ -> YES;
            case ItemState.Refused(Refusal refusal) -> refusal.name();
            case ItemState.Waiting(Doubt doubt, _) -> doubt.name();
        };
    }
}
