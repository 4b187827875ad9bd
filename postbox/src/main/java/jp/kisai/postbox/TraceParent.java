package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.contracts.Headers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// The header `traceparent` of W3C Trace Context §3.2. What is not one is as good as absent: it
/// comes from strangers and decides nothing.
final class TraceParent {

    /// Where Quarkus puts it too.
    private static final String IN_LOGS = "traceId";

    private static final int LENGTH = 55;
    private static final Pattern FORM =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-(?<flags>[0-9a-f]{2})");

    private TraceParent() {}

    /// Null where the record has none, or something else under its name.
    static @Nullable SpanContext of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.TRACE_PARENT);
        return header == null || header.value() == null || header.value().length != LENGTH
                ? null
                : of(new String(header.value(), ISO_8859_1));
    }

    static @Nullable SpanContext of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        SpanContext context =
                SpanContext.createFromRemoteParent(
                        form.group(1),
                        form.group(2),
                        TraceFlags.fromHex(form.group("flags"), 0),
                        TraceState.getDefault());
        return context.isValid() ? context : null;
    }

    static String text(SpanContext context) {
        return "00-"
                + context.getTraceId()
                + "-"
                + context.getSpanId()
                + "-"
                + context.getTraceFlags().asHex();
    }

    static Header header(SpanContext context) {
        return new RecordHeader(Headers.TRACE_PARENT, text(context).getBytes(US_ASCII));
    }

    /// What is logged meanwhile bears the id of the record's trace.
    static void inLogs(ConsumerRecord<byte[], byte[]> record, Runnable logging) {
        SpanContext context = of(record);
        if (context == null) {
            logging.run();
            return;
        }
        MDC.put(IN_LOGS, context.getTraceId());
        try {
            logging.run();
        } finally {
            MDC.remove(IN_LOGS);
        }
    }
}
