package jp.kisai.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.testkit.TestKafka;
import org.jspecify.annotations.Nullable;

/// The rest of the suite, as this service hears it: says about one holder what the other services
/// would.
final class Suite {

    /// 横浜市
    private static final MunicipalityCode YOKOHAMA = new MunicipalityCode("141003");

    private static final PrefectureCode KANAGAWA = new PrefectureCode("14");
    private static final Instant EFFECTIVE = Instant.parse("2026-11-22T15:00:00Z");

    private final TestKafka kafka;
    private final AtomicLong sequence = new AtomicLong();
    /// How long ago everything is said.
    Duration ago = Duration.ZERO;

    final HolderId holder = new HolderId(UUID.randomUUID());

    Suite(TestKafka kafka) {
        this.kafka = kafka;
    }

    static ChangeKey newChange() {
        return new ChangeKey(YOKOHAMA, UUID.randomUUID());
    }

    void decides(ChangeKey change, int revision, ConsentDecided.ItemVerdict... verdicts) {
        decides(change, revision, ChangeReason.MOVE, null, verdicts);
    }

    private void decides(
            ChangeKey change,
            int revision,
            ChangeReason reason,
            @Nullable ChangeKey corrects,
            ConsentDecided.ItemVerdict... verdicts) {
        send(
                Source.CONSENT,
                EventType.CONSENT_DECIDED,
                new ConsentDecided(
                        change,
                        revision,
                        reason,
                        EFFECTIVE,
                        corrects,
                        List.of(verdicts),
                        new ConsentDecided.Evidence("2026-11", 1L, null, null, null)));
    }

    void answers(
            Source who,
            ChangeKey change,
            ChangeAnswered.Outcome outcome,
            ChangeAnswered.ItemAnswer... items) {
        send(who, EventType.CHANGE_ANSWERED, new ChangeAnswered(change, outcome, List.of(items)));
    }

    void moves(
            UUID order,
            EncodingState state,
            @Nullable EncodingFailure failure,
            ChangeKey... changes) {
        send(
                Source.CARD_WRITER,
                EventType.ENCODING_MOVED,
                new EncodingMoved(
                        order, new RecordVersion(2), state, failure, Arrays.asList(changes)));
    }

    void records(long version, LocalDate validUntil) {
        records(version, validUntil, LicenceState.IN_FORCE);
    }

    void records(long version, LocalDate validUntil, LicenceState state) {
        LicenceChanged.Licence licence =
                new LicenceChanged.Licence(
                        new LicenceNumber("301234567810"),
                        "山田　花子",
                        "ヤマダ　ハナコ",
                        validUntil.minusMonths(1).withYear(1990),
                        YOKOHAMA,
                        "神奈川県横浜市中区日本大通１",
                        "神奈川県横浜市中区日本大通１",
                        "神奈川県",
                        LocalDate.of(2024, 3, 5),
                        validUntil,
                        List.of(
                                new LicenceChanged.HeldClass(
                                        LicenceClass.ORDINARY, LocalDate.of(2010, 5, 6))),
                        List.of(),
                        List.of(),
                        ColourBand.GOLD,
                        null,
                        HoldingForm.CARD_ONLY,
                        state,
                        null);
        send(
                Source.LICENCE,
                EventType.LICENCE_CHANGED,
                new LicenceChanged(
                        new RecordVersion(version),
                        new LicenceChanged.Cause(
                                LicenceChanged.Cause.Kind.MUNICIPAL_CHANGE, List.of(), List.of()),
                        licence));
    }

    /// @param until the first instant at which the consent counts no longer
    /// @param certificateUntil the last instant of the signature certificate
    void consents(ConsentChanged.Kind kind, Instant until, @Nullable Instant certificateUntil) {
        send(
                Source.CONSENT,
                EventType.CONSENT_CHANGED,
                new ConsentChanged(
                        kind,
                        1,
                        List.of(Item.ADDRESS),
                        until.minus(Duration.ofDays(3652)),
                        until,
                        certificateUntil,
                        null));
    }

    void submitsACertificate() {
        send(
                Source.CONSENT,
                EventType.CERTIFICATE_SUBMITTED,
                new CertificateSubmitted(Instant.now().minus(ago)));
    }

    /// The municipality undoes an earlier change.
    void corrects(ChangeKey change, ChangeKey earlier, ConsentDecided.ItemVerdict... verdicts) {
        decides(change, 1, ChangeReason.CORRECTION, earlier, verdicts);
    }

    void dies(ChangeKey change) {
        decides(change, 1, ChangeReason.DEATH, null);
    }

    static ConsentDecided.ItemVerdict grantedAddress() {
        return new ConsentDecided.Granted(new ItemChange.Address(YOKOHAMA, "神奈川県横浜市中区日本大通１"));
    }

    static ChangeAnswered.ItemAnswer applied(Item item) {
        return new ChangeAnswered.Applied(item, new RecordVersion(2));
    }

    private <D extends EventData> void send(Source source, EventType<D> type, D data) {
        kafka.send(type.topic(), holder, event(source, type, data));
    }

    /// An event as it is sent, to be sent as often as wanted.
    <D extends EventData> byte[] event(Source source, EventType<D> type, D data) {
        return Events.write(
                new CloudEvent<>(
                        UUID.randomUUID(),
                        source,
                        type,
                        holder,
                        Instant.now().minus(ago),
                        KANAGAWA,
                        OptionalLong.of(sequence.incrementAndGet()),
                        data));
    }
}
