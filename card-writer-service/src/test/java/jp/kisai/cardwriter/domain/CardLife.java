package jp.kisai.cardwriter.domain;

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
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// One card, its holder's record, a factory at its worst, and what is on the way between them: the
/// service's real state machine without its servers.
///
/// After every step: no version was encoded twice or after a newer one, nothing left while the
/// licence was suspended or something was recalled, and only a read-back that matches closed a job.
/// Once everybody behaves, the chip holds the newest record, with no more encodings than changes.
final class CardLife {

    /// What must hold.
    enum Rule {
        NEVER_TWICE,
        NEVER_BACKWARDS,
        NOTHING_LEAVES_WHILE_SUSPENDED,
        NOTHING_LEAVES_WHILE_RECALLED,
        ONLY_A_MATCHING_READ_BACK_CLOSES,
        ENDS_AT_THE_NEWEST,
        NO_MORE_ENCODINGS_THAN_CHANGES
    }

    /// What is done wrongly on purpose, to see that it would be noticed.
    enum Fault {
        /// The factory writes the chip again when an order comes again.
        REPEATS_ENCODINGS(Rule.NEVER_TWICE),
        /// The factory does not look which version the chip bears.
        IGNORES_THE_FENCING_TOKEN(Rule.NEVER_BACKWARDS),
        /// The dispatcher sends what it prepared without looking at the desk again.
        RELEASES_WITHOUT_LOOKING_AGAIN(Rule.NOTHING_LEAVES_WHILE_SUSPENDED),
        /// The dispatcher takes up what waits for an officer because of a recall.
        TAKES_UP_WHAT_IS_RECALLED(Rule.NOTHING_LEAVES_WHILE_RECALLED),
        /// Any read-back closes a job.
        BELIEVES_ANY_READ_BACK(Rule.ONLY_A_MATCHING_READ_BACK_CLOSES),
        /// A late receipt for an older version closes the newer job.
        CLOSES_THE_NEWER_JOB(Rule.ONLY_A_MATCHING_READ_BACK_CLOSES),
        /// A job that was given up is not taken up again.
        NEVER_ASKS_AGAIN(Rule.ENDS_AT_THE_NEWEST);

        private final Rule breaks;

        Fault(Rule breaks) {
            this.breaks = breaks;
        }

        Rule breaks() {
            return breaks;
        }
    }

    /// Something that must hold does not.
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1;

        private final Rule rule;

        Broken(Rule rule, long seed) {
            super(rule + " is broken, seed " + seed);
            this.rule = rule;
        }

