package jp.kisai.consent.domain;

import static jp.kisai.consent.domain.FactsOf.NEW_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.NOON;
import static jp.kisai.consent.domain.FactsOf.OLD_ADDRESS;
import static jp.kisai.consent.domain.FactsOf.OLD_NAME;
import static jp.kisai.consent.domain.FactsOf.address;
import static jp.kisai.consent.domain.FactsOf.arriving;
import static jp.kisai.consent.domain.FactsOf.domicile;
import static jp.kisai.consent.domain.FactsOf.holder;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What each reason of revocation does to a lineage, and when. Certificate 1 is the one that the
/// consent was signed with, 2 took its place, 3 took the place of 2.
class RevocationsTest {

    private static final Instant LATER = NOON.plus(Duration.ofHours(1));
    private static final Change MOVE = arriving(1, ChangeReason.MOVE, NOON, address(NEW_ADDRESS));

    /// Certificate 1 ended before its successor was issued, for each reason.
    @ParameterizedTest
    @CsvSource({
        "UNSPECIFIED,            GRANTED",
        "KEY_COMPROMISE,         CERTIFICATE_COMPROMISED",
        "CA_COMPROMISE,          CERTIFICATE_COMPROMISED",
        "AFFILIATION_CHANGED,    GRANTED",
        "SUPERSEDED,             GRANTED",
        "CESSATION_OF_OPERATION, CERTIFICATE_GIVEN_UP",
        "CERTIFICATE_HOLD,       CERTIFICATE_GIVEN_UP",
        "UNKNOWN,                CERTIFICATE_UNDETERMINED",
    })
    void passesToASuccessorOrNot(RevocationReason reason, String verdict) {
        History history =
                new History(
                                consented()
                                        .revoked(1, reason, NOON)
                                        .certificate(2, 1, LATER, OLD_NAME, NEW_ADDRESS))
                        .arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS " + verdict), history.of(MOVE));
    }

    /// Whatever becomes of certificate 1 once its successor is there alters nothing.
    @ParameterizedTest
    @EnumSource(RevocationReason.class)
    void asksNothingOfACertificateThatWasSucceeded(RevocationReason reason) {
        History history =
                new History(
                                consented()
                                        .certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS)
                                        .revoked(1, reason, NOON.plusNanos(1000)))
                        .arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    @Test
    void followsARenewalThroughToTheCertificateAfterIt() {
        Instant renewed = NOON.minus(Duration.ofDays(20));
        History history =
                new History(
                                consented()
                                        .certificate(2, 1, renewed, OLD_NAME, OLD_ADDRESS)
                                        .revoked(1, RevocationReason.SUPERSEDED, renewed)
                                        .certificate(3, 2, LATER, OLD_NAME, NEW_ADDRESS)
                                        .revoked(2, RevocationReason.AFFILIATION_CHANGED, NOON))
                        .arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    @Test
    void neverLiftsAHold() {
        History history =
                new History(consented().revoked(1, RevocationReason.CERTIFICATE_HOLD, NOON))
                        .arrives(MOVE, LATER);

        history.learns(History.certificates(consented()), LATER.plusSeconds(60));

        assertEquals(List.of("ADDRESS CERTIFICATE_GIVEN_UP"), history.of(MOVE));
    }

    @Test
    void passesOverASuccessorThatWasNeverHandedOver() {
        History history =
                new History(
                                consented()
                                        .certificate(2, 1, NOON, OLD_NAME, OLD_ADDRESS)
                                        .revoked(2, RevocationReason.UNSPECIFIED, NOON)
                                        .certificate(3, 2, LATER, OLD_NAME, NEW_ADDRESS))
                        .arrives(MOVE, LATER);

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    /// Revoked between the verdict and the encoding: what was right when it was decided stands.
    @ParameterizedTest
    @EnumSource(RevocationReason.class)
    void takesNothingBackWhenTheSuccessorIsRevokedAfterwards(RevocationReason reason) {
        FactsOf facts = consented().certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS);
        History history = new History(facts).arrives(MOVE, NOON);

        history.learns(
                History.certificates(facts.revoked(2, reason, LATER)), LATER.plusSeconds(60));

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    /// The same revocation, the change arriving after it: judged as of when both were there.
    @ParameterizedTest
    @EnumSource(RevocationReason.class)
    void grantsAlsoWhenTheChangeArrivesAfterThatRevocation(RevocationReason reason) {
        History history =
                new History(
                                consented()
                                        .certificate(2, 1, NOON, OLD_NAME, NEW_ADDRESS)
                                        .revoked(2, reason, LATER))
                        .arrives(MOVE, LATER.plusSeconds(60));

        assertEquals(List.of("ADDRESS GRANTED"), history.of(MOVE));
    }

    /// A submission counts if its certificate counted at that moment: the instant before its
    /// revocation, at it, after it.
    @ParameterizedTest
    @CsvSource({
        "-1, DOMICILE GRANTED",
        "0,  DOMICILE WAITING_FOR_HOLDER",
        "1,  DOMICILE WAITING_FOR_HOLDER",
    })
    void takesADomicileOnlyOnACertificateThatCountedThen(int seconds, String verdict) {
        Change transfer = arriving(2, ChangeReason.DOMICILE_TRANSFER, NOON, domicile("鹿児島県"));
        History history =
                new History(
                                consented()
                                        .revoked(1, RevocationReason.AFFILIATION_CHANGED, NOON)
                                        .submission("鹿児島県", NOON.plusSeconds(seconds)))
                        .arrives(transfer, LATER);

        assertEquals(List.of(verdict), history.of(transfer));
    }

    private static FactsOf consented() {
        return holder(ADDRESS);
    }
}
