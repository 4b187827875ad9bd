package jp.kisai.contracts;

import java.util.List;

/// Every topic of the suite. The key of every record is the holder's id.
public final class Topics {

    public static final String RESIDENT_CHANGED = "resident.changed.v1";
    public static final String CERTIFICATE_STATUS_CHANGED = "certificate.status-changed.v1";
    public static final String CONSENT_CHANGED = "consent.changed.v1";
    public static final String CONSENT_DECIDED = "consent.decided.v1";
    public static final String LICENCE_CHANGED = "licence.changed.v1";
    public static final String ENCODING_ORDERED = "card.encoding-ordered.v1";
    public static final String ENCODING_REPORTED = "card.encoding-reported.v1";
    public static final String ENCODING_MOVED = "card.encoding-moved.v1";
    public static final String PRODUCTION_REQUESTED = "card.production-requested.v1";
    public static final String NOTICE_SENT = "notice.sent.v1";
    public static final String CHANGE_ANSWERED = "resident.change-answered.v1";

    public static final List<String> ALL =
            List.of(
                    RESIDENT_CHANGED,
                    CERTIFICATE_STATUS_CHANGED,
                    CONSENT_CHANGED,
                    CONSENT_DECIDED,
                    LICENCE_CHANGED,
                    ENCODING_ORDERED,
                    ENCODING_REPORTED,
                    ENCODING_MOVED,
                    PRODUCTION_REQUESTED,
                    NOTICE_SENT,
                    CHANGE_ANSWERED);

    private static final String DEAD_LETTER = ".dead-letter";

    private Topics() {}

    /// Where records of a topic go that can not be processed, with their original bytes.
    public static String deadLetterOf(String topic) {
        return topic + DEAD_LETTER;
    }
}
