package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A revocation that becomes known after the verdict: where it proves that the certificate had been
/// compromised already then, what was granted on it is recalled, each change once.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject AgroalDataSource database;
    @Inject Recalls recalls;
    @Inject MeterRegistry metrics;

    private Cast cast;

    @BeforeAll
    void assemble() throws IOException, GeneralSecurityException {
        cast = Cast.assemble();
        cast.handOverLists();
    }

    @AfterAll
    void close() {
        cast.close();
    }

    /// A move that was granted on the new certificate.
    private record Granted(Resident resident, ChangeKey change, Instant at) {}

    @ParameterizedTest
    @EnumSource(names = {"KEY_COMPROMISE", "CA_COMPROMISE"})
    void recallsWhatWasGrantedOnACompromisedCertificateOnce(RevocationReason reason) {
        Granted granted = granted();
        double before = metrics.counter("kisai.consent.recalls").count();
        revoked(granted, reason, granted.at());

        recall();
        recall();
        cast.gateway.again(granted.resident().holder()).join();
        recall();

        List<ConsentChanged> told = recalled(granted);
        assertEquals(1, told.size(), "one recall for one revocation");
        assertEquals(List.of(granted.change()), told.getFirst().recalls());
        assertEquals(1, told.getFirst().version());
        assertNotEquals(
                granted.resident().card().certificate().getNotAfter().toInstant(),
                told.getFirst().certificateValidUntil(),
                "the compromised certificate counts no more");
        assertEquals(before + 1, metrics.counter("kisai.consent.recalls").count());
    }

    @ParameterizedTest
    @EnumSource(
            value = RevocationReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"KEY_COMPROMISE", "CA_COMPROMISE", "UNKNOWN"})
    void recallsNothingForAnyOtherReason(RevocationReason reason) {
        Granted granted = granted();
        revoked(granted, reason, granted.at());

        recall();

        assertEquals(List.of(), recalled(granted));
    }

    @Test
    void recallsNothingThatWasGrantedBeforeTheCompromise() {
        Granted granted = granted();
        revoked(granted, RevocationReason.KEY_COMPROMISE, granted.at().plusSeconds(1));

        recall();

        assertEquals(List.of(), recalled(granted));
    }

    @Test
    void hearsOfACompromiseFromAListAsWell() {
        Granted granted = granted();
        new Rows(database)
                .execute(
                        "insert into revocations (authority, serial, reason, revoked_at, first_number)"
                                + " select authority, serial, 'KEY_COMPROMISE',"
                                + " cast(? as timestamptz), 1 from certificates"
                                + " where holder = ? and predecessor is not null",
                        granted.at().toString(),
                        granted.resident().holder().value());

        recall();

        assertEquals(1, recalled(granted).size());
    }

    @Test
    void hearsOfACompromiseFromAResponderAsWell() {
        Granted granted = granted();
        new Rows(database)
                .execute(
                        "insert into ocsp_answers (authority, serial, status, reason, revoked_at,"
                                + " produced_at, this_update, next_update, received_at)"
                                + " select authority, serial, 'REVOKED', 'KEY_COMPROMISE', t, t, t, t, t"
                                + " from certificates cross join (select cast(? as timestamptz) as t) at"
                                + " where holder = ? and predecessor is not null",
                        granted.at().toString(),
                        granted.resident().holder().value());

        recall();

        assertEquals(1, recalled(granted).size());
    }

    @Test
    void recallsNothingThatWasRefusedBecauseTheCompromiseWasKnown() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant at = Cast.now();
        Resident moved = cast.renewed(resident, moved(resident), at);
        cast.gateway
                .revoked(
                        resident.holder(),
                        Town.KAGOSHIMA,
                        moved.card(),
                        RevocationReason.KEY_COMPROMISE,
                        at)
                .join();
        awaitTold(resident.holder());
        ChangeKey change = says(resident, at);
        assertEquals(
                List.of("ADDRESS REFUSED CERTIFICATE_COMPROMISED"),
                cast.verdicts(resident, change, 1));

        recall();

        assertEquals(List.of(), recalled(new Granted(moved, change, at)));
    }

    private Granted granted() {
        Resident resident = cast.consented(Town.CHIYODA, Item.ADDRESS);
        Instant at = Cast.now();
        Resident moved = cast.renewed(resident, moved(resident), at);
        ChangeKey change = says(resident, at);
        cast.granted(resident.holder(), change, Item.ADDRESS);
        return new Granted(moved, change, at);
    }

    private ChangeKey says(Resident resident, Instant at) {
        return cast.says(
                Town.KAGOSHIMA, resident, ChangeReason.MOVE, at, Cast.address(moved(resident)));
    }

    private static Person moved(Resident resident) {
        return resident.person().movedTo(Town.KAGOSHIMA, Town.KAGOSHIMA.officeAddress());
    }

    private void revoked(Granted granted, RevocationReason reason, Instant at) {
        Resident resident = granted.resident();
        cast.gateway
                .revoked(resident.holder(), resident.person().town(), resident.card(), reason, at)
                .join();
        awaitTold(resident.holder());
    }

    private void awaitTold(HolderId holder) {
        Awaitility.await("the revocation")
                .atMost(PATIENCE)
                .until(
                        () ->
                                new Rows(database)
                                                .of(
                                                        "select 1 from told_revocations where"
                                                                + " holder = ?",
                                                        holder.value())
                                                .size()
                                        == 1);
    }

    private void recall() {
        recalls.recall().await().atMost(PATIENCE);
    }

    /// What the topic says, once all that was noted as recalled has left.
    private List<ConsentChanged> recalled(Granted granted) {
        HolderId holder = granted.resident().holder();
        int noted =
                new Rows(database)
                        .of(
                                "select 1 from recalls r join changes c on c.id = r.change"
                                        + " where c.holder = ?",
                                holder.value())
                        .size();
        return Awaitility.await("the recalls")
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () ->
                                cast
                                        .told(Topics.CONSENT_CHANGED, holder, ConsentChanged.class)
                                        .stream()
                                        .filter(
                                                told ->
                                                        told.kind()
                                                                == ConsentChanged.Kind
                                                                        .CERTIFICATE_COMPROMISED)
                                        .toList(),
                        told -> told.size() >= noted);
    }
}
