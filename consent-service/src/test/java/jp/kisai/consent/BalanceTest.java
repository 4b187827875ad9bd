package jp.kisai.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jp.kisai.consent.domain.Consent;
import jp.kisai.consent.store.BalanceStore.Due;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.testkit.KafkaAndPostgres;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A municipality's day in numbers, checked against what the municipality can work out by itself
/// from what it sent and what it was answered.
@QuarkusTest
@WithTestResource(TrustFiles.class)
@WithTestResource(
        value = KafkaAndPostgres.class,
        initArgs = @ResourceArg(name = "database", value = "consent"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Balancing balancing;
    @Inject AgroalDataSource database;

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261123})
    void reconcilesWithTheMunicipalitysOwnBooks(long seed)
            throws IOException, GeneralSecurityException {
        MixedDay day = new MixedDay(cast, new Rows(database), new Random(seed));
        day.send(24);

        balanceToday();
        DayBalanced first = last(day.sender());
        assertEquals(
                day.books().numbers(cast.kafka), Books.Numbers.of(first), "first, seed " + seed);
        day.resolveSome();
        balanceToday();
        assertEquals(
                day.books().numbers(cast.kafka),
                Books.Numbers.of(last(day.sender())),
                "then, seed " + seed);
        day.resolveAll();
        balanceToday();
        balanceToday();

        DayBalanced end = last(day.sender());
        assertEquals(
                day.books().numbers(cast.kafka), Books.Numbers.of(end), "at the end, seed " + seed);
        assertEquals(0, end.waiting());
        assertEquals(first.received(), end.received(), "nothing comes or goes with time");
        List<CloudEvent<?>> told = Books.balances(day.sender()).stream().map(Books::read).toList();
        assertEquals(told.size(), revision(end), "one event for each revision, in order");
        for (int i = 0; i < told.size(); i++) {
            assertEquals(i + 1, told.get(i).sequence().orElseThrow());
        }
    }

    /// What was received in a transaction that never came to its end is received again, and counted
    /// once.
    @Test
    void reconcilesWhenTheServiceDiesBetweenReceivingAndAnswering()
            throws IOException, GeneralSecurityException {
        Rows rows = new Rows(database);
        MixedDay day = new MixedDay(cast, rows, new Random(9));
        DyingCommits receiving = DyingCommits.of(rows, day.sender().code, "receipts", "insert", 4);

        day.send(24);

        assertTrue(receiving.died(), "four commits of receipts died");
        balanceToday();
        assertEquals(
                day.books().numbers(cast.kafka), Books.Numbers.of(last(day.sender())), "received");
        day.resolveAll();
        DyingCommits telling =
                DyingCommits.of(rows, day.sender().code, "balanced_days", "update", 1);
        assertThrows(RuntimeException.class, this::balanceToday, "the balance's own commit died");
        assertTrue(telling.died());
        assertEquals(1, Books.balances(day.sender()).size(), "nothing was told");
        balanceToday();

        DayBalanced end = last(day.sender());
        assertEquals(day.books().numbers(cast.kafka), Books.Numbers.of(end), "at the end");
        assertEquals(0, end.waiting());
        assertEquals(2, revision(end));
    }

    @Test
    void tellsADayOnceHoweverManyInstancesBalanceIt() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(cast.kafka);
        sender.send(sender.strangersMove());
        awaitReceipts(sender, 1);
        Due due = today();

        Uni.join()
                .all(balancing.balance(due), balancing.balance(due), balancing.balance(due))
                .andFailFast()
                .await()
                .atMost(PATIENCE);
        sender.send(sender.strangersMove());
        awaitReceipts(sender, 2);
        published(sender, 1);

        assertEquals(1, Books.balances(sender).size());
        assertEquals(
                Uuids.derived(
                        "urn:kisai:consent-service",
                        "jp.kisai.resident.day-balanced.v1",
                        "day-balanced",
                        sender.code.digits(),
                        due.last().toString(),
                        "1"),
                Books.read(Books.balances(sender).getFirst()).id());
    }

    @Test
    void catchesUpTheDaysThatPassedWhileItWasDown() throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(cast.kafka);
        new Rows(database)
                .execute(
                        "update producers set registered_at = registered_at - interval '3 days',"
                                + " valid_from = valid_from - interval '30 days'"
                                + " where municipality = ?",
                        sender.code.digits());
        sender.send(sender.strangersMove());
        awaitReceipts(sender, 1);

        balanceToday();

        LocalDate today = today().last();
        List<DayBalanced> told =
                published(sender, 4).stream()
                        .map(record -> (DayBalanced) Books.read(record).data())
                        .toList();
        assertEquals(
                List.of(today.minusDays(3), today.minusDays(2), today.minusDays(1), today),
                told.stream().map(DayBalanced::day).toList());
        assertEquals(List.of(0L, 0L, 0L, 1L), told.stream().map(DayBalanced::received).toList());
    }

    @Test
    void countsARecordOnTheDayOnWhichItCameAlsoIfItWasParked()
            throws IOException, GeneralSecurityException {
        Sender sender = Sender.registered(cast.kafka);
        Rows rows = new Rows(database);
        CloudEvent<ResidentChanged> event = sender.strangersMove();
        UUID hold = rows.hold(event.subject());
        sender.send(event);
        awaitReceipts(sender, 1);
        rows.execute("update receipts set day = day - 1 where producer = ?", sender.code.digits());
        rows.execute(
                "update balanced_days set day = day - 1 where producer = ?", sender.code.digits());

        rows.release(hold);
        cast.answers(sender.key(event), 1);

        assertEquals(
                List.of("TAKEN"),
                rows.of(
                        "select kind from receipts where producer = ? and day = cast(? as date)",
                        sender.code.digits(),
                        today().last().minusDays(1).toString()));
        assertEquals(
                List.of(1L),
                rows.of("select count(*) from receipts where producer = ?", sender.code.digits()));
    }

    @Test
    void canBeCheckedWithOpenssl(@TempDir Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Sender sender = Sender.registered(cast.kafka);
        sender.send(sender.strangersMove());
        awaitReceipts(sender, 1);
        balanceToday();
        ConsumerRecord<byte[], byte[]> balance = published(sender, 1).getFirst();
        Files.write(folder.resolve("balance.json"), balance.value());
        Files.write(
                folder.resolve("balance.sig"),
                balance.headers().lastHeader(Headers.SIGNATURE).value());
        Files.writeString(
                folder.resolve("suite.pem"),
                Pem.text(Pem.read(TrustFiles.FOLDER.resolve("answers.pem")).certificate()));

        assertEquals(0, openssl(folder), "as it was told");

        byte[] altered = balance.value().clone();
        altered[altered.length - 3] ^= 1;
        Files.write(folder.resolve("balance.json"), altered);
        assertTrue(openssl(folder) != 0, "one digit altered");
    }

    @Test
    void aDayBeginsAndEndsAtMidnightInTokyo() {
        Duration delay = Duration.ofMinutes(30);
        Instant atMidnight = Instant.parse("2026-11-22T15:00:00Z");
        LocalDate ended = LocalDate.of(2026, 11, 22);

        Due before = Balancing.due(atMidnight.plus(delay).minusNanos(1000), delay, 10);
        Due at = Balancing.due(atMidnight.plus(delay), delay, 10);

        assertEquals(ended.minusDays(1), before.last());
        assertEquals(new Due(ended, atMidnight.plus(delay), 10), at);
    }

    /// The command of docs/reference/events.md.
    private static int openssl(Path folder) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(
                                    ("openssl cms -verify -binary -inform DER -in balance.sig"
                                                    + " -content balance.json -certfile suite.pem"
                                                    + " -nointern -noverify -out /dev/null")
                                            .split(" "))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("openssl.txt").toFile())
                            .start();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            return process.exitValue();
        } catch (IOException notInstalled) {
            Assumptions.abort("openssl is not installed: " + notInstalled.getMessage());
            throw notInstalled;
        }
    }

    /// As if today had ended.
    private static Due today() {
        return new Due(LocalDate.now(Consent.TOKYO), Instant.now(), 7);
    }

    private void balanceToday() {
        balancing.balance(today()).await().atMost(PATIENCE);
    }

    private DayBalanced last(Sender sender) {
        long revision =
                (int)
                        new Rows(database)
                                .of(
                                        "select revision from balanced_days where producer = ?",
                                        sender.code.digits())
                                .getFirst();
        return (DayBalanced) Books.read(published(sender, revision).getLast()).data();
    }

    private static int revision(DayBalanced balance) {
        return Objects.requireNonNull(balance.revision());
    }

    private List<ConsumerRecord<byte[], byte[]>> published(Sender sender, long count) {
        return cast.kafka.await(
                Topics.CHANGE_ANSWERED, DayBalanced.subject(sender.code), (int) count);
    }

    private void awaitReceipts(Sender sender, long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                new Rows(database)
                                        .of(
                                                "select count(*) from receipts where producer = ?",
                                                sender.code.digits()),
                        List.of(count)::equals);
    }
}
