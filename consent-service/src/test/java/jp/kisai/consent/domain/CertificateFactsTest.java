package jp.kisai.consent.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One certificate, asked at the instant before, at and after each of its boundaries, for every
/// reason of revocation and every state of the list.
class CertificateFactsTest {

    private static final Instant ISSUED = Instant.parse("2024-01-10T00:00:00Z");
    private static final Instant REVOKED = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2029-01-09T14:59:59Z");
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Duration TICK = Duration.ofNanos(1000);

    static Stream<Arguments> reasons() {
        return Stream.of(RevocationReason.values())
                .flatMap(
                        reason ->
                                Stream.of(
                                        Arguments.of(reason, REVOKED.minus(TICK), "VALID"),
                                        Arguments.of(reason, REVOKED, ended(reason)),
                                        Arguments.of(reason, REVOKED.plus(TICK), ended(reason))));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void countsUntilItIsRevoked(RevocationReason reason, Instant asked, String answer) {
        CertificateFacts certificate =
                certificate(List.of(new Revocation(reason, REVOKED)), fresh());

        assertEquals(answer, words(certificate.answerAt(asked, NOW, FactsOf.LIMITS)));
    }

    static Stream<Arguments> validity() {
        return Stream.of(
                Arguments.of(ISSUED.minus(TICK), "NOT_YET_VALID"),
                Arguments.of(ISSUED, "VALID"),
                Arguments.of(ISSUED.plus(TICK), "VALID"),
                Arguments.of(LAST.minus(TICK), "VALID"),
                Arguments.of(LAST, "VALID"),
                Arguments.of(LAST.plus(TICK), "EXPIRED"));
    }

    @ParameterizedTest
    @MethodSource("validity")
    void countsFromItsFirstToItsLastInstant(Instant asked, String answer) {
        assertEquals(
                answer,
                words(certificate(List.of(), fresh()).answerAt(asked, NOW, FactsOf.LIMITS)));
    }

    static Stream<Arguments> lists() {
        Duration age = FactsOf.LIMITS.listMaxAge();
        Duration skew = FactsOf.LIMITS.clockSkew();
        return Stream.of(
                Arguments.of(NOW.minus(age).minus(TICK), NOW.plus(TICK), "REVOCATION_UNKNOWN"),
                Arguments.of(NOW.minus(age), NOW.plus(TICK), "VALID"),
                Arguments.of(NOW, NOW.plus(TICK), "VALID"),
                Arguments.of(NOW.plus(skew), NOW.plus(Duration.ofDays(1)), "VALID"),
                Arguments.of(
                        NOW.plus(skew).plus(TICK),
                        NOW.plus(Duration.ofDays(1)),
                        "REVOCATION_UNKNOWN"),
                Arguments.of(NOW.minus(TICK), NOW, "REVOCATION_UNKNOWN"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void countsOnAFreshListOnly(Instant thisUpdate, Instant nextUpdate, String answer) {
        CertificateFacts certificate =
                certificate(
                        List.of(),
                        new RevocationListReference(
                                FactsOf.POINT, BigInteger.ONE, thisUpdate, nextUpdate));

        assertEquals(answer, words(certificate.answerAt(NOW, NOW, FactsOf.LIMITS)));
    }

    static Stream<Arguments> checks() {
        Duration age = Duration.ofMinutes(60);
        Duration skew = FactsOf.LIMITS.clockSkew();
        Instant later = NOW.plus(Duration.ofDays(1));
        return Stream.of(
                Arguments.of(NOW.minus(age).minus(TICK), later, false),
                Arguments.of(NOW.minus(age), later, true),
                Arguments.of(NOW.plus(skew), later, true),
                Arguments.of(NOW.plus(skew).plus(TICK), later, false),
                Arguments.of(NOW, NOW.plus(TICK), true),
                Arguments.of(NOW, NOW, false));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aRespondersWordIsFreshForAnHour(Instant thisUpdate, Instant nextUpdate, boolean fresh) {
        assertEquals(
                fresh,
                new SingleCheck(thisUpdate, nextUpdate)
                        .isFresh(NOW, Duration.ofMinutes(60), FactsOf.LIMITS.clockSkew()));
    }

    @Test
    void needsNoListToBeKnownAsRevoked() {
        CertificateFacts certificate =
                certificate(
                        List.of(new Revocation(RevocationReason.KEY_COMPROMISE, REVOKED)), null);

        assertEquals("COMPROMISED", words(certificate.answerAt(NOW, NOW, FactsOf.LIMITS)));
    }

    @Test
    void countsTheGraverOfTwoReasons() {
        CertificateFacts certificate =
                certificate(
                        List.of(
                                new Revocation(RevocationReason.AFFILIATION_CHANGED, REVOKED),
                                new Revocation(RevocationReason.KEY_COMPROMISE, REVOKED)),
                        fresh());

        assertEquals("COMPROMISED", words(certificate.answerAt(NOW, NOW, FactsOf.LIMITS)));
    }

    private static CertificateFacts certificate(
            List<Revocation> revocations, @Nullable RevocationListReference list) {
        return new CertificateFacts(
                FactsOf.key(1),
                null,
                ISSUED,
                LAST,
                new FourItems(
                        RegisteredText.of(FactsOf.OLD_NAME),
                        Optional.of(FactsOf.BORN),
                        FourItems.Gender.FEMALE,
                        RegisteredText.of(FactsOf.OLD_ADDRESS)),
                revocations,
                list,
                null);
    }

    private static RevocationListReference fresh() {
        return new RevocationListReference(
                FactsOf.POINT,
                BigInteger.ONE,
                NOW.minus(Duration.ofHours(6)),
                NOW.plus(Duration.ofHours(18)));
    }

    private static String ended(RevocationReason reason) {
        return switch (reason) {
            case UNSPECIFIED -> "DISCARDED";
            case KEY_COMPROMISE, CA_COMPROMISE -> "COMPROMISED";
            case AFFILIATION_CHANGED -> "CONTENTS_CHANGED";
            case SUPERSEDED -> "RENEWED";
            case CESSATION_OF_OPERATION, CERTIFICATE_HOLD -> "GIVEN_UP";
            case UNKNOWN -> "CERTIFICATE_UNDETERMINED";
        };
    }

    private static String words(CertificateAnswer answer) {
        return switch (answer) {
            case CertificateAnswer.Valid _ -> "VALID";
            case CertificateAnswer.Invalid(var why) -> why.name();
            case CertificateAnswer.Undetermined(var doubt) -> doubt.name();
        };
    }
}
