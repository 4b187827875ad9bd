package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import jp.kisai.contracts.Headers;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Every span that was reported, in the order in which they ended.
final class Spans implements SpanExporter {

    private final List<SpanData> reported = new CopyOnWriteArrayList<>();

    OpenTelemetry telemetry(Sampler sampler) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(
                        SdkTracerProvider.builder()
                                .setSampler(sampler)
                                .addSpanProcessor(SimpleSpanProcessor.create(this))
                                .build())
                .build();
    }

    List<SpanData> all() {
        return reported;
    }

    List<SpanData> named(String name) {
        return reported.stream().filter(span -> span.getName().equals(name)).toList();
    }

    /// The step of a trace that a record names.
    static SpanContext step(ConsumerRecord<byte[], byte[]> record) {
        return Objects.requireNonNull(TraceParent.of(record), "the record has a trace");
    }

    /// The record, as it comes from somebody who traces.
    static ConsumerRecord<byte[], byte[]> traced(
            ConsumerRecord<byte[], byte[]> record, String traceParent) {
        record.headers().add(Headers.TRACE_PARENT, traceParent.getBytes(UTF_8));
        return record;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        reported.addAll(spans);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
