package jp.kisai.consent;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
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
import jp.kisai.testkit.TestKafka;
import jp.kisai.testkit.Tokens;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// Everyone outside consent-service, on the real broker and over real HTTP: municipalities, the
/// JPKI and its gateway, counters and citizens; and licence-service, as far as it tells where a
/// holder lives.
public final class Cast implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Instant lastLists = Instant.EPOCH;

    public final TestJpki jpki;
    public final JpkiGateway gateway;
    public final Counter counter;
    final Wire wire;
    final TestKafka kafka = TestKafka.connect();
    private final Map<Town, Municipality> municipalities = new EnumMap<>(Town.class);

    private Cast(TestJpki jpki, Wire wire) throws IOException, GeneralSecurityException {
        this.jpki = jpki;
        this.wire = wire;
        this.gateway =
                new JpkiGateway(jpki, JpkiGateway.signer(TrustFiles.FOLDER.resolve("jpki")), wire);
        this.counter = new Counter(new Tests());
        for (Town town : Town.values()) {
            municipalities.put(town, Municipality.in(TrustFiles.FOLDER.resolve("towns"), town));
        }
    }

    /// Registers the municipalities and hands over today's revocation lists.
    public static Cast assemble() throws IOException, GeneralSecurityException {
        Cast cast =
                new Cast(
                        TrustFiles.jpki(),
                        new Wire(
                                ConfigProvider.getConfig()
                                        .getValue("kafka.bootstrap.servers", String.class)));
        Instant now = now();
        for (Municipality municipality : cast.municipalities.values()) {
            cast.counter.register(
                    municipality, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
        }
        return cast;
    }

    /// Today's revocation lists of every municipality. The number is the second: no two within one,
    /// whichever test hands them over.
    public void handOverLists() {
        Awaitility.await().atMost(PATIENCE).until(() -> now().isAfter(lastLists));
        lastLists = now();
        for (Town town : Town.values()) {
            gateway.handOverList(town, lastLists, counter);
        }
    }

    Municipality municipality(Town town) {
        return Objects.requireNonNull(municipalities.get(town));
    }

    public static Person hanako(Town town) {
        return new Person(
                "山田　花子",
                "ヤマダ　ハナコ",
                LocalDate.of(1990, 1, 2),
                2,
                town,
                town.officeAddress(),
                "東京都千代田区九段南一丁目");
    }

    /// A resident whose certificate is known here, and of whom licence-service said where they
    /// live.
    public Resident resident(Town town) {
        Person person = hanako(town);
        HolderId holder = new HolderId(UUID.randomUUID());
        SignatureCard card = jpki.issue(person, now().minus(Duration.ofDays(700)));
        licensed(holder, person, person.town().code());
        counter.submitCertificate(holder, card);
        return new Resident(holder, person, card);
    }

    /// A resident who consented a year ago, and lives in a municipality that is no town of these.
    Resident consented(Town town, MunicipalityCode residence, Item... items) {
        Person person = hanako(town);
        Resident resident =
                new Resident(
                        new HolderId(UUID.randomUUID()),
                        person,
                        jpki.issue(person, now().minus(Duration.ofDays(700))));
        licensed(resident.holder(), person, residence);
        counter.submitCertificate(resident.holder(), resident.card());
        consented(resident, items);
        return resident;
    }

    /// A resident who consented a year ago.
    public Resident consented(Town town, Item... items) {
        Resident resident = resident(town);
        consented(resident, items);
        return resident;
    }

    private void consented(Resident resident, Item... items) {
        counter.importConsent(
                resident.holder(),
                resident.card(),
                Set.of(items),
                now().minus(Duration.ofDays(365)));
    }

    /// Issues the next certificate, and tells of it.
    Resident renewed(Resident before, Person person, Instant issuedAt) {
        Resident after = before.now(person).with(jpki.issue(person, issuedAt));
        gateway.issued(before.holder(), person, after.card(), before.card()).join();
        return after;
    }

    /// Sends what the municipality says, and names it.
    public ChangeKey says(
            Town town,
            Resident resident,
            ChangeReason reason,
            Instant effectiveAt,
            ItemChange... items) {
        CloudEvent<ResidentChanged> event =
                municipality(town).changed(resident.holder(), reason, effectiveAt, items);
        return sends(town, event);
    }

    ChangeKey sends(Town town, CloudEvent<ResidentChanged> event) {
        wire.send(event, municipality(town).signer()).join();
        return municipality(town).key(event);
    }

    /// The verdicts on a change, once there are so many revisions.
    public List<String> verdicts(Resident resident, ChangeKey change, int revisions) {
        return Awaitility.await("verdicts on " + change)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () ->
                                told(
                                                Topics.CONSENT_DECIDED,
                                                resident.holder(),
                                                ConsentDecided.class)
                                        .stream()
                                        .filter(decided -> decided.change().equals(change))
                                        .toList(),
                        found -> found.size() >= revisions)
                .stream()
                .flatMap(decided -> decided.items().stream())
                .map(Cast::words)
                .toList();
    }

    /// The answers to the municipality, once there are so many.
    List<String> answers(Resident resident, ChangeKey change, int count) {
        return Awaitility.await("answers to " + change)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () ->
                                told(
                                                Topics.CHANGE_ANSWERED,
                                                resident.holder(),
                                                ChangeAnswered.class)
                                        .stream()
                                        .filter(answered -> answered.change().equals(change))
                                        .map(answered -> answered.outcome().name())
                                        .toList(),
                        found -> found.size() >= count);
    }

    /// Waits for so many answers about a change, whoever it is about.
    void answers(ChangeKey change, int count) {
        Awaitility.await("answers to " + change)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () ->
                                kafka.records(Topics.CHANGE_ANSWERED, _ -> true).stream()
                                                .map(kafka::reading)
                                                .filter(
                                                        read ->
                                                                read instanceof Reading.Read it
                                                                        && it.event().data()
                                                                                instanceof
                                                                                ChangeAnswered
                                                                                        answer
                                                                        && answer.change()
                                                                                .equals(change))
                                                .count()
                                        >= count);
    }

    /// Waits until an item of a change is granted.
    void granted(HolderId holder, ChangeKey change, Item item) {
        Awaitility.await("the grant of " + change)
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () ->
                                told(Topics.CONSENT_DECIDED, holder, ConsentDecided.class).stream()
                                        .filter(decided -> decided.change().equals(change))
                                        .flatMap(decided -> decided.items().stream())
                                        .anyMatch(
                                                verdict ->
                                                        verdict instanceof ConsentDecided.Granted
                                                                && verdict.item() == item));
    }

    /// Why a record of this holder was set aside, as the municipality was told and as the dead
    /// letter says.
    List<String> rejections(HolderId holder) {
        return Awaitility.await("rejections")
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(
                        () ->
                                told(Topics.CHANGE_ANSWERED, holder, RecordRejected.class).stream()
                                        .map(rejected -> rejected.cause().name())
                                        .toList(),
                        found -> !found.isEmpty());
    }

    <D extends EventData> List<D> told(String topic, HolderId holder, Class<D> type) {
        return kafka.records(topic, holder).stream()
                .map(kafka::reading)
                .filter(Reading.Read.class::isInstance)
                .map(read -> ((Reading.Read) read).event().data())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public static ItemChange address(Person person) {
        return new ItemChange.Address(person.town().code(), person.address());
    }

    static ItemChange name(Person person) {
        return new ItemChange.Name(person.name(), person.kana());
    }

    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() {
        wire.close();
        kafka.close();
    }

    /// The holder reported these items at a counter, and the record says so.
    public void reportedAtCounter(Resident resident, Item... items) {
        recorded(
                resident.holder(),
                resident.person(),
                resident.person().town().code(),
                2,
                new LicenceChanged.Cause(
                        LicenceChanged.Cause.Kind.COUNTER, List.of(), List.of(items)));
    }

    private void licensed(HolderId holder, Person person, MunicipalityCode residence) {
        recorded(
                holder,
                person,
                residence,
                1,
                new LicenceChanged.Cause(LicenceChanged.Cause.Kind.ISSUED, List.of(), List.of()));
    }

    private void recorded(
            HolderId holder,
            Person person,
            MunicipalityCode residence,
            int version,
            LicenceChanged.Cause cause) {
        LocalDate today = LocalDate.of(2025, 4, 1);
        LicenceChanged changed =
                new LicenceChanged(
                        new RecordVersion(version),
                        cause,
                        new LicenceChanged.Licence(
                                new LicenceNumber("309012345620"),
                                person.name(),
                                person.kana(),
                                person.birthDate(),
                                residence,
                                person.address(),
                                person.domicile(),
                                person.town().prefectureName(),
                                today,
                                today.plusYears(5),
                                List.of(),
                                List.of(),
                                List.of(),
                                ColourBand.BLUE,
                                null,
                                HoldingForm.CARD_ONLY,
                                LicenceState.IN_FORCE,
                                null));
        kafka.send(
                Topics.LICENCE_CHANGED,
                holder,
                Events.write(
                        new CloudEvent<>(
                                UUID.randomUUID(),
                                Source.LICENCE,
                                EventType.LICENCE_CHANGED,
                                holder,
                                Instant.now(),
                                person.town().prefecture(),
                                OptionalLong.of(version),
                                changed)));
    }

    private static String words(ConsentDecided.ItemVerdict verdict) {
        return switch (verdict) {
            case ConsentDecided.Granted granted -> granted.item() + " GRANTED";
            case ConsentDecided.Refused refused -> refused.item() + " REFUSED " + refused.refusal();
            case ConsentDecided.Waiting waiting -> waiting.item() + " WAITING " + waiting.doubt();
        };
    }

    private static final class Tests implements Access {

        @Override
        public URI service(String name) {
            return URI.create(
                    "http://localhost:"
                            + ConfigProvider.getConfig()
                                    .getValue("quarkus.http.test-port", Integer.class));
        }

        @Override
        public String officerToken() {
            return Tokens.officer();
        }

        @Override
        public String operatorToken() {
            return Tokens.operator();
        }

        @Override
        public String jpkiGatewayToken() {
            return Tokens.jpkiGateway();
        }

        @Override
        public String citizenToken(HolderId holder) {
            return Tokens.portal(holder);
        }
    }
}
