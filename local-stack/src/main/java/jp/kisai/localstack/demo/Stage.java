package jp.kisai.localstack.demo;

import java.io.IOException;
import java.nio.file.Path;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.localstack.doubles.Access;
import jp.kisai.localstack.doubles.Counter;
import jp.kisai.localstack.doubles.JpkiGateway;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.TestJpki;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.localstack.doubles.Wire;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Everyone outside the suite, ready to play: municipalities, the JPKI, the counter, and who
/// reads along.
public final class Stage implements AutoCloseable {

    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static final int SERIAL_DIGITS = 6;
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofSeconds(10);

    private final TestJpki jpki;
    private final JpkiGateway gateway;
    private final Counter counter;
    private final Wire wire;
    private final TopicWatch watch;
    private final ConsumedOffsets consumed;
    private final Map<Town, Municipality> municipalities = new EnumMap<>(Town.class);
    private final List<CompletableFuture<RecordMetadata>> posted = new ArrayList<>();
    private final Duration patience;

    /// @param folder where the doubles keep their keys
    /// @param patience how long a case may take for each of its steps
    public Stage(Path folder, String bootstrapServers, Access access, Duration patience)
            throws IOException, GeneralSecurityException {
        this.patience = patience;
        jpki = TestJpki.in(folder.resolve("jpki"));
        counter = new Counter(access);
        wire = new Wire(bootstrapServers);
        watch = new TopicWatch(bootstrapServers);
        consumed = new ConsumedOffsets(bootstrapServers);
        gateway = new JpkiGateway(jpki, JpkiGateway.signer(folder.resolve("jpki")), wire);
        for (Town town : Town.values()) {
            municipalities.put(town, Municipality.in(folder.resolve("municipalities"), town));
        }
    }

    /// Registers every municipality and hands over today's revocation lists.
    public void open() throws IOException {
        Instant now = now();
        for (Municipality municipality : municipalities.values()) {
            counter.register(
                    municipality, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(365)));
            gateway.handOverList(municipality.town(), now, counter);
        }
    }

    TestJpki jpki() {
        return jpki;
    }

    JpkiGateway gateway() {
        return gateway;
    }

    Counter counter() {
        return counter;
    }

    Wire wire() {
        return wire;
    }

    Municipality municipality(Town town) {
        Municipality municipality = municipalities.get(town);
        if (municipality == null) {
            throw new IllegalArgumentException("no municipality plays " + town);
        }
        return municipality;
    }

    Story story(Resident resident) {
        return story(resident.holder());
    }

    Story story(HolderId holder) {
        return watch.of(holder);
    }

    /// A person with a licence on the card, a signature certificate at the police, and the
    /// licence on the chip. The certificate is two years old, so that a consent of last year
    /// could be signed with it.
    Resident licensed(Person person, HoldingForm form) throws InterruptedException {
        return licensed(new HolderId(UUID.randomUUID()), person, form);
    }

    Resident licensed(HolderId holder, Person person, HoldingForm form)
            throws InterruptedException {
        Resident resident =
                new Resident(holder, person, jpki.issue(person, now().minus(Duration.ofDays(700))));
        LocalDate today = LocalDate.now(TOKYO);
        counter.issueLicence(
                holder,
                new Counter.LicenceToIssue(
                        person,
                        licenceNumber(),
                        form,
                        "CARD-"
                                + UUID.randomUUID()
                                        .toString()
                                        .substring(0, 13)
                                        .toUpperCase(Locale.ROOT),
                        today.minusYears(2),
                        nominalExpiry(person.birthDate(), today.getYear() + 3)));
        counter.submitCertificate(holder, resident.card());
        if (form != HoldingForm.LICENCE_ONLY) {
            await("the licence is on the chip", () -> story(resident).provenVersion() == 1);
        }
        return resident;
    }

    /// As [#licensed] with a consent given a year ago.
    Resident consented(Person person, HoldingForm form, Item... items) throws InterruptedException {
        Resident resident = licensed(person, form);
        counter.importConsent(
                resident.holder(),
                resident.card(),
                Set.of(items),
                now().minus(Duration.ofDays(365)));
        return resident;
    }

    /// Issues the next certificate for the person as now registered, and waits until
    /// consent-service knows it.
    Resident renewed(Resident before, Person person, Instant issuedAt) throws InterruptedException {
        Resident after = before.now(person).with(jpki.issue(person, issuedAt));
        awaitTold(
                before.holder(),
                gateway.issued(before.holder(), person, after.card(), before.card()));
        return after;
    }

    SignatureCard issue(Person person, Instant at) {
        return jpki.issue(person, at);
    }

    /// Sends, as the municipality would; returns when the broker has it.
    RecordMetadata send(Municipality municipality, CloudEvent<ResidentChanged> event) {
        return wire.send(event, municipality.signer(), Municipality.traceParent(event)).join();
    }

    /// Hands over to the producer, which sends in batches; [#flush()] waits for the broker.
    void post(Municipality municipality, CloudEvent<ResidentChanged> event) {
        posted.add(wire.send(event, municipality.signer(), Municipality.traceParent(event)));
    }

    /// Returns when the broker has everything that was posted.
    void flush() {
        CompletableFuture.allOf(posted.toArray(CompletableFuture[]::new)).join();
        posted.clear();
    }

    /// Waits until consent-service has committed that it consumed what the gateway told, which
    /// tells it again in the meantime: when a broker dies over the commit, the partition's next
    /// record is what brings another.
    void awaitTold(HolderId holder, CompletableFuture<RecordMetadata> telling)
            throws InterruptedException {
        RecordMetadata told = telling.join();
        for (long times = patience.dividedBy(TOLD_AGAIN_AFTER); times > 0; times--) {
            RecordMetadata sent = told;
            if (watch.await(TOLD_AGAIN_AFTER, () -> consumed.covers("consent-service", sent))) {
                return;
            }
            told = gateway.again(holder).join();
        }
        throw new Unfulfilled("consent-service has consumed it");
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        if (!watch.await(patience, condition)) {
            throw new Unfulfilled(what);
        }
    }

    public boolean settled(Duration limit, BooleanSupplier condition) throws InterruptedException {
        return watch.await(limit, condition);
    }

    /// How many records came to a topic again that were there before.
    public long repeatedRecords() {
        return watch.repeated();
    }

    /// Whole seconds, as certificates and revocation lists have them.
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /// Remembers how far each municipality has counted.
    void save() throws IOException {
        for (Municipality municipality : municipalities.values()) {
            municipality.save();
        }
    }

    @Override
    public void close() throws IOException {
        save();
        watch.close();
        wire.close();
        consumed.close();
    }

    /// The birthday's month later, in that year (道路交通法 92条の2).
    static LocalDate nominalExpiry(LocalDate birthDate, int year) {
        return birthDate.withYear(year).plusMonths(1);
    }

    /// First issued in Tokyo (commission 30) in 2016.
    private static String licenceNumber() {
        String first =
                "3016"
                        + ("%0" + SERIAL_DIGITS + "d")
                                .formatted(ThreadLocalRandom.current().nextInt(1_000_000));
        int[] weights = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (first.charAt(i) - '0') * weights[i];
        }
        return first + (11 - sum % 11) % 10 + "0";
    }

    /// A step of a case did not happen in time.
    static final class Unfulfilled extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unfulfilled(@Nullable String what) {
            super(what);
        }
    }
}
