package jp.kisai.contracts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import jp.kisai.contracts.event.CertificateStatusChanged;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.contracts.vocabulary.RevocationReason;
import jp.kisai.contracts.vocabulary.Uuids;

/// One event for every type, and for every shape within a type; each named after its golden file.
/// The people are invented; the places are city halls.
final class Samples {

    static final MunicipalityCode CHIYODA = new MunicipalityCode("131016");
    static final MunicipalityCode KAGOSHIMA = new MunicipalityCode("462012");

    private static final HolderId HOLDER = HolderId.of("0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a");
    private static final UUID MOVE = UUID.fromString("0195f7d0-1a2b-7c3d-8e4f-5a6b7c8d9e0f");
    static final ChangeKey CHANGE = new ChangeKey(KAGOSHIMA, MOVE);
    private static final Instant EFFECTIVE = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant DEADLINE = Instant.parse("2027-02-18T00:00:00Z");
    private static final CertificateSerial SERIAL = CertificateSerial.of("1f9a3c5e77");
    static final String DER_START = "MIIDazCCAlOgAwIBAgIUZ0I=";

    private static final ItemChange ADDRESS = new ItemChange.Address(KAGOSHIMA, "鹿児島県鹿児島市山下町１１番１号");
    private static final ItemChange NAME = new ItemChange.Name("記載　花子", "キサイ　ハナコ");
    private static final ItemChange BIRTH_DATE =
            new ItemChange.BirthDate(LocalDate.of(1990, 2, 28));
    private static final ItemChange DOMICILE = new ItemChange.Domicile("東京都千代田区九段南一丁目２番地１");

    private Samples() {}

    /// Golden file name without `.json` → event.
    static Map<String, CloudEvent<?>> all() {
        Map<String, CloudEvent<?>> samples = new LinkedHashMap<>();
        municipal(samples);
        certificates(samples);
        consents(samples);
        verdicts(samples);
        CardSamples.addTo(samples);
        answers(samples);
        counts(samples);
        return samples;
    }

    /// The one that the tests damage.
    static CloudEvent<ResidentChanged> move() {
        return municipal(
                new ResidentChanged(ChangeReason.MOVE, EFFECTIVE, 4711, List.of(ADDRESS), null));
    }

    private static void municipal(Map<String, CloudEvent<?>> samples) {
        samples.put("resident.changed.v1-move", move());
        samples.put(
                "resident.changed.v1-marriage",
                municipal(
                        new ResidentChanged(
                                ChangeReason.MARRIAGE,
                                EFFECTIVE,
                                4712,
                                List.of(ADDRESS, NAME, DOMICILE),
                                null)));
        samples.put(
                "resident.changed.v1-correction",
                municipal(
                        new ResidentChanged(
                                ChangeReason.CORRECTION,
                                EFFECTIVE,
                                4713,
                                List.of(BIRTH_DATE),
                                MOVE)));
        samples.put(
                "resident.changed.v1-cancellation",
                municipal(
                        new ResidentChanged(
                                ChangeReason.CANCELLATION,
                                EFFECTIVE,
                                4715,
                                List.of(ADDRESS),
                                Uuids.parse("0195f7d0-0000-7000-8000-00000000002a"))));
        samples.put(
                "resident.changed.v1-death",
                municipal(
                        new ResidentChanged(ChangeReason.DEATH, EFFECTIVE, 4714, List.of(), null)));
    }

    private static void certificates(Map<String, CloudEvent<?>> samples) {
        samples.put(
                "certificate.status-changed.v1-issued",
                of(
                        EventType.CERTIFICATE_STATUS_CHANGED,
                        Source.JPKI,
                        1,
                        new CertificateStatusChanged(
                                new CertificateStatusChanged.Issued(DER_START, SERIAL))));
        samples.put(
                "certificate.status-changed.v1-revoked",
                of(
                        EventType.CERTIFICATE_STATUS_CHANGED,
                        Source.JPKI,
                        2,
                        new CertificateStatusChanged(
                                new CertificateStatusChanged.Revoked(
                                        SERIAL, RevocationReason.AFFILIATION_CHANGED, EFFECTIVE))));
    }

    private static void consents(Map<String, CloudEvent<?>> samples) {
        samples.put(
                "consent.changed.v1-given",
                of(
                        EventType.CONSENT_CHANGED,
                        Source.CONSENT,
                        1,
                        new ConsentChanged(
                                ConsentChanged.Kind.GIVEN,
                                1,
                                List.of(Item.ADDRESS, Item.NAME),
                                Instant.parse("2026-11-20T15:00:00Z"),
                                Instant.parse("2036-11-20T15:00:00Z"),
                                Instant.parse("2031-02-28T14:59:59Z"),
                                null)));
        samples.put(
                "consent.changed.v1-expired",
                of(
                        EventType.CONSENT_CHANGED,
                        Source.CONSENT,
                        2,
                        new ConsentChanged(
                                ConsentChanged.Kind.EXPIRED,
                                2,
                                List.of(Item.BIRTH_DATE),
                                Instant.parse("2016-11-19T15:00:00Z"),
                                Instant.parse("2026-11-19T15:00:00Z"),
                                null,
                                null)));
        samples.put(
                "consent.changed.v1-compromised",
                of(
                        EventType.CONSENT_CHANGED,
                        Source.CONSENT,
                        3,
                        new ConsentChanged(
                                ConsentChanged.Kind.CERTIFICATE_COMPROMISED,
                                1,
                                List.of(Item.ADDRESS, Item.NAME),
                                Instant.parse("2026-11-20T15:00:00Z"),
                                Instant.parse("2036-11-20T15:00:00Z"),
                                null,
                                List.of(CHANGE))));
        samples.put(
                "consent.certificate-submitted.v1",
                of(
                        EventType.CERTIFICATE_SUBMITTED,
                        Source.CONSENT,
                        1,
                        new CertificateSubmitted(Instant.parse("2026-11-19T01:30:00Z"))));
    }

