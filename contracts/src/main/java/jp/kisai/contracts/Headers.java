package jp.kisai.contracts;

/// The record headers of the suite. None of them ever carries personal data.
public final class Headers {

    /// The media type, `application/cloudevents+json; charset=UTF-8` (CloudEvents Kafka binding
    /// §3.3).
    public static final String CONTENT_TYPE = "content-type";

    /// Detached CMS signature over the exact bytes of the value: DER, or its base64, because no
    /// command line carries bytes. [jp.kisai.contracts.signature.DetachedSignature#check] reads
    /// both.
    public static final String SIGNATURE = "kisai-signature";

    /// W3C trace context.
    public static final String TRACE_PARENT = "traceparent";

    /// When the broker had the record that began this journey: milliseconds since 1970. Written by
    /// the suite's own services, and believed of nobody else.
    public static final String BEGUN = "kisai-begun";

    /// Dead letters: the [jp.kisai.contracts.vocabulary.DeadLetterCause].
    public static final String CAUSE = "kisai-cause";

    /// Dead letters: which service set it aside.
    public static final String STAGE = "kisai-stage";

    /// Dead letters: how often it was tried.
    public static final String ATTEMPTS = "kisai-attempts";

    /// Dead letters: `topic/partition/offset` of the original.
    public static final String ORIGIN = "kisai-origin";

    private Headers() {}
}