        Rule rule() {
            return rule;
        }
    }

    private static final List<String> ADDRESSES = List.of("町", "村", "市");
    private static final Map<String, String> CONTENTS = contents();
    private static final int HEALING_ROUNDS = 60;
    private static final int KINDS_OF_STEP = 6;
    private static final int STEPS_PER_RECALL = 40;
    private static final int STEPS_PER_LOOK = 8;

    private record Order(UUID id, RecordVersion version, String content) {}

    private record Delivery(UUID order, Receipt receipt) {}

    private final long seed;
    private final Random random;
    private final @Nullable Fault fault;

    /// Where another fault is planted there are none, or it would show as a recall's.
    private final boolean recalls;

    private final Map<UUID, EncodingJob> jobs = new HashMap<>();
    private final List<Order> factory = new ArrayList<>();
    private final List<Delivery> wire = new ArrayList<>();
    private final Set<RecordVersion> encoded = new HashSet<>();
    private final StringBuilder story = new StringBuilder();
    private CardDesk desk = CardDesk.unknown(Jobs.HOLDER);
    private Instant now = Jobs.NOW;
    private long version;
    private String address = "";
    private @Nullable Order chip;
    private EncodingJob.@Nullable Sendable prepared;

    CardLife(long seed, @Nullable Fault fault) {
        this.seed = seed;
        this.random = new Random(seed);
        this.fault = fault;
        this.recalls = fault == null || fault == Fault.TAKES_UP_WHAT_IS_RECALLED;
    }

    long changes() {
        return version;
    }

    int encodings() {
        return encoded.size();
    }

    /// Every move and every encoding, in order.
    String story() {
        return story.toString();
    }

    void step() {
        now = now.plus(Duration.ofSeconds(random.nextInt(40)));
        switch (random.nextInt(KINDS_OF_STEP)) {
            case 0 -> record(anyForm(), anyState());
            case 1 -> prepare();
            case 2, 3 -> release();
            case 4 -> encode(true);
            default -> deliver(true);
        }
        if (recalls && random.nextInt(STEPS_PER_RECALL) == 0) {
            recall();
        } else if (recalls && random.nextInt(STEPS_PER_LOOK) == 0) {
            look();
        }
    }

    /// Now and then before the record that carries the change out.
    private void recall() {
        ChangeKey change = Jobs.change(1 + random.nextLong(version + 2));
        boolean onTheChip =
                jobs.values().stream()
                        .filter(EncodingJob.Encoded.class::isInstance)
                        .anyMatch(job -> job.intent().changes().contains(change));
        if (!onTheChip) {
            take(desk.recall(Set.of(change)));
        }
    }

    /// An officer lets what waits go on.
    private void look() {
        if (desk.open() instanceof EncodingJob.OfficerNeeded stopped) {
            take(desk.retried(stopped, now));
        }
    }

    /// From now on everybody does what they should.
    void heal() {
        record(HoldingForm.CARD_ONLY, LicenceState.IN_FORCE);
        for (int round = 0; round < HEALING_ROUNDS; round++) {
            now = now.plus(Duration.ofDays(2));
            if (fault != Fault.NEVER_ASKS_AGAIN) {
                look();
            }
            prepare();
            release();
            while (!factory.isEmpty()) {
                encode(false);
            }
            while (!wire.isEmpty()) {
                deliver(false);
            }
        }
        String held = chip == null ? "nothing" : chip.content();
        check(desk.open() == null && held.equals(CONTENTS.get(address)), Rule.ENDS_AT_THE_NEWEST);
        check(encoded.size() <= version, Rule.NO_MORE_ENCODINGS_THAN_CHANGES);
    }

    private void record(HoldingForm form, LicenceState state) {
        version++;
        address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
        take(desk.record(Jobs.licence(version, address, form, state), now, Jobs.RULES));
        if (form == HoldingForm.LICENCE_ONLY && chip != null) {
            // Taken off the card at the counter.
            chip = new Order(chip.id(), chip.version(), "nothing");
        }
    }

    /// What the dispatcher does without a lock: it reads what is due, signs and encrypts.
    private void prepare() {
        prepared =
                desk.open() instanceof EncodingJob.Sendable job && !job.sendFrom().isAfter(now)
                        ? job
                        : null;
    }

    /// What it does under the lock, any time later.
    private void release() {
        EncodingJob.Sendable taken = takenUp();
        EncodingJob.Sendable job = taken == null ? prepared : taken;
        prepared = null;
        boolean stands = job != null && job.equals(desk.open());
        boolean careless = taken != null || fault == Fault.RELEASES_WITHOUT_LOOKING_AGAIN;
        if (job != null && (stands || careless)) {
            String content = job.intent().contentSha256();
            EncodingJob.Open released =
                    careless
                            ? job.ordered(content, now, Jobs.RULES)
                            : desk.release(job, content, now, Jobs.RULES);
            move(released);
            if (released instanceof EncodingJob.Ordered) {
                check(desk.state() != LicenceState.SUSPENDED, Rule.NOTHING_LEAVES_WHILE_SUSPENDED);
                check(desk.recalled().isEmpty(), Rule.NOTHING_LEAVES_WHILE_RECALLED);
                factory.add(new Order(job.intent().order(), job.intent().version(), content));
            }
        } else if (desk.open() instanceof EncodingJob.WithFactory with
                && !with.answerBy().isAfter(now)
                && fault != Fault.NEVER_ASKS_AGAIN) {
            move(with.silent(now, Jobs.RULES));
        }
    }

    private EncodingJob.@Nullable Sendable takenUp() {
        return fault == Fault.TAKES_UP_WHAT_IS_RECALLED
                        && desk.open() instanceof EncodingJob.OfficerNeeded stopped
                        && !desk.recalled().isEmpty()
                        && desk.state() != LicenceState.SUSPENDED
                ? stopped.retried(now)
                : null;
    }

    private void encode(boolean badly) {
        if (factory.isEmpty()) {
            return;
        }
        Order order = factory.remove(random.nextInt(factory.size()));
        boolean forgotten = badly && random.nextInt(6) == 0;
        boolean overtaken = chip != null && chip.version().compareTo(order.version()) > 0;
        if (forgotten || (overtaken && fault != Fault.IGNORES_THE_FENCING_TOKEN)) {
            return;
        }
        if (badly && random.nextInt(8) == 0) {
            send(order, failed(order), true);
            return;
        }
        boolean borne = chip != null && chip.id().equals(order.id());
        if (!borne || fault == Fault.REPEATS_ENCODINGS) {
            check(!overtaken, Rule.NEVER_BACKWARDS);
            check(encoded.add(order.version()), Rule.NEVER_TWICE);
            story.append("chip ").append(order.version()).append('\n');
            chip = order;
        }
        send(order, new Receipt.Accepted(order.version()), badly);
        send(order, encoded(order, order.content()), badly);
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
            wire.add(new Delivery(order.id(), encoded(order, "0")));
        }
    }

    private void deliver(boolean badly) {
        if (wire.isEmpty()) {
            return;
        }
        Delivery next = wire.remove(badly ? random.nextInt(wire.size()) : 0);
        EncodingJob job = jobs.get(next.order());
        if (job == null) {
            throw new AssertionError("a receipt for an order that never left, seed " + seed);
        }
        switch (judge(job, next.receipt())) {
            case Judgement.Moved(EncodingJob to) -> {
                if (to instanceof EncodingJob.Encoded) {
                    String content = to.intent().contentSha256();
                    boolean matches =
                            next.order().equals(to.intent().order())
                                    && next.receipt().equals(encoded(to, content));
                    check(matches, Rule.ONLY_A_MATCHING_READ_BACK_CLOSES);
                }
                move(to);
            }
            case Judgement.LateProof(Proof proof) -> desk = desk.proven(proof);
            case Judgement.Repeated _,
                    Judgement.Overtaken _,
                    Judgement.Late _,
                    Judgement.Contradictory _,
                    Judgement.UnknownOrder _ -> {}
        }
    }

    private Judgement judge(EncodingJob job, Receipt receipt) {
        EncodingJob.Open open = desk.open();
        if (receipt instanceof Receipt.Encoded && open != null && open.sent().ever()) {
            boolean wronglyBelieved =
                    fault == Fault.CLOSES_THE_NEWER_JOB
                            || (fault == Fault.BELIEVES_ANY_READ_BACK && job.equals(open));
            if (wronglyBelieved) {
                return new Judgement.Moved(
                        new EncodingJob.Encoded(open.intent(), open.sent(), Jobs.CARD.text()));
            }
        }
        return Receipts.judge(job, receipt, now, Jobs.RULES);
    }

    private void take(CardDesk.Step step) {
        desk = step.after();
        step.moves().forEach(this::remember);
    }

    private void move(EncodingJob job) {
        remember(job);
        desk = desk.moved(job);
    }

    private void remember(EncodingJob job) {
        jobs.put(job.intent().order(), job);
        story.append(job.intent().version())
                .append(' ')
                .append(job.getClass().getSimpleName())
                .append('\n');
    }

    private void check(boolean holds, Rule rule) {
        if (!holds) {
            throw new Broken(rule, seed);
        }
    }

    private static Receipt failed(Order order) {
        return new Receipt.Failed(order.version(), EncodingFailure.FACTORY_BUSY);
    }

    private static Receipt encoded(Order order, String readBack) {
        return new Receipt.Encoded(order.version(), readBack, Jobs.CARD.text());
    }

    private static Receipt encoded(EncodingJob job, String readBack) {
        return new Receipt.Encoded(job.intent().version(), readBack, Jobs.CARD.text());
    }

    private HoldingForm anyForm() {
        return random.nextInt(8) == 0 ? HoldingForm.LICENCE_ONLY : HoldingForm.CARD_ONLY;
    }

    private LicenceState anyState() {
        return random.nextInt(6) == 0 ? LicenceState.SUSPENDED : LicenceState.IN_FORCE;
    }

    private static Map<String, String> contents() {
        Map<String, String> contents = new HashMap<>();
        ADDRESSES.forEach(each -> contents.put(each, Jobs.content(each)));
        return contents;
    }
}
