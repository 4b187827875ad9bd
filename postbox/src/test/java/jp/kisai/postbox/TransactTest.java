package jp.kisai.postbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.tried.Notices;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Commands: one transaction, with its holders locked.
@QuarkusTest
class TransactTest extends PostboxTest {

    @Test
    void whatIsWrittenAndWhatIsSentGoTogether() {
        UUID event = UUID.randomUUID();

        String result =
                await(
                        postbox.transact(
                                List.of(holder),
                                work ->
                                        effect(work, event, holder)
                                                .invoke(() -> send(work, holder))
                                                .replaceWith("done")));

        assertEquals("done", result);
        assertEquals(List.of(event), rows.handled(holder));
        assertEquals(1, sequence(kafka.await(Topics.CHANGE_ANSWERED, holder, 1).getFirst()));
    }

    @Test
    void aFailureIsTheCallersAndLeavesNothing() {
        Uni<Void> failing =
                postbox.transact(
                        List.of(holder),
                        work ->
                                effect(work, UUID.randomUUID(), holder)
                                        .invoke(() -> send(work, holder))
                                        .chain(
                                                () ->
                                                        Uni.createFrom()
                                                                .failure(
                                                                        new IllegalStateException(
                                                                                "planted"))));

        assertEquals(
                "planted",
                assertThrows(IllegalStateException.class, () -> await(failing)).getMessage());
        publishedUpToHere();
        assertEquals(List.of(), rows.handled(holder));
        assertEquals(0, kafka.records(Topics.CHANGE_ANSWERED, holder).size());
    }

    @Test
    void nothingIsSentAboutAHolderWhoIsNotLocked() {
        Uni<Void> careless =
                postbox.transact(
                        List.of(Told.someone()),
                        work -> Uni.createFrom().voidItem().invoke(() -> send(work, holder)));

        assertThrows(IllegalStateException.class, () -> await(careless));
    }

    @Test
    void theSameCauseGivesTheSameEventId() {
        Uni<Void> twice =
                postbox.transact(
                        List.of(holder),
                        work ->
                                Uni.createFrom()
                                        .voidItem()
                                        .invoke(() -> send(work, holder, "a cause"))
                                        .invoke(() -> send(work, holder, "a cause"))
                                        .invoke(() -> send(work, holder, "another")));

        await(twice);

        List<UUID> ids =
                kafka.await(Topics.CHANGE_ANSWERED, holder, 3).stream()
                        .map(TransactTest::id)
                        .toList();
        assertEquals(ids.get(0), ids.get(1));
        assertEquals(2, ids.stream().distinct().count());
    }

    @Test
    void whatIsCountedIsWhatWasCommitted() {
        AtomicInteger counted = new AtomicInteger();
        Uni<Void> failing =
                postbox.transact(
                        List.of(holder),
                        work -> {
                            work.afterCommit(counted::incrementAndGet);
                            return Uni.createFrom().failure(new IllegalStateException("planted"));
                        });
        assertThrows(IllegalStateException.class, () -> await(failing));

        await(
                postbox.transact(
                        List.of(holder),
                        work -> {
                            work.afterCommit(counted::incrementAndGet);
                            return Uni.createFrom().voidItem();
                        }));

        assertEquals(1, counted.get());
    }

    @Test
    void manySignaturesOfOneTransactionAreMadeBesideTheEventLoop() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        UnitOfWork.BytesSigner signer =
                value -> {
                    threads.add(Thread.currentThread().getName());
                    return Letter.sha256(value);
                };

        await(
                postbox.transact(
                        List.of(holder),
                        work ->
                                Uni.createFrom()
                                        .voidItem()
                                        .invoke(() -> sendSigned(work, holder, signer, 300))));

        for (ConsumerRecord<byte[], byte[]> record :
                kafka.await(Topics.CHANGE_ANSWERED, holder, 300)) {
            assertArrayEquals(
                    Letter.sha256(record.value()),
                    record.headers().lastHeader(Headers.SIGNATURE).value());
        }
        assertEquals(
                List.of(), threads.stream().filter(name -> name.contains("eventloop")).toList());
    }

    private static void sendSigned(
            UnitOfWork work, HolderId holder, UnitOfWork.BytesSigner signer, int count) {
        for (int i = 0; i < count; i++) {
            work.sendSigned(
                    EventType.RECORD_REJECTED,
                    holder,
                    Notices.TOKYO,
                    new RecordRejected(DeadLetterCause.FORGED, Topics.RESIDENT_CHANGED, 0, i, null),
                    signer,
                    Integer.toString(i));
        }
    }

    @Test
    void aProcessThatIsStoppedInATransactionDoesNotLockItsHoldersForEver() {
        String limit =
                await(
                        postbox.transact(
                                List.of(holder),
                                work ->
                                        work.session()
                                                .createNativeQuery(
                                                        "select"
                                                                + " current_setting('idle_in_transaction_session_timeout')",
                                                        String.class)
                                                .getSingleResult()));

        assertEquals("1min", limit);
    }

    @Test
    void commandsAndBatchesTogetherKeepEveryHoldersOrder() {
        List<HolderId> holders = Stream.generate(Told::someone).limit(10).toList();
        List<CompletableFuture<?>> running = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // Two holders each, in either order: locks must not depend on the caller's order.
            HolderId one = holders.get(i % 10);
            HolderId other = holders.get((i * 7 + 3) % 10);
            running.add(
                    postbox.transact(
                                    List.of(one, other),
                                    work ->
                                            effect(work, UUID.randomUUID(), one)
                                                    .invoke(() -> send(work, one)))
                            .subscribeAsCompletionStage());
            if (i % 10 == 0) {
                List<CloudEvent<NoticeSent>> batch = holders.stream().map(Told::of).toList();
                running.add(postbox.take(Told.batch(batch), notices).subscribeAsCompletionStage());
            }
        }

        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<?> one : running) {
            try {
                one.join();
            } catch (CompletionException failed) {
                failures.add(failed.getCause());
            }
        }

        assertEquals(List.of(), failures);
        for (HolderId each : holders) {
            List<Long> sequences =
                    kafka.await(Topics.CHANGE_ANSWERED, each, 40).stream()
                            .map(PostboxTest::sequence)
                            .toList();
            assertEquals(IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList(), sequences);
        }
    }

    private static Uni<Integer> effect(UnitOfWork work, UUID event, HolderId holder) {
        return work.session()
                .createNativeQuery(
                        "insert into effect (event, holder, kind) values (:event, :holder,"
                                + " 'HANDLED')")
                .setParameter("event", event)
                .setParameter("holder", holder.value())
                .executeUpdate();
    }

    private static void send(UnitOfWork work, HolderId holder, String... cause) {
        work.send(
                EventType.RECORD_REJECTED,
                holder,
                Notices.TOKYO,
                new RecordRejected(DeadLetterCause.FORGED, Topics.RESIDENT_CHANGED, 0, 0, null),
                cause.length == 0 ? new String[] {UUID.randomUUID().toString()} : cause);
    }

    private static UUID id(ConsumerRecord<byte[], byte[]> record) {
        return ((Reading.Read) Events.read(record.value())).event().id();
    }
}
