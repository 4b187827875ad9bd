package jp.kisai.cardwriter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.CardProductionRequested;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.testkit.TestKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// One holder with a card of their own, seen from the topics.
final class Scene {

    private static final MunicipalityCode CHIYODA = new MunicipalityCode("131016");

    private final TestKafka kafka;
    private final HolderId holder = new HolderId(UUID.randomUUID());
    private final CardReference card = new CardReference("CARD-" + holder.text().substring(0, 13));
    private @Nullable String photo;

    Scene(TestKafka kafka) {
        this.kafka = kafka;
    }

    HolderId holder() {
        return holder;
    }

    String card() {
        return card.text();
    }

    /// From the next record on, the photograph's reference.
    void photographed(String reference) {
        photo = reference;
    }

    ChangeKey record(long version, String address) {
        return record(version, address, HoldingForm.CARD_ONLY, LicenceState.IN_FORCE);
    }

    /// Publishes ③, and returns the municipal change that it names as its cause.
    ChangeKey record(long version, String address, HoldingForm form, LicenceState state) {
        ChangeKey change = change();
        record(version, address, form, state, change);
        return change;
    }

    /// A municipal change that nobody has heard of.
    static ChangeKey change() {
        return new ChangeKey(CHIYODA, UUID.randomUUID());
    }

    /// Publishes ③ with this cause.
    void record(
            long version, String address, HoldingForm form, LicenceState state, ChangeKey change) {
        LicenceChanged changed =
                new LicenceChanged(
                        new RecordVersion(version),
                        new LicenceChanged.Cause(
                                LicenceChanged.Cause.Kind.MUNICIPAL_CHANGE,
                                List.of(change),
                                List.of(Item.ADDRESS)),
                        licence(address, form, state));
        kafka.send(
                Topics.LICENCE_CHANGED,
                holder,
                Events.write(event(Source.LICENCE, EventType.LICENCE_CHANGED, version, changed)));
    }

    /// Publishes that this holder submitted a signature certificate at the police.
    void submitted() {
        kafka.send(
                Topics.CONSENT_CHANGED,
                holder,
                Events.write(
                        event(
                                Source.CONSENT,
                                EventType.CERTIFICATE_SUBMITTED,
                                1,
                                new CertificateSubmitted(Instant.parse("2025-12-01T01:00:00Z")))));
    }

    /// Publishes that this happened to the holder's consent; no certificate counts any more.
    void consents(ConsentChanged.Kind kind) {
        consent(kind, 1, null);
    }

    /// Publishes that these changes were granted on a certificate that had been compromised.
    ///
    /// @param sequence of the event
    void recall(long sequence, ChangeKey... changes) {
        consent(ConsentChanged.Kind.CERTIFICATE_COMPROMISED, sequence, List.of(changes));
    }

    private void consent(
            ConsentChanged.Kind kind, long sequence, @Nullable List<ChangeKey> recalls) {
        ConsentChanged changed =
                new ConsentChanged(
                        kind,
                        1,
                        List.of(Item.ADDRESS),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2036-01-01T00:00:00Z"),
                        null,
                        recalls);
        kafka.send(
                Topics.CONSENT_CHANGED,
                holder,
                Events.write(event(Source.CONSENT, EventType.CONSENT_CHANGED, sequence, changed)));
    }

    /// J-LIS has a new card made for this holder.
    void newCard(String card, CardProductionRequested.Channel channel) {
        byte[] request = production(card, channel, Source.JLIS);
        kafka.sendSigned(
                Topics.PRODUCTION_REQUESTED,
                holder,
                request,
                DetachedSignature.sign(
                        request, OutsideKeys.jlis().key(), OutsideKeys.jlis().certificate()));
    }

    /// What a request for a new card says, wherever it claims to come from.
    byte[] production(String card, CardProductionRequested.Channel channel, Source from) {
        CardProductionRequested asked =
                new CardProductionRequested(
                        UUID.randomUUID(),
                        new CardReference(card),
                        CardProductionRequested.Trigger.EXPIRY,
                        channel,
                        true,
                        new LicenceNumber("301234567810"));
        return Events.write(event(from, EventType.PRODUCTION_REQUESTED, 1, asked));
    }

    private <D extends EventData> CloudEvent<D> event(
            Source source, EventType<D> type, long sequence, D data) {
        return new CloudEvent<>(
                UUID.randomUUID(),
                source,
                type,
                holder,
                Instant.parse("2026-11-23T00:00:00Z"),
                new PrefectureCode("13"),
                OptionalLong.of(sequence),
                data);
    }

    /// Every move so far, such as `v1 QUEUED`.
    List<String> moves() {
        return moved().map(
                        moved ->
                                moved.version()
                                        + " "
                                        + moved.state()
                                        + (moved.failure() == null ? "" : " " + moved.failure()))
                .toList();
    }

    /// Waits until a version comes to this state, and returns every move so far.
    List<String> await(long version, EncodingState state) {
        String wanted = new RecordVersion(version) + " " + state;
        return Awaitility.await(wanted)
                .atMost(Duration.ofSeconds(90))
                .pollInSameThread()
                .until(
                        this::moves,
                        moves -> moves.stream().anyMatch(move -> move.startsWith(wanted)));
    }

    /// How many orders left for the factory so far.
    int orders() {
        return kafka.records(Topics.ENCODING_ORDERED, holder).size();
    }

    /// The municipal changes that a move named, oldest first.
    List<ChangeKey> changesOf(long version, EncodingState state) {
        return moved().filter(
                        moved -> moved.version().number() == version && moved.state() == state)
                .findFirst()
                .orElseThrow()
                .changes();
    }

    UUID orderOf(long version) {
        return moved().filter(moved -> moved.version().number() == version)
                .findFirst()
                .orElseThrow()
                .order();
    }

    private Stream<EncodingMoved> moved() {
        return kafka.records(Topics.ENCODING_MOVED, holder).stream().map(Scene::moved);
    }

    private static EncodingMoved moved(ConsumerRecord<byte[], byte[]> record) {
        if (Events.read(record.value()) instanceof Reading.Read(CloudEvent<?> event)
                && event.data() instanceof EncodingMoved moved) {
            return moved;
        }
        throw new AssertionError("not a move");
    }

    private LicenceChanged.Licence licence(String address, HoldingForm form, LicenceState state) {
        return new LicenceChanged.Licence(
                new LicenceNumber("301234567810"),
                "山田　太郎",
                "ヤマダ　タロウ",
                LocalDate.of(1990, 1, 2),
                CHIYODA,
                address,
                "東京都千代田区霞が関二丁目",
                "東京都",
                LocalDate.of(2025, 3, 24),
                LocalDate.of(2030, 2, 2),
                List.of(
                        new LicenceChanged.HeldClass(
                                LicenceClass.ORDINARY, LocalDate.of(2010, 4, 1))),
                List.of("眼鏡等"),
                List.of(),
                ColourBand.GOLD,
                photo,
                form,
                state,
                card);
    }
}
