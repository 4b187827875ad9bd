package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.contracts.Headers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The header by which a record names its trace.
class TraceParentTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Test
    void whatIsWrittenIsReadBack() {
        SpanContext context = Spans.step(Spans.traced(record(), SAMPLED));

        assertEquals(TRACE, context.getTraceId());
        assertTrue(context.isSampled());
        assertTrue(context.isRemote());
        assertEquals(SAMPLED, new String(TraceParent.header(context).value(), UTF_8), "as it came");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a trace",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0１",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01"
            })
    void whatIsNoTraceIsAsGoodAsAbsent(String text) {
        assertNull(TraceParent.of(Spans.traced(record(), text)));
    }

    @Test
    void aHeaderWithoutValueIsNone() {
        ConsumerRecord<byte[], byte[]> record = record();
        record.headers().add(Headers.TRACE_PARENT, null);

        assertNull(TraceParent.of(record));
    }

    /// What a record costs where traces are off: nothing, unless it brings a trace along.
    @Test
    void whereTracesAreOffATraceIsOnlyPassedOn() {
        Tracing off = new Tracing(OpenTelemetry.noop(), false);

        Span passed = off.taken(Spans.traced(record(), SAMPLED));

        assertNull(off.taken(record()));
        assertEquals(SAMPLED, TraceParent.text(requireNonNull(passed).getSpanContext()));
    }

    @Test
    void whatIsLoggedOfARecordBearsTheIdOfItsTrace() {
        List<Object> seen = new ArrayList<>();

        TraceParent.inLogs(
                Spans.traced(record(), SAMPLED),
                () -> seen.add(String.valueOf(MDC.get("traceId"))));
        TraceParent.inLogs(record(), () -> seen.add(String.valueOf(MDC.get("traceId"))));

        assertEquals(List.of(TRACE, "null"), seen);
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        return Told.record(Told.of(Told.someone()));
    }
}