    private static void verdicts(Map<String, CloudEvent<?>> samples) {
        ConsentDecided.Evidence evidence =
                new ConsentDecided.Evidence(
                        "2026-1", 2L, "5e77", "4021", Instant.parse("2026-11-19T21:00:00Z"));
        samples.put(
                "consent.decided.v1",
                of(
                        EventType.CONSENT_DECIDED,
                        Source.CONSENT,
                        1,
                        new ConsentDecided(
                                CHANGE,
                                1,
                                ChangeReason.MARRIAGE,
                                EFFECTIVE,
                                null,
                                List.of(
                                        new ConsentDecided.Granted(ADDRESS),
                                        new ConsentDecided.Refused(
                                                Item.NAME, Refusal.ITEM_NOT_CONSENTED),
                                        new ConsentDecided.Waiting(
                                                Item.DOMICILE, Doubt.WAITING_FOR_HOLDER, DEADLINE)),
                                evidence)));
        samples.put(
                "consent.decided.v1-no-consent",
                of(
                        EventType.CONSENT_DECIDED,
                        Source.CONSENT,
                        2,
                        new ConsentDecided(
                                CHANGE,
                                1,
                                ChangeReason.CORRECTION,
                                EFFECTIVE,
                                new ChangeKey(KAGOSHIMA, MOVE),
                                List.of(
                                        new ConsentDecided.Refused(
                                                Item.BIRTH_DATE, Refusal.NO_CONSENT)),
                                new ConsentDecided.Evidence("2026-1", null, null, null, null))));
    }

    private static void answers(Map<String, CloudEvent<?>> samples) {
        samples.put(
                "notice.sent.v1",
                of(
                        EventType.NOTICE_SENT,
                        Source.NOTIFICATION,
                        1,
                        new NoticeSent(
                                UUID.fromString("5c1d3f9e-7b2e-5f40-8d5c-8e9fa0b1c2d3"),
                                NoticeSent.Outcome.APPLIED_IN_PART,
                                NoticeSent.Channel.INBOX,
                                List.of(CHANGE))));
        samples.put(
                "resident.change-answered.v1",
                of(
                        EventType.CHANGE_ANSWERED,
                        Source.CONSENT,
                        4,
                        new ChangeAnswered(
                                CHANGE,
                                ChangeAnswered.Outcome.APPLIED_IN_PART,
                                List.of(
                                        new ChangeAnswered.Applied(
                                                Item.ADDRESS, new RecordVersion(2)),
                                        new ChangeAnswered.Refused(
                                                Item.NAME, Refusal.ITEM_NOT_CONSENTED),
                                        new ChangeAnswered.Waiting(
                                                Item.DOMICILE,
                                                Doubt.WAITING_FOR_HOLDER,
                                                DEADLINE)))));
    }

    private static void counts(Map<String, CloudEvent<?>> samples) {
        samples.put(
                "resident.record-rejected.v1",
                of(
                        EventType.RECORD_REJECTED,
                        Source.CONSENT,
                        5,
                        new RecordRejected(
                                DeadLetterCause.FORGED, Topics.RESIDENT_CHANGED, 3, 1042, MOVE)));
        samples.put(
                "resident.day-balanced.v1",
                of(
                        EventType.DAY_BALANCED,
                        Source.CONSENT,
                        6,
                        new DayBalanced(
                                KAGOSHIMA,
                                LocalDate.of(2026, 11, 20),
                                120,
                                100,
                                7,
                                11,
                                2,
                                null,
                                null)));
        samples.put(
                "resident.day-balanced.v1-revised",
                new CloudEvent<>(
                        UUID.fromString("0f1e2d3c-4b5a-5968-8776-655443322110"),
                        Source.CONSENT,
                        EventType.DAY_BALANCED,
                        DayBalanced.subject(KAGOSHIMA),
                        Instant.parse("2026-11-21T15:30:00Z"),
                        new PrefectureCode("46"),
                        OptionalLong.of(2),
                        new DayBalanced(
                                KAGOSHIMA, LocalDate.of(2026, 11, 20), 120, 104, 2, 12, 2, 2, 3L)));
    }

    private static CloudEvent<ResidentChanged> municipal(ResidentChanged data) {
        return new CloudEvent<>(
                MOVE,
                Source.municipality(KAGOSHIMA),
                EventType.RESIDENT_CHANGED,
                HOLDER,
                Instant.parse("2026-11-20T01:02:03.456Z"),
                new PrefectureCode("46"),
                OptionalLong.empty(),
                data);
    }

    static <D extends EventData> CloudEvent<D> of(
            EventType<D> type, Source source, long sequence, D data) {
        return new CloudEvent<>(
                UUID.fromString("5a7b8c9d-0e1f-5a2b-8c3d-4e5f60718293"),
                source,
                type,
                HOLDER,
                Instant.parse("2026-11-20T01:02:04Z"),
                new PrefectureCode("46"),
                OptionalLong.of(sequence),
                data);
    }
}
