package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.testkit.KafkaAndPostgres;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A whole day of cases is judged, all of the demo's among them; then everything that was decided
/// is forgotten, and a month later the same records arrive again. Consents, certificates and
/// submissions are as they were stored; revocation lists are new ones; some certificates have been
/// revoked since. Every verdict is the same as before, to the byte; and whatever was set aside is
/// so again, for the same cause.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
class MonthLaterTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// Fourteen of the cases here, twenty of the demo's.
    private static final int VERDICTS = 14 + 20;

    private static final String DOMICILE = "鹿児島県鹿児島市山下町１１番";

    @Inject AgroalDataSource database;

    private Cast cast;
    private final List<HolderId> holders = new ArrayList<>();

    @BeforeEach
    void assemble() throws IOException, GeneralSecurityException {
        cast = Cast.assemble();
        cast.handOverLists();
    }

    @AfterEach
    void close() throws SQLException {
        ShiftedClock.ahead(Duration.ZERO);
        forgetTheFuture();
        cast.close();
    }

    @Test
    void givesEveryVerdictAgainToTheByte() throws SQLException {
        DemoDay demo = new DemoDay(cast, new Rows(database));
        demo.play();
        holders.addAll(demo.holders());
        wholeDay();
        Map<String, String> before = verdicts();
        List<String> setAside = demo.rejections();
        everyGrantSaysOnWhichList();
        List<ConsumerRecord<byte[], byte[]>> said =
                holders.stream()
                        .flatMap(one -> cast.kafka.records(Topics.RESIDENT_CHANGED, one).stream())
                        .toList();
        forgetDecisions();
        aMonthPasses();

        said.forEach(this::arrivesAgain);

        Awaitility.await("all is decided again")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(List.of(), differing(before, verdicts())));
        assertEquals(VERDICTS, before.size());
        everyGrantSaysOnWhichList();
        Awaitility.await("all is set aside again")
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> demo.rejections().stream().sorted().toList(), twice(setAside)::equals);
        assertEquals(List.of(), differing(before, verdicts()), "and stays so");
    }

    /// Plays every case and awaits its end.
    private void wholeDay() {
        Instant at = Cast.now().minusSeconds(5);
        granted(at);
        refusedAndWaiting(at);
    }

    private static List<String> differing(Map<String, String> before, Map<String, String> after) {
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        return all.stream()
                .filter(one -> !Objects.equals(before.get(one), after.get(one)))
                .map(one -> one + ": " + before.get(one) + " → " + after.get(one))
                .toList();
    }

    private static List<String> twice(List<String> causes) {
        return Stream.concat(causes.stream(), causes.stream()).sorted().toList();
    }

    /// It is another list a month later, and therefore evidence beside the hash.
    private void everyGrantSaysOnWhichList() throws SQLException {
        String grants =
                "select count(*) from item_verdicts v join changes c on c.id = v.change where"
                        + " v.answer = 'GRANTED' and c.holder in ("
                        + mine()
                        + ")";
        String named =
                " and exists (select from revocation_lists l where l.authority = v.authority"
                        + " and l.distribution_point = v.list_point"
                        + " and cast(l.number as text) = v.list_number"
                        + " and l.this_update = v.list_update)";
        assertEquals(count(grants), count(grants + named));
    }

    private void granted(Instant at) {
        Resident mover = holder(Item.ADDRESS, Item.NAME, Item.BIRTH_DATE);
        Resident moved = cast.renewed(mover, moved(mover, Town.KAGOSHIMA), at);
        ends(mover, move(mover, Town.KAGOSHIMA, at), "ADDRESS GRANTED");
        revoked(moved, RevocationReason.KEY_COMPROMISE, Cast.now());

        Resident twice = holder(Item.ADDRESS, Item.NAME);
        revoked(twice, RevocationReason.AFFILIATION_CHANGED, at);
        ChangeKey first = move(twice, Town.SENDAI_AOBA, at);
        Person married = moved(twice, Town.SENDAI_AOBA).renamed("伊藤　花子", "イトウ　ハナコ");
        ChangeKey second =
                cast.says(
                        Town.SENDAI_AOBA,
                        twice,
                        ChangeReason.MARRIAGE,
                        at.plusSeconds(1),
                        Cast.name(married));
        cast.verdicts(twice, second, 1);
        cast.renewed(twice, married, at.plusSeconds(1));
        ends(twice, first, "ADDRESS GRANTED");
        ends(twice, second, "NAME GRANTED");

        Resident inPart = holder(Item.ADDRESS);
        Person wed = moved(inPart, Town.SHINJUKU).renamed("田中　花子", "タナカ　ハナコ");
        cast.renewed(inPart, wed, at);
        ChangeKey mixed =
                cast.says(
                        Town.SHINJUKU,
                        inPart,
                        ChangeReason.MARRIAGE,
                        at,
                        Cast.address(wed),
                        Cast.name(wed));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> cast.verdicts(inPart, mixed, 1).contains("ADDRESS GRANTED"));
    }

    private void refusedAndWaiting(Instant at) {
        Resident stranger = cast.resident(Town.CHIYODA);
        holders.add(stranger.holder());
        ends(stranger, move(stranger, Town.NAHA, at), "ADDRESS REFUSED NO_CONSENT");

        Resident submitted = holder(Item.ADDRESS);
        cast.counter.submitDomicile(submitted.holder(), submitted.card(), DOMICILE);
        ends(submitted, transfer(submitted, Cast.now()), "DOMICILE GRANTED");

        Resident silent = holder(Item.ADDRESS);
        ends(silent, transfer(silent, at), "DOMICILE WAITING WAITING_FOR_HOLDER");

        Resident compromised = holder(Item.ADDRESS);
        revoked(compromised, RevocationReason.KEY_COMPROMISE, at.minusSeconds(1));
        awaitRevoked(compromised);
        ends(
                compromised,
                move(compromised, Town.NAHA, at),
                "ADDRESS REFUSED CERTIFICATE_COMPROMISED");

        Resident dying = holder(Item.ADDRESS);
        ChangeKey open = transfer(dying, at);
        cast.verdicts(dying, open, 1);
        cast.says(dying.person().town(), dying, ChangeReason.DEATH, at.plusSeconds(2));
        ends(dying, open, "DOMICILE REFUSED HOLDER_DECEASED");

        Resident late = holder(Item.ADDRESS);
        cast.renewed(late, moved(late, Town.NAHA), at);
        ends(late, move(late, Town.NAHA, at), "ADDRESS GRANTED");
        ends(late, move(late, Town.OSAKA_KITA, at.minusSeconds(60)), "ADDRESS REFUSED SUPERSEDED");
        Person renamed = late.person().renamed("田中　花子", "タナカ　ハナコ");
        ChangeKey former =
                cast.says(
                        Town.OSAKA_KITA,
                        late,
                        ChangeReason.MARRIAGE,
                        at.minusSeconds(30),
                        Cast.name(renamed));
        ends(late, former, "NAME REFUSED ITEM_NOT_CONSENTED");

        Resident waiting = holder(Item.ADDRESS);
        revoked(waiting, RevocationReason.AFFILIATION_CHANGED, at);
        ends(waiting, move(waiting, Town.NAHA, at), "ADDRESS WAITING WAITING_FOR_SUCCESSOR");
    }

    private Resident holder(Item... consented) {
        Resident resident = cast.consented(Town.CHIYODA, consented);
        holders.add(resident.holder());
        return resident;
    }

    private ChangeKey move(Resident resident, Town to, Instant at) {
        return cast.says(to, resident, ChangeReason.MOVE, at, Cast.address(moved(resident, to)));
    }

    private ChangeKey transfer(Resident resident, Instant at) {
        return cast.says(
                resident.person().town(),
                resident,
                ChangeReason.DOMICILE_TRANSFER,
                at,
                new ItemChange.Domicile(DOMICILE));
    }

    private static Person moved(Resident resident, Town to) {
        return resident.person().movedTo(to, to.officeAddress());
    }

    private void revoked(Resident resident, RevocationReason reason, Instant at) {
        cast.gateway
                .revoked(resident.holder(), resident.person().town(), resident.card(), reason, at)
                .join();
    }

    /// Certificates and changes come by two topics, so one may overtake the other.
    private void awaitRevoked(Resident resident) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                count(
                                                "select count(*) from told_revocations where holder = '"
                                                        + resident.holder().text()
                                                        + "'")
                                        == 1);
    }

    private void ends(Resident resident, ChangeKey change, String end) {
        Awaitility.await(end)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> cast.verdicts(resident, change, 1).getLast(), end::equals);
    }

    /// The latest verdict on each item: what was decided, and the hash of it and what it rests on.
    private Map<String, String> verdicts() throws SQLException {
        Map<String, String> verdicts = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                select distinct on (v.change, v.item) v.change, v.item, v.answer, v.why, v.hash
                                from item_verdicts v join changes c on c.id = v.change
                                where c.holder in (%s) order by v.change, v.item, v.revision desc\
                                """
                                        .formatted(mine()))) {
            while (rows.next()) {
                verdicts.put(
                        rows.getString(1) + " " + rows.getString(2),
                        rows.getString(3) + " " + rows.getString(4) + " " + rows.getString(5));
            }
        }
        return verdicts;
    }

    private String mine() {
        return holders.stream()
                .map(holder -> "'" + holder.text() + "'")
                .collect(Collectors.joining(","));
    }

    private long count(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// All that follows from the municipalities' events; what it follows from stays.
    private void forgetDecisions() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update domicile_submissions set used_by = null");
            statement.execute("delete from item_verdicts");
            statement.execute("delete from change_items");
            statement.execute("delete from changes");
            statement.execute("delete from heads");
            statement.execute(
                    "update holders set presence = 'PRESENT', presence_at = null, base_authority = null,"
                            + " base_serial = null");
            statement.execute("delete from inbox");
        }
    }

    /// Other tests hand over lists of today.
    private void forgetTheFuture() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "delete from revocation_lists where this_update > '%s'"
                            .formatted(Instant.now().plus(Duration.ofDays(1))));
        }
    }

    private void aMonthPasses() {
        ShiftedClock.ahead(MONTH);
        for (Town town : Town.values()) {
            cast.gateway.handOverList(town, Cast.now().plus(MONTH), cast.counter);
        }
    }

    private void arrivesAgain(ConsumerRecord<byte[], byte[]> record) {
        cast.kafka.sendSigned(
                Topics.RESIDENT_CHANGED,
                HolderId.of(new String(record.key(), StandardCharsets.UTF_8)),
                record.value(),
                record.headers().lastHeader(Headers.SIGNATURE).value());
    }
}
