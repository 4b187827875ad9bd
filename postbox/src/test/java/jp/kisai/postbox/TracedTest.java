package jp.kisai.postbox;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.tried.Notices;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A trace goes through outbox, relay and header, and through whatever makes a record wait.
@QuarkusTest
class TracedTest extends PostboxTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String PROCESS = "process " + Topics.NOTICE_SENT;
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "messaging.system",
                    "messaging.operation.type",
                    "messaging.destination.name",
                    "messaging.destination.partition.id",
                    "messaging.kafka.offset",
                    "kisai.outcome",
                    "kisai.cause");

    @Inject Vertx vertx;
    @Inject Mutiny.SessionFactory sessions;
    @Inject Clock clock;
    @Inject RelaySignal signal;
    @Inject PostboxSettings settings;
    @Inject Settlement settlement;
    @Inject World world;
    @Inject PostboxMetrics metrics;
    @Inject Flows flows;
    @Inject InHand inHand;
    @Inject ActInHand act;
    @Inject Drain drain;
    @Inject RefusedCommits commits;
    @Inject @Any Instance<Intake> intakes;

    private final Spans spans = new Spans();
    private final ChangeKey change = new ChangeKey(Notices.CHIYODA, UUID.randomUUID());
    private Transactions transactions;
    private Postbox traced;

    /// The postbox of a service whose traces are on, beside the one whose traces are off.
    @BeforeEach
    void switchOn() {
        on(Sampler.parentBased(Sampler.alwaysOn()));
    }

    private void on(Sampler sampler) {
        transactions =
                new Transactions(
                        vertx,
                        sessions,
                        clock,
                        signal,
                        settings,
                        new Tracing(spans.telemetry(sampler), true),
                        act);
        traced =
                new Postbox(
                        new Delivery(transactions, settlement, world, metrics, settings),
                        transactions,
                        flows,
                        inHand,
                        drain,
                        commits,
                        settings);
    }

    @Test
    void whatFollowsFromARecordIsTheNextStepOfItsTrace() {
        take(Told.records(List.of(Spans.traced(Told.record(Told.of(holder)), SAMPLED))));

        SpanData process = spans.named(PROCESS).getFirst();
        SpanContext sent = Spans.step(kafka.await(Topics.CHANGE_ANSWERED, holder, 1).getFirst());
        assertEquals(TRACE, process.getTraceId());
        assertEquals(CALLER, process.getParentSpanId());
        assertEquals(SpanKind.CONSUMER, process.getKind());
        assertEquals("HANDLED", attribute(process, "kisai.outcome"));
        assertEquals(TRACE, sent.getTraceId());
        assertEquals(process.getSpanId(), sent.getSpanId());
        assertTrue(sent.isSampled());
    }

    @Test
    void aRecordWithoutTraceBeginsOne() {
        take(Told.records(List.of(Spans.traced(Told.record(Told.of(holder)), "not a trace"))));

        SpanData process = spans.named(PROCESS).getFirst();
        assertEquals(SpanId.getInvalid(), process.getParentSpanId());
        assertEquals(
                process.getTraceId(),
                Spans.step(kafka.await(Topics.CHANGE_ANSWERED, holder, 1).getFirst()).getTraceId());
    }

    /// The choice of whoever began the trace holds everywhere, or there would be pieces of
    /// journeys.
    @Test
    void whatIsNotKeptIsNotReportedAndStaysOneTrace() {
        on(Sampler.parentBased(Sampler.alwaysOff()));

        take(Told.records(List.of(Told.record(about(change)))));
        later(work -> answer(work, change));

        List<SpanContext> sent =
                kafka.await(Topics.CHANGE_ANSWERED, holder, 2).stream().map(Spans::step).toList();
        assertFalse(sent.getFirst().isSampled());
        assertEquals(sent.getFirst().getTraceId(), sent.getLast().getTraceId());
        assertEquals(List.of(), spans.all());
        assertEquals(Optional.empty(), traceId(), "there is nothing to look up");
    }

    @Test
    void twoOfOneHolderInOneBatchKeepTheirTraces() {
        ChangeKey other = new ChangeKey(Notices.CHIYODA, UUID.randomUUID());
        take(
                Told.records(
                        List.of(
                                Spans.traced(Told.record(about(change)), SAMPLED),
                                Told.record(about(other)))));
        kafka.await(Topics.CHANGE_ANSWERED, holder, 2);

        later(
                work -> {
                    answer(work, change);
                    answer(work, other);
                });

        List<String> traces =
                kafka.await(Topics.CHANGE_ANSWERED, holder, 4).stream()
                        .skip(2)
                        .map(record -> Spans.step(record).getTraceId())
                        .toList();
        assertEquals(List.of(TRACE, spans.named(PROCESS).getLast().getTraceId()), traces);
        assertNotEquals(traces.getFirst(), traces.getLast());
    }

    @Test
    void whatWaitedGoesOnInItsTrace() {
        take(Told.records(List.of(Spans.traced(Told.record(about(change)), SAMPLED))));

        later(work -> answer(work, change));

        SpanData resume = spans.named("resume").getFirst();
        SpanContext sent = Spans.step(kafka.await(Topics.CHANGE_ANSWERED, holder, 2).getLast());
        assertEquals(TRACE, resume.getTraceId());
        assertEquals(spans.named(PROCESS).getFirst().getSpanId(), resume.getParentSpanId());
        assertEquals(resume.getSpanId(), sent.getSpanId());
        assertEquals(Optional.of(TRACE), traceId());
    }

    @Test
    void whatMadeItGoOnIsLinked() {
        take(Told.records(List.of(Spans.traced(Told.record(about(change)), SAMPLED))));
        UUID waker = UUID.randomUUID();
        notices.answers(waker, change);

        take(Told.records(List.of(Told.record(Told.of(holder, waker)))));

        SpanData resume = spans.named("resume").getFirst();
        SpanData cause = spans.named(PROCESS).getLast();
        assertNotEquals(TRACE, cause.getTraceId());
        assertEquals(cause.getSpanId(), resume.getLinks().getFirst().getSpanContext().getSpanId());
        assertEquals(
                resume.getSpanId(),
                Spans.step(kafka.await(Topics.CHANGE_ANSWERED, holder, 2).getLast()).getSpanId());
    }

    @Test
    void whatAnOfficerDoesBeginsATrace() {
        later(
                work -> {
                    answer(work, change);
                    answer(work, change, "again");
                });

        SpanData begin = spans.named("begin").getFirst();
        assertEquals(1, spans.all().size());
        assertEquals(SpanId.getInvalid(), begin.getParentSpanId());
        assertEquals(
                Set.of(begin.getSpanId()),
                kafka.await(Topics.CHANGE_ANSWERED, holder, 2).stream()
                        .map(record -> Spans.step(record).getSpanId())
                        .collect(toSet()));
    }

    @Test
    void aRecordThatWasParkedIsReleasedIntoItsTrace() {
        CloudEvent<NoticeSent> poison = Told.of(holder);
        notices.plant(poison.id(), Notices.Plant.POISON);
        take(Told.batch(List.of(poison, Told.of(holder))));
        notices.heal(poison.id());

        await(release().release(rows.hold(holder), holder));

        List<SpanData> steps = spans.named(PROCESS);
        List<String> outcomes =
                steps.stream().map(step -> attribute(step, "kisai.outcome")).toList();
        assertEquals(List.of("SET_ASIDE", "PARKED", "HANDLED", "HANDLED"), outcomes);
        assertEquals(StatusCode.ERROR, steps.getFirst().getStatus().getStatusCode());
        assertEquals("NOT_PROCESSED", attribute(steps.getFirst(), "kisai.cause"));
        assertEquals(steps.get(0).getSpanId(), steps.get(2).getParentSpanId());
        assertEquals(steps.get(1).getSpanId(), steps.get(3).getParentSpanId());
        assertEquals(
                steps.getFirst().getSpanId(),
                Spans.step(kafka.await(DEAD, holder, 1).getFirst()).getSpanId());
    }

    @Test
    void aDeadLetterIsReplayedIntoItsTrace() {
        CloudEvent<NoticeSent> forged = Told.of(holder);
        notices.plant(forged.id(), Notices.Plant.FORGED);
        ConsumerRecord<byte[], byte[]> record = Told.record(forged);
        take(Told.records(List.of(record)));
        notices.heal(forged.id());
        ParkedRelease release = release();
        DeadLetterReplay replay =
                new DeadLetterReplay(
                        transactions,
                        settlement,
                        release,
                        new HeldHolders(transactions, release, settings),
                        metrics);

        await(
                replay.replay(
                        Inbox.Name.of(record).id(),
                        new Attempt.Way(
                                false, null, new OperatorRequest("op-1", "mended in 0.1.1"))));

        List<SpanData> steps = spans.named(PROCESS);
        assertEquals("FORGED", attribute(steps.getFirst(), "kisai.cause"));
        assertEquals("HANDLED", attribute(steps.getLast(), "kisai.outcome"));
        assertEquals(steps.getFirst().getSpanId(), steps.getLast().getParentSpanId());
    }

    /// The malformed header of a stranger is not kept either.
    @Test
    void noSpanSaysWhomItIsAbout() {
        CloudEvent<NoticeSent> poison = about(change);
        notices.plant(poison.id(), Notices.Plant.POISON);
        take(Told.records(List.of(Spans.traced(Told.record(poison), "山田 太郎"))));
        take(Told.records(List.of(Told.record(Told.of(Told.someone())))));
        later(work -> answer(work, change));

        for (SpanData span : spans.all()) {
            Set<String> names =
                    span.getAttributes().asMap().keySet().stream()
                            .map(AttributeKey::getKey)
                            .collect(toSet());
            assertTrue(ATTRIBUTES.containsAll(names), () -> names + " of " + span.getName());
            assertFalse(span.toString().contains(holder.text()));
            assertFalse(span.toString().contains(change.id().toString()));
            assertFalse(span.toString().contains("太郎"));
        }
        assertEquals(3, spans.all().size());
        assertFalse(
                ((String)
                                rows.of(
                                                "select headers from parked where holder = ?",
                                                holder.value())
                                        .getFirst())
                        .lines()
                        .filter(line -> line.startsWith(Headers.TRACE_PARENT))
                        .skip(1)
                        .findAny()
                        .isPresent());
    }

    @Override
    void take(ConsumerRecords<byte[], byte[]> records) {
        await(traced.take(records, notices));
    }

    private ParkedRelease release() {
        return new ParkedRelease(transactions, settlement, intakes, metrics, settings);
    }

    private CloudEvent<NoticeSent> about(ChangeKey about) {
        CloudEvent<NoticeSent> event = Told.of(holder);
        return new CloudEvent<>(
                event.id(),
                event.source(),
                event.type(),
                event.subject(),
                event.time(),
                event.prefecture(),
                event.sequence(),
                new NoticeSent(
                        event.id(),
                        NoticeSent.Outcome.APPLIED,
                        NoticeSent.Channel.INBOX,
                        List.of(about)));
    }

    /// Something happens to the holder that no record brings.
    private void later(Consumer<UnitOfWork> what) {
        await(
                traced.transact(
                        List.of(holder),
                        work -> Uni.createFrom().voidItem().invoke(() -> what.accept(work))));
    }

    private void answer(UnitOfWork work, ChangeKey about, String... cause) {
        work.send(
                EventType.CHANGE_ANSWERED,
                holder,
                Notices.TOKYO,
                new ChangeAnswered(about, ChangeAnswered.Outcome.NOTED, List.of()),
                about.text(),
                String.join("/", cause));
    }

    private Optional<String> traceId() {
        return await(
                traced.transact(List.<HolderId>of(), work -> work.traceIds(List.of(change)))
                        .map(ids -> Optional.ofNullable(ids.get(change))));
    }

    private static String attribute(SpanData span, String name) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
    }
}
