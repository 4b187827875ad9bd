package jp.kisai.contracts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jp.kisai.contracts.event.CardProductionRequested;
import jp.kisai.contracts.event.CertificateStatusChanged;
import jp.kisai.contracts.event.CertificateSubmitted;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.EncodingOrdered;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;

/// One type of event: its name, its topic, its record and its schema.
///
/// @param name the CloudEvents `type`
/// @param topic where it is published
/// @param data the record of its `data`
public record EventType<D extends EventData>(String name, String topic, Class<D> data) {

    private static final String PREFIX = "jp.kisai.";

    public static final EventType<ResidentChanged> RESIDENT_CHANGED =
            new EventType<>(
                    "jp.kisai.resident.changed.v1", Topics.RESIDENT_CHANGED, ResidentChanged.class);
    public static final EventType<CertificateStatusChanged> CERTIFICATE_STATUS_CHANGED =
            new EventType<>(
                    "jp.kisai.certificate.status-changed.v1",
                    Topics.CERTIFICATE_STATUS_CHANGED,
                    CertificateStatusChanged.class);
    public static final EventType<ConsentChanged> CONSENT_CHANGED =
            new EventType<>(
                    "jp.kisai.consent.changed.v1", Topics.CONSENT_CHANGED, ConsentChanged.class);
    public static final EventType<CertificateSubmitted> CERTIFICATE_SUBMITTED =
            new EventType<>(
                    "jp.kisai.consent.certificate-submitted.v1",
                    Topics.CONSENT_CHANGED,
                    CertificateSubmitted.class);
    public static final EventType<ConsentDecided> CONSENT_DECIDED =
            new EventType<>(
                    "jp.kisai.consent.decided.v1", Topics.CONSENT_DECIDED, ConsentDecided.class);
    public static final EventType<LicenceChanged> LICENCE_CHANGED =
            new EventType<>(
                    "jp.kisai.licence.changed.v1", Topics.LICENCE_CHANGED, LicenceChanged.class);
    public static final EventType<EncodingOrdered> ENCODING_ORDERED =
            new EventType<>(
                    "jp.kisai.card.encoding-ordered.v1",
                    Topics.ENCODING_ORDERED,
                    EncodingOrdered.class);
    public static final EventType<EncodingReported> ENCODING_REPORTED =
            new EventType<>(
                    "jp.kisai.card.encoding-reported.v1",
                    Topics.ENCODING_REPORTED,
                    EncodingReported.class);
    public static final EventType<EncodingMoved> ENCODING_MOVED =
            new EventType<>(
                    "jp.kisai.card.encoding-moved.v1", Topics.ENCODING_MOVED, EncodingMoved.class);
    public static final EventType<CardProductionRequested> PRODUCTION_REQUESTED =
            new EventType<>(
                    "jp.kisai.card.production-requested.v1",
                    Topics.PRODUCTION_REQUESTED,
                    CardProductionRequested.class);
    public static final EventType<NoticeSent> NOTICE_SENT =
            new EventType<>("jp.kisai.notice.sent.v1", Topics.NOTICE_SENT, NoticeSent.class);
    public static final EventType<ChangeAnswered> CHANGE_ANSWERED =
            new EventType<>(
                    "jp.kisai.resident.change-answered.v1",
                    Topics.CHANGE_ANSWERED,
                    ChangeAnswered.class);
    public static final EventType<RecordRejected> RECORD_REJECTED =
            new EventType<>(
                    "jp.kisai.resident.record-rejected.v1",
                    Topics.CHANGE_ANSWERED,
                    RecordRejected.class);
    public static final EventType<DayBalanced> DAY_BALANCED =
            new EventType<>(
                    "jp.kisai.resident.day-balanced.v1", Topics.CHANGE_ANSWERED, DayBalanced.class);

    public static final List<EventType<?>> ALL =
            List.of(
                    RESIDENT_CHANGED,
                    CERTIFICATE_STATUS_CHANGED,
                    CONSENT_CHANGED,
                    CERTIFICATE_SUBMITTED,
                    CONSENT_DECIDED,
                    LICENCE_CHANGED,
                    ENCODING_ORDERED,
                    ENCODING_REPORTED,
                    ENCODING_MOVED,
                    PRODUCTION_REQUESTED,
                    NOTICE_SENT,
                    CHANGE_ANSWERED,
                    RECORD_REJECTED,
                    DAY_BALANCED);

    public static Optional<EventType<?>> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /// Where the JSON Schema of its data lies on the class path:
    /// `/schemas/resident.changed.v1.json`.
    public String schema() {
        return "/schemas/" + name.substring(PREFIX.length()) + ".json";
    }

    /// The CloudEvents `dataschema`, with the minor version that is written:
    /// `urn:kisai:schema:resident.changed:1.0`.
    public String dataSchema() {
        return dataSchemaOfMajor() + "0";
    }

    /// The pattern of the `dataschema` values that can be read: any minor version of this major
    /// one.
    String readableDataSchemas() {
        return Pattern.quote(dataSchemaOfMajor()) + "[0-9]{1,4}";
    }

    private String dataSchemaOfMajor() {
        int major = name.lastIndexOf(".v");
        return "urn:kisai:schema:"
                + name.substring(PREFIX.length(), major)
                + ":"
                + name.substring(major + 2)
                + ".";
    }
}
