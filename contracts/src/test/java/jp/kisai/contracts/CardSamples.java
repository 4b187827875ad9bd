package jp.kisai.contracts;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.contracts.event.CardProductionRequested;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ColourBand;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.LicenceClass;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.RecordVersion;

/// The samples that end on a card.
final class CardSamples {

    private static final UUID ORDER = UUID.fromString("5b0c2f8e-6a1d-5e3f-9c4b-7d8e9f0a1b2c");
    private static final CardReference CARD = new CardReference("JP24-0001-9F3A");
    private static final LicenceNumber NUMBER = new LicenceNumber("309012345621");

    private static final RecordVersion VERSION = new RecordVersion(2);

    private CardSamples() {}

    static void addTo(Map<String, CloudEvent<?>> samples) {
        licences(samples);
        orders(samples);
        moves(samples);
        productions(samples);
    }

    private static void licences(Map<String, CloudEvent<?>> samples) {
        LicenceChanged.Licence licence =
                new LicenceChanged.Licence(
                        NUMBER,
                        "記載　花子",
                        "キサイ　ハナコ",
                        LocalDate.of(1990, 2, 28),
                        Samples.KAGOSHIMA,
                        "鹿児島県鹿児島市山下町１１番１号",
                        "東京都千代田区九段南一丁目２番地１",
                        "鹿児島県",
                        LocalDate.of(2024, 3, 1),
                        LocalDate.of(2029, 3, 28),
                        List.of(
                                new LicenceChanged.HeldClass(
                                        LicenceClass.ORDINARY, LocalDate.of(2010, 8, 5)),
                                new LicenceChanged.HeldClass(
                                        LicenceClass.MOPED, LocalDate.of(2010, 8, 5))),
                        List.of("眼鏡等"),
                        List.of(),
                        ColourBand.GOLD,
                        "photo/2024/7c1e",
                        HoldingForm.CARD_ONLY,
                        LicenceState.IN_FORCE,
                        CARD);
        samples.put(
                "licence.changed.v1",
                Samples.of(
                        EventType.LICENCE_CHANGED,
                        Source.LICENCE,
                        3,
                        new LicenceChanged(
                                VERSION,
                                new LicenceChanged.Cause(
                                        LicenceChanged.Cause.Kind.MUNICIPAL_CHANGE,
                                        List.of(Samples.CHANGE),
                                        List.of(Item.ADDRESS)),
                                licence)));
    }

    private static void orders(Map<String, CloudEvent<?>> samples) {
        samples.put(
                "card.encoding-ordered.v1",
                Samples.of(
                        EventType.ENCODING_ORDERED,
                        Source.CARD_WRITER,
                        1,
                        new EncodingOrdered(ORDER, "sagamihara", VERSION, Samples.DER_START)));
        report(samples, "accepted", new EncodingReported.Accepted());
        report(
                samples,
                "encoded",
                new EncodingReported.Encoded("0123456789abcdef".repeat(4), CARD.text()));
        report(samples, "failed", new EncodingReported.Failed(EncodingFailure.READ_BACK_DIFFERS));
    }

    private static void moves(Map<String, CloudEvent<?>> samples) {
        samples.put(
                "card.encoding-moved.v1",
                Samples.of(
                        EventType.ENCODING_MOVED,
                        Source.CARD_WRITER,
                        2,
                        new EncodingMoved(
                                ORDER,
                                VERSION,
                                EncodingState.ORDERED,
                                null,
                                List.of(Samples.CHANGE))));
        samples.put(
                "card.encoding-moved.v1-failed",
                Samples.of(
                        EventType.ENCODING_MOVED,
                        Source.CARD_WRITER,
                        3,
                        new EncodingMoved(
                                ORDER,
                                VERSION,
                                EncodingState.FAILED,
                                EncodingFailure.CHIP_BROKEN,
                                List.of(Samples.CHANGE))));
    }

    private static void productions(Map<String, CloudEvent<?>> samples) {
        samples.put(
                "card.production-requested.v1",
                Samples.of(
                        EventType.PRODUCTION_REQUESTED,
                        Source.JLIS,
                        1,
                        new CardProductionRequested(
                                UUID.fromString("0195f7e0-0000-7000-8000-00000000002a"),
                                new CardReference("JP26-0002-41C7"),
                                CardProductionRequested.Trigger.EXPIRY,
                                CardProductionRequested.Channel.ONLINE,
                                true,
                                NUMBER)));
    }

    private static void report(
            Map<String, CloudEvent<?>> samples, String name, EncodingReported.Report report) {
        samples.put(
                "card.encoding-reported.v1-" + name,
                Samples.of(
                        EventType.ENCODING_REPORTED,
                        Source.factory("sagamihara"),
                        1,
                        new EncodingReported(ORDER, VERSION, report)));
    }
}
