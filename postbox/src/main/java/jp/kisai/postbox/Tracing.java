package jp.kisai.postbox;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The spans of the suite, all of them. Their names and attributes are places and outcomes: nothing
/// in them tells whom a record is about.
@Singleton
class Tracing {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION =
            AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> TOPIC =
            AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION =
            AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("kisai.outcome");
    private static final AttributeKey<String> CAUSE = AttributeKey.stringKey("kisai.cause");

    private final Tracer tracer;
    private final boolean on;

    @Inject
    Tracing(OpenTelemetry telemetry, OTelRuntimeConfig settings) {
        this(telemetry, !settings.sdkDisabled());
    }

    Tracing(OpenTelemetry telemetry, boolean on) {
        this.tracer = telemetry.getTracer("jp.kisai.postbox");
        this.on = on;
    }

    /// What became of a record in a transaction.
    enum Outcome {
        HANDLED,
        DUPLICATE,
        PARKED,
        SET_ASIDE
    }

    boolean on() {
        return on;
    }

    /// A record is in hand: the next step of its trace, or the first of a new one. Where traces are
    /// off it is the trace that the record came with, and null if it came with none.
    @Nullable Span taken(ConsumerRecord<byte[], byte[]> record) {
        SpanContext parent = TraceParent.of(record);
        if (!on) {
            return parent == null ? null : Span.wrap(parent);
        }
        return after(tracer.spanBuilder("process " + record.topic()), parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, "process")
                .setAttribute(TOPIC, record.topic())
                .setAttribute(PARTITION, Integer.toString(record.partition()))
                .setAttribute(OFFSET, record.offset())
                .startSpan();
    }

    static void became(Span span, Outcome outcome) {
        span.setAttribute(OUTCOME, outcome.name());
    }

    static void setAside(Span span, DeadLetterCause cause) {
        became(span, Outcome.SET_ASIDE);
        span.setAttribute(CAUSE, cause.name()).setStatus(StatusCode.ERROR, cause.name());
    }

    /// Something goes on that this service took up before.
    ///
    /// @param before the step with which it was taken up
    /// @param by what made it go on, if that has a trace
    Span resumed(SpanContext before, @Nullable SpanContext by, String topic) {
        SpanBuilder span = after(tracer.spanBuilder("resume"), before).setAttribute(TOPIC, topic);
        return (by == null ? span : span.addLink(by)).startSpan();
    }

    /// Something begins here: an officer, a holder or a clock said so.
    Span begun(String topic) {
        return tracer.spanBuilder("begin").setNoParent().setAttribute(TOPIC, topic).startSpan();
    }

    private static SpanBuilder after(SpanBuilder span, @Nullable SpanContext parent) {
        return parent == null
                ? span.setNoParent()
                : span.setParent(Context.root().with(Span.wrap(parent)));
    }
}
