package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import jp.kisai.contracts.vocabulary.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether an item was consented to, asked at the instant before, at and after every boundary.
class ConsentsTest {

    /// Given in Tokyo on 23 November 2026 at noon; on 28 and 29 February; a second before midnight.
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T03:00:00Z, 2026-11-23T14:59:59.999999Z, NO_CONSENT",
        "2026-11-23T03:00:00Z, 2026-11-23T15:00:00Z,        COVERED",
        "2026-11-23T03:00:00Z, 2026-11-23T15:00:00.000001Z, COVERED",
        "2026-11-23T03:00:00Z, 2036-11-23T14:59:59.999999Z, COVERED",
        "2026-11-23T03:00:00Z, 2036-11-23T15:00:00Z,        CONSENT_EXPIRED",
        "2026-11-23T03:00:00Z, 2036-11-23T15:00:00.000001Z, CONSENT_EXPIRED",
        "2026-11-23T14:59:59Z, 2026-11-23T15:00:00Z,        COVERED",
        "2026-11-23T15:00:00Z, 2026-11-24T14:59:59Z,        NO_CONSENT",
        "2026-11-23T15:00:00Z, 2026-11-24T15:00:00Z,        COVERED",
        "2028-02-28T03:00:00Z, 2028-02-28T15:00:00Z,        COVERED",
        "2028-02-28T03:00:00Z, 2038-02-28T14:59:59.999999Z, COVERED",
        "2028-02-28T03:00:00Z, 2038-02-28T15:00:00Z,        CONSENT_EXPIRED",
        "2028-02-29T03:00:00Z, 2038-02-28T14:59:59.999999Z, COVERED",
        "2028-02-29T03:00:00Z, 2038-02-28T15:00:00Z,        CONSENT_EXPIRED",
        "2018-02-28T03:00:00Z, 2028-02-29T14:59:59.999999Z, COVERED",
        "2018-02-28T03:00:00Z, 2028-02-29T15:00:00Z,        CONSENT_EXPIRED",
    })
    void coversTenYearsFromTheDayAfter(Instant given, Instant asked, String answer) {
        Consents consents = new Consents(List.of(consent(1, given, Set.of(Item.ADDRESS))));

        assertEquals(answer, words(consents.covers(Item.ADDRESS, asked)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T02:59:59.999999Z, COVERED",
        "2026-11-30T03:00:00Z,        CONSENT_WITHDRAWN",
        "2026-11-30T03:00:00.000001Z, CONSENT_WITHDRAWN",
    })
    void endsAtOnceWithAWithdrawal(Instant asked, String answer) {
        Consents consents =
                new Consents(
                                List.of(
                                        consent(
                                                1,
                                                Instant.parse("2026-11-23T03:00:00Z"),
                                                Set.of(Item.ADDRESS))))
                        .withdrawn(Instant.parse("2026-11-30T03:00:00Z"));

        assertEquals(answer, words(consents.covers(Item.ADDRESS, asked)));
    }

    /// Renewed on 20 November 2036, three days before the first one ends.
    @ParameterizedTest
    @CsvSource({
        "2036-11-20T14:59:59.999999Z, 1",
        "2036-11-20T15:00:00Z,        2",
        "2036-11-23T15:00:00Z,        2",
        "2046-11-20T14:59:59.999999Z, 2",
    })
    void passesFromOneVersionToTheNextWithoutAGap(Instant asked, long version) {
        Consents consents =
                new Consents(
                        List.of(
                                consent(
                                        2,
                                        Instant.parse("2036-11-20T03:00:00Z"),
                                        Set.of(Item.ADDRESS)),
                                consent(
                                        1,
                                        Instant.parse("2026-11-23T03:00:00Z"),
                                        Set.of(Item.ADDRESS))));

        assertEquals("COVERED", words(consents.covers(Item.ADDRESS, asked)));
        assertEquals(version, consents.judgedAt(asked).orElseThrow().version());
    }

    /// The first ends in the instant at which 24 November 2036 begins in Tokyo.
    @ParameterizedTest
    @CsvSource({
        "2036-11-20T03:00:00Z,      ADDRESS, RENEWED",
        "2036-11-23T14:59:59Z,      ADDRESS, RENEWED",
        "2036-11-23T15:00:00Z,      ADDRESS, GIVEN",
        "2036-11-20T03:00:00Z,      NAME,    ITEMS_CHANGED",
        "2026-11-23T04:00:00Z,      NAME,    ITEMS_CHANGED",
        "2036-11-23T15:00:00Z,      NAME,    GIVEN",
        "2026-11-22T03:00:00Z,      ADDRESS, GIVEN",
    })
    void tellsARenewalFromAFirstConsent(Instant given, Item item, Consents.Beginning beginning) {
        Consents known =
                new Consents(
                        List.of(
                                consent(
                                        1,
                                        Instant.parse("2026-11-23T03:00:00Z"),
                                        Set.of(Item.ADDRESS))));

        assertEquals(beginning, known.beginning(consent(2, given, Set.of(item))));
    }

    @Test
    void beginsAnewAfterAWithdrawal() {
        Consents known =
                new Consents(
                                List.of(
                                        consent(
                                                1,
                                                Instant.parse("2026-11-23T03:00:00Z"),
                                                Set.of(Item.ADDRESS))))
                        .withdrawn(Instant.parse("2027-02-01T00:00:00Z"));

        assertEquals(
                Consents.Beginning.GIVEN,
                known.beginning(
                        consent(2, Instant.parse("2027-02-01T00:00:01Z"), Set.of(Item.ADDRESS))));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-31T23:59:59.999999Z, true",
        "2027-02-01T00:00:00Z,        true",
        "2027-02-01T00:00:00.000001Z, false",
    })
    void isEndedByAWithdrawalThatIsKnownAlready(Instant given, boolean ended) {
        Consents known =
                new Consents(
                                List.of(
                                        consent(
                                                1,
                                                Instant.parse("2026-11-23T03:00:00Z"),
                                                Set.of(Item.ADDRESS))))
                        .withdrawn(Instant.parse("2027-02-01T00:00:00Z"));

        assertEquals(ended, known.withdrawnAfter(given).isPresent());
    }

    @Test
    void takesItemsAwayFromTheStartOfTheVersionThatLacksThem() {
        Consents consents =
                new Consents(
                        List.of(
                                consent(
                                        1,
                                        Instant.parse("2026-11-23T03:00:00Z"),
                                        Set.of(Item.ADDRESS, Item.NAME)),
                                consent(
                                        2,
                                        Instant.parse("2027-01-10T03:00:00Z"),
                                        Set.of(Item.NAME))));

        assertEquals(
                "COVERED",
                words(consents.covers(Item.ADDRESS, Instant.parse("2027-01-10T14:59:59Z"))));
        assertEquals(
                "ITEM_NOT_CONSENTED",
                words(consents.covers(Item.ADDRESS, Instant.parse("2027-01-10T15:00:00Z"))));
        assertEquals(
                "COVERED",
                words(consents.covers(Item.NAME, Instant.parse("2027-01-10T15:00:00Z"))));
    }

    @Test
    void bringsNoOlderConsentBackToLifeAfterAWithdrawal() {
        Consents consents =
                new Consents(
                                List.of(
                                        consent(
                                                1,
                                                Instant.parse("2026-11-23T03:00:00Z"),
                                                Set.of(Item.ADDRESS)),
                                        consent(
                                                2,
                                                Instant.parse("2027-01-10T03:00:00Z"),
                                                Set.of(Item.ADDRESS))))
                        .withdrawn(Instant.parse("2027-02-01T00:00:00Z"));

        assertEquals(
                "CONSENT_WITHDRAWN",
                words(consents.covers(Item.ADDRESS, Instant.parse("2027-03-01T00:00:00Z"))));
    }

    @Test
    void isNeverForADomicileOrForNothing() {
        Instant given = Instant.parse("2026-11-23T03:00:00Z");

        assertThrows(
                IllegalArgumentException.class,
                () -> consent(1, given, Set.of(Item.ADDRESS, Item.DOMICILE)));
        assertThrows(IllegalArgumentException.class, () -> consent(1, given, Set.of()));
    }

    private static Consent consent(long version, Instant given, Set<Item> items) {
        return new Consent(version, given, items, FactsOf.key(1), null);
    }

    private static String words(Coverage coverage) {
        return switch (coverage) {
            case Coverage.Covered _ -> "COVERED";
            case Coverage.NotCovered(var refusal, _) -> refusal.name();
        };
    }
}
