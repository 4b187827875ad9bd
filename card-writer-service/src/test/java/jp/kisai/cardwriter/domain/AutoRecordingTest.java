package jp.kisai.cardwriter.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import jp.kisai.cardwriter.domain.AutoRecording.Application;
import jp.kisai.cardwriter.domain.AutoRecording.Licence;
import jp.kisai.cardwriter.domain.AutoRecording.Obstacle;
import jp.kisai.cardwriter.domain.AutoRecording.Standing;
import jp.kisai.cardwriter.domain.chip.CertificateText;
import jp.kisai.cardwriter.domain.chip.ChipProfile;
import jp.kisai.cardwriter.domain.chip.Licences;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoRecordingTest {

    private static final LicenceNumber NUMBER = new LicenceNumber("301234567810");
    private static final LicenceNumber OTHER = new LicenceNumber("309012345621");
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final Application GOOD = new Application(true, true, true, NUMBER);
    private static final String ADDRESS = "千代田区";

    @Test
    void recordsWhereAllThreeConditionsHoldAndNothingExcludes() {
        assertEquals(Set.of(), obstacles(standing(), GOOD, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "false, true, true, NOT_APPLIED_ONLINE",
        "true, false, true, CERTIFICATE_NOT_WANTED",
        "true, true, false, CARD_LOST_OR_DAMAGED"
    })
    void refusesAnApplicationThatIsNotAsPublished(
            boolean online, boolean wanted, boolean working, Obstacle obstacle) {
        assertEquals(
                Set.of(obstacle),
                obstacles(standing(), new Application(online, wanted, working, NUMBER), NOW));
    }

    @Test
    void refusesAnotherLicenceNumberThanTheRecordedOne() {
        assertEquals(
                Set.of(Obstacle.OTHER_LICENCE_NUMBER),
                obstacles(standing(), new Application(true, true, true, OTHER), NOW));
    }

    @Test
    void needsACertificateThatWasSubmitted() {
        Licence licence = licence(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE, ADDRESS);

        assertEquals(
                Set.of(Obstacle.CERTIFICATE_NOT_SUBMITTED),
                obstacles(new Standing(licence, false), GOOD, NOW));
        assertEquals(Set.of(), obstacles(new Standing(licence, true), GOOD, NOW));
    }

    @ParameterizedTest
    @EnumSource
    void needsALicenceInForce(LicenceState state) {
        Set<Obstacle> expected =
                switch (state) {
                    case IN_FORCE -> Set.of();
                    case SUSPENDED -> Set.of(Obstacle.LICENCE_SUSPENDED);
                    case CANCELLED -> Set.of(Obstacle.LICENCE_CANCELLED);
                    case LAPSED -> Set.of(Obstacle.LICENCE_LAPSED);
                };

        assertEquals(
                expected,
                obstacles(
                        new Standing(licence(HoldingForm.CARD_ONLY, state, ADDRESS), true),
                        GOOD,
                        NOW));
    }

    @ParameterizedTest
    @EnumSource
    void needsALicenceOnTheCard(HoldingForm form) {
        assertEquals(
                form == HoldingForm.LICENCE_ONLY ? Set.of(Obstacle.NO_LICENCE_ON_CARD) : Set.of(),
                obstacles(
                        new Standing(licence(form, LicenceState.IN_FORCE, ADDRESS), true),
                        GOOD,
                        NOW));
    }

    /// Midnight in Tokyo is 15:00 the day before in UTC.
    @ParameterizedTest
    @CsvSource({
        "2025-08-31T14:59:59Z, true, false",
        "2025-08-31T15:00:00Z, false, false",
        "2030-02-02T14:59:59Z, false, false",
        "2030-02-02T15:00:00Z, false, true"
    })
    void holdsFromTheFirstDayToTheLicencesLast(Instant at, boolean early, boolean over) {
        Set<Obstacle> expected = EnumSet.noneOf(Obstacle.class);
        if (early) {
            expected.add(Obstacle.NOT_YET_IN_FORCE);
        }
        if (over) {
            expected.add(Obstacle.LICENCE_LAPSED);
        }

        Licence licence = licence(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE, ADDRESS);
        assertEquals(expected, obstacles(new Standing(licence, true), GOOD, at));
    }

    @Test
    void refusesWhatTheCertificateOrTheChipCannotCarry() {
        Licence licence = licence(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE, "\uD842\uDFB7町");

        assertEquals(
                Set.of(Obstacle.NAME_NOT_IN_CERTIFICATE, Obstacle.NOT_CARRIED_BY_CHIP),
                obstacles(new Standing(licence, true), GOOD, NOW));
    }

    @Test
    void saysAllThatStandsInTheWayAtOnce() {
        assertEquals(
                Set.of(
                        Obstacle.NOT_YET_IN_FORCE,
                        Obstacle.CERTIFICATE_NOT_SUBMITTED,
                        Obstacle.NO_LICENCE_ON_CARD,
                        Obstacle.NOT_APPLIED_ONLINE,
                        Obstacle.CERTIFICATE_NOT_WANTED,
                        Obstacle.CARD_LOST_OR_DAMAGED),
                obstacles(
                        Standing.UNKNOWN,
                        new Application(false, false, false, NUMBER),
                        Instant.parse("2025-01-01T00:00:00Z")));
    }

    /// 丂 and ä are in JIS X 0212; 髙, 𠮷 and a variation selector are in neither standard.
    @ParameterizedTest
    @ValueSource(strings = {"山田　太郎", "\u4E02", "\u00E4", "－", ""})
    void countsTheCharactersOfBothStandardsAsCarried(String text) {
        assertTrue(CertificateText.carries(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"髙", "\uD842\uDFB7", "辻\uDB40\uDD00", "\uD842"})
    void countsEveryOtherCharacterAsReplaced(String text) {
        assertFalse(CertificateText.carries(text));
    }

    private static Standing standing() {
        return new Standing(licence(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE, ADDRESS), true);
    }

    private static Licence licence(HoldingForm form, LicenceState state, String address) {
        return Licence.of(
                NUMBER,
                form,
                state,
                LocalDate.of(2030, 2, 2),
                List.of("山田　太郎", address),
                Licences.withAddress(address).encode(ChipProfile.FULL));
    }

    private static Set<Obstacle> obstacles(Standing standing, Application asked, Instant now) {
        return switch (AutoRecording.judge(standing, asked, now)) {
            case AutoRecording.Recorded _ -> Set.of();
            case AutoRecording.NotRecorded(Set<Obstacle> obstacles) -> obstacles;
        };
    }
}
