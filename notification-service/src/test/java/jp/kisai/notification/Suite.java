package jp.kisai.notification;

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
import jp.kisai.contracts.event.ChangeAnswered;
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
    final HolderId holder = new HolderId(UUID.randomUUID());

    Suite(TestKafka kafka) {
        this.kafka = kafka;
    }

    static ChangeKey newChange() {
        return new ChangeKey(YOKOHAMA, UUID.randomUUID());
    }

    void decides(ChangeKey change, int revision, ConsentDecided.ItemVerdict... verdicts) {
        send(
                Source.CONSENT,
                EventType.CONSENT_DECIDED,
                new ConsentDecided(
                        change,
                        revision,
                        ChangeReason.MOVE,
                        EFFECTIVE,
                        null,
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
        LicenceChanged.Licence licence =
                new LicenceChanged.Licence(
                        new LicenceNumber("301234567810"),
                        "山田　花子",
                        "ヤマダ　ハナコ",
                        LocalDate.of(1990, 3, 5),
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
                        LicenceState.IN_FORCE,
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

    static ConsentDecided.ItemVerdict grantedAddress() {
        return new ConsentDecided.Granted(new ItemChange.Address(YOKOHAMA, "神奈川県横浜市中区日本大通１"));
    }

    static ChangeAnswered.ItemAnswer applied(Item item) {
        return new ChangeAnswered.Applied(item, new RecordVersion(2));
    }

    private <D extends EventData> void send(Source source, EventType<D> type, D data) {
        byte[] value =
                Events.write(
                        new CloudEvent<>(
                                UUID.randomUUID(),
                                source,
                                type,
                                holder,
                                Instant.now(),
                                KANAGAWA,
                                OptionalLong.of(sequence.incrementAndGet()),
                                data));
        kafka.send(type.topic(), holder, value);
    }
}
