package jp.kisai.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.doubles.Counter;
import jp.kisai.localstack.doubles.JpkiGateway;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.TestJpki;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.localstack.doubles.Wire;
import org.apache.kafka.clients.producer.RecordMetadata;

/// People with a licence on the card and a consent of last year, who have moved: the municipality's
/// signed event is written, the successor certificate issued at the same counter visit is known.
final class Population implements AutoCloseable {

    /// How long people may come to the counter; who has not come by then does not take part.
    private static final Duration COUNTER_HOURS = Duration.ofMinutes(4);

    private static final int COUNTERS = 8;
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Town[] TOWNS = Town.values();

    private final long seed;
    private final Counter counter;
    private final Wire wire;
    private final TestJpki jpki;
    private final JpkiGateway gateway;
    private final Map<Town, Municipality> municipalities = new EnumMap<>(Town.class);

    private Population(long seed, Counter counter, Wire wire, TestJpki jpki, JpkiGateway gateway) {
        this.seed = seed;
        this.counter = counter;
        this.wire = wire;
        this.jpki = jpki;
        this.gateway = gateway;
    }

    /// A person about to move, with the municipality's signed event.
    static final class Mover {

        private final HolderId holder;
        private final byte[] value;
        private final byte[] signature;

        private Mover(HolderId holder, byte[] value, byte[] signature) {
            this.holder = holder;
            this.value = value;
            this.signature = signature;
        }

        /// The key of everything that is said about this person.
        String key() {
            return holder.text();
        }
    }

    /// The keys are those of the stack's doubles, which the services know.
    static Population of(LocalStack stack, long seed) throws IOException, GeneralSecurityException {
        var keys = stack.data().resolve("outside");
        TestJpki jpki = TestJpki.in(keys.resolve("jpki"));
        Wire wire = new Wire(stack.broker().bootstrapServers());
        JpkiGateway gateway = new JpkiGateway(jpki, JpkiGateway.signer(keys.resolve("jpki")), wire);
        Population population =
                new Population(seed, new Counter(stack.addresses().access()), wire, jpki, gateway);
        for (Town town : TOWNS) {
            population.municipalities.put(
                    town, Municipality.in(keys.resolve("municipalities"), town));
        }
        return population;
    }

    /// Lets as many come as wanted, within the counter hours.
    List<Mover> settle(int wanted, Report report) throws InterruptedException, ExecutionException {
        long closing = System.nanoTime() + COUNTER_HOURS.toNanos();
        List<Mover> movers = new ArrayList<>();
        try (ExecutorService counters = Executors.newFixedThreadPool(COUNTERS)) {
            List<Callable<List<Mover>>> queues = new ArrayList<>();
            for (int queue = 0; queue < COUNTERS; queue++) {
                int first = queue;
                queues.add(() -> serve(first, wanted, closing));
            }
            for (Future<List<Mover>> served : counters.invokeAll(queues)) {
                movers.addAll(served.get());
            }
        }
        report.settled(movers.size(), wanted, seed);
        return movers;
    }

    /// Completes when the broker has accepted the event.
    CompletableFuture<RecordMetadata> send(Mover mover) {
        return wire.send(Topics.RESIDENT_CHANGED, mover.holder, mover.value, mover.signature);
    }

    @Override
    public void close() {
        wire.close();
    }

    private List<Mover> serve(int first, int wanted, long closing) {
        List<Mover> served = new ArrayList<>();
        for (int number = first;
                number < wanted && System.nanoTime() < closing;
                number += COUNTERS) {
            served.add(comesToTheCounter(number));
        }
        return served;
    }

    private Mover comesToTheCounter(int number) {
        HolderId holder =
                new HolderId(Uuids.derived("bench", Long.toString(seed), Integer.toString(number)));
        Town from = TOWNS[number % TOWNS.length];
        Town to = TOWNS[(number + 1) % TOWNS.length];
        LocalDate birthDate = LocalDate.of(1950 + number % 50, 1 + number % 12, 1 + number % 28);
        Person person =
                new Person(
                        "山田　花子",
                        "ヤマダ　ハナコ",
                        birthDate,
                        2,
                        from,
                        from.officeAddress(),
                        from.officeAddress());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        SignatureCard card = issue(person, now.minus(Duration.ofDays(700)));
        counter.issueLicence(holder, licence(person, number));
        counter.submitCertificate(holder, card);
        counter.importConsent(holder, card, Set.of(Item.ADDRESS), now.minus(Duration.ofDays(365)));

        Instant moved = now.minus(Duration.ofMinutes(10));
        Person after = person.movedTo(to, to.officeAddress());
        gateway.issued(holder, after, issue(after, moved.plusSeconds(60)), card).join();
        return mover(holder, to, moved);
    }

    /// The authority signs one certificate at a time.
    private SignatureCard issue(Person person, Instant issuedAt) {
        synchronized (jpki) {
            return jpki.issue(person, issuedAt);
        }
    }

    private Mover mover(HolderId holder, Town to, Instant moved) {
        Municipality municipality = municipality(to);
        CloudEvent<ResidentChanged> event =
                municipality.changed(
                        holder,
                        ChangeReason.MOVE,
                        moved,
                        new ItemChange.Address(to.code(), to.officeAddress()));
        byte[] value = Events.write(event);
        return new Mover(
                holder,
                value,
                DetachedSignature.sign(
                        value, municipality.signer().key(), municipality.signer().certificate()));
    }

    private Municipality municipality(Town town) {
        Municipality municipality = municipalities.get(town);
        if (municipality == null) {
            throw new IllegalStateException("no municipality plays " + town);
        }
        return municipality;
    }

    private Counter.LicenceToIssue licence(Person person, int number) {
        LocalDate today = LocalDate.now(TOKYO);
        return new Counter.LicenceToIssue(
                person,
                licenceNumber(number),
                HoldingForm.CARD_ONLY,
                "BENCH-%010d".formatted(number).toUpperCase(Locale.ROOT),
                today.minusYears(2),
                person.birthDate().withYear(today.getYear() + 3).plusMonths(1));
    }

    /// 警察庁の免許証番号: ten digits, a check digit modulo 11, and no re-issue.
    private static String licenceNumber(int number) {
        String first = "3016%06d".formatted(number);
        int[] weights = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (first.charAt(i) - '0') * weights[i];
        }
        return first + (11 - sum % 11) % 10 + "0";
    }
}
