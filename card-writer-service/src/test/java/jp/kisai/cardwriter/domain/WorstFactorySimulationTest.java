package jp.kisai.cardwriter.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random lives of cards with a factory that forgets orders and loses, repeats, reorders and
/// contradicts receipts. After every step nothing was encoded twice or backwards and nothing left
/// for a suspended licence; once the factory behaves again, the chip holds the newest record.
class WorstFactorySimulationTest {

    private static final long FIRST_SEED = 20261123;
    private static final int LIVES = 1_000;
    private static final int STEPS = 120;
    private static final List<String> ADDRESSES = List.of("町", "村", "市");

    @Test
    void endsEveryCardAtItsNewestVersion() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed++) {
            Life life = new Life(new Random(seed), "seed " + seed);
            for (int step = 0; step < STEPS; step++) {
                life.step();
            }
            life.heal();
        }
    }

    private record Order(UUID id, RecordVersion version, String content) {}

    private record Delivery(UUID order, Receipt receipt) {}

    /// One card, its holder's record, and what is on the way between the two.
    private static final class Life {

        private final Random random;
        private final String seed;
        private final Map<UUID, EncodingJob> jobs = new HashMap<>();
        private final List<Order> factory = new ArrayList<>();
        private final List<Delivery> wire = new ArrayList<>();
        private final Set<RecordVersion> encoded = new HashSet<>();
        private CardDesk desk = CardDesk.unknown(Jobs.HOLDER);
        private Instant now = Jobs.NOW;
        private long version;
        private String address = "";
        private @Nullable Order chip;

        Life(Random random, String seed) {
            this.random = random;
            this.seed = seed;
        }

        void step() {
            now = now.plus(Duration.ofSeconds(random.nextInt(40)));
            switch (random.nextInt(5)) {
                case 0 -> record(anyForm(), anyState());
                case 1, 2 -> dispatch();
                case 3 -> encode(true);
                default -> deliver(true);
            }
        }

        /// From now on everybody does what they should.
        void heal() {
            record(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE);
            for (int round = 0; round < 60; round++) {
                now = now.plus(Duration.ofDays(2));
                if (desk.open() instanceof EncodingJob.OfficerNeeded stopped) {
                    move(stopped.retried(now));
                }
                dispatch();
                while (!factory.isEmpty()) {
                    encode(false);
                }
                while (!wire.isEmpty()) {
                    deliver(false);
                }
            }
            assertNull(desk.open(), seed);
            assertEquals(Jobs.content(address), chip == null ? "nothing" : chip.content(), seed);
            assertTrue(encoded.size() <= version, seed);
        }

        private void record(HoldingForm form, LicenceState state) {
            version++;
            address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
            CardDesk.Step step =
                    desk.record(Jobs.licence(version, address, form, state), now, Jobs.RULES);
            desk = step.after();
            step.moves().forEach(job -> jobs.put(job.intent().order(), job));
            if (form == HoldingForm.LICENCE_ONLY && chip != null) {
                // Taken off the card at the counter.
                chip = new Order(chip.id(), chip.version(), "nothing");
            }
        }

        private void dispatch() {
            switch (desk.open()) {
                case EncodingJob.Sendable job when !job.sendFrom().isAfter(now) -> {
                    String content = job.intent().contentSha256();
                    EncodingJob.Open released = desk.release(job, content, now, Jobs.RULES);
                    move(released);
                    if (released instanceof EncodingJob.Ordered) {
                        assertFalse(desk.state() == LicenceState.SUSPENDED, seed);
                        factory.add(
                                new Order(job.intent().order(), job.intent().version(), content));
                    }
                }
                case EncodingJob.WithFactory job when !job.answerBy().isAfter(now) ->
                        move(job.silent(now, Jobs.RULES));
                case null, default -> {}
            }
        }

        private void encode(boolean badly) {
            if (factory.isEmpty()) {
                return;
            }
            Order order = factory.remove(random.nextInt(factory.size()));
            boolean forgotten = badly && random.nextInt(6) == 0;
            boolean overtaken = chip != null && chip.version().compareTo(order.version()) > 0;
            if (forgotten || overtaken) {
                return;
            }
            if (badly && random.nextInt(8) == 0) {
                send(
                        order,
                        new Receipt.Failed(order.version(), EncodingFailure.FACTORY_BUSY),
                        true);
                return;
            }
            if (chip == null || !chip.id().equals(order.id())) {
                assertTrue(encoded.add(order.version()), seed);
                chip = order;
            }
            send(order, new Receipt.Accepted(order.version()), badly);
            send(
                    order,
                    new Receipt.Encoded(order.version(), order.content(), Jobs.CARD.text()),
                    badly);
        }

        private void send(Order order, Receipt receipt, boolean badly) {
            if (badly && random.nextInt(3) == 0) {
                return;
            }
            wire.add(new Delivery(order.id(), receipt));
            if (badly && random.nextInt(4) == 0) {
                wire.add(new Delivery(order.id(), receipt));
            }
            if (badly && random.nextInt(10) == 0) {
                wire.add(
                        new Delivery(
                                order.id(),
                                new Receipt.Encoded(order.version(), "0", Jobs.CARD.text())));
            }
        }

        private void deliver(boolean badly) {
            if (wire.isEmpty()) {
                return;
            }
            Delivery next = wire.remove(badly ? random.nextInt(wire.size()) : 0);
            EncodingJob job = jobs.get(next.order());
            if (job == null) {
                throw new AssertionError(seed);
            }
            switch (Receipts.judge(job, next.receipt(), now, Jobs.RULES)) {
                case Judgement.Moved(EncodingJob to) -> move(to);
                case Judgement.LateProof(Proof proof) -> desk = desk.proven(proof);
                case Judgement.Repeated _,
                        Judgement.Overtaken _,
                        Judgement.Late _,
                        Judgement.Contradictory _,
                        Judgement.UnknownOrder _ -> {}
            }
        }

        private void move(EncodingJob job) {
            jobs.put(job.intent().order(), job);
            desk = desk.moved(job);
        }

        private HoldingForm anyForm() {
            return random.nextInt(8) == 0 ? HoldingForm.LICENCE_ONLY : HoldingForm.CARD_ONLY;
        }

        private LicenceState anyState() {
            return random.nextInt(6) == 0 ? LicenceState.SUSPENDED : LicenceState.IN_FORCE;
        }
    }
}
