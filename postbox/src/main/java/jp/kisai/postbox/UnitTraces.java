package jp.kisai.postbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Which trace everything in one transaction belongs to.
///
/// What is sent belongs to the trace of the newest change it is about: that of the record in hand
/// which is about the same change, else the one that this service remembers of it. An event that is
/// about no change goes with what was taken or sent last about its holder. What finds nothing
/// begins a trace.
///
/// A span ends with the commit. One of a transaction that is rolled back is never reported.
final class UnitTraces {

    private final Tracing tracing;
    private final IdentityHashMap<ConsumerRecord<byte[], byte[]>, Span> taken =
            new IdentityHashMap<>();
    private final Map<ChangeKey, SpanContext> byChange = new HashMap<>();
    private final Map<HolderId, SpanContext> arrived = new HashMap<>();
    private final Map<HolderId, SpanContext> latest = new HashMap<>();
    private final Map<ChangeKey, SpanContext> toRemember = new LinkedHashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Span> open = new ArrayList<>();

    UnitTraces(Tracing tracing) {
        this.tracing = tracing;
    }

    /// An event that leaves, whose headers lack their trace.
    private record Sent(CloudEvent<?> event, List<Header> headers) {}

    /// An event is in hand and has this outcome.
    void took(Arrival arrival, Tracing.Outcome outcome) {
        Span span = of(arrival.record());
        if (span == null) {
            return;
        }
        Tracing.became(span, outcome);
        SpanContext step = span.getSpanContext();
        arrived.put(arrival.event().subject(), step);
        latest.put(arrival.event().subject(), step);
        for (ChangeKey change : arrival.event().changes()) {
            byChange.put(change, step);
            if (outcome != Tracing.Outcome.DUPLICATE) {
                toRemember.putIfAbsent(change, step);
            }
        }
    }

    void setAside(RejectedRecord rejected) {
        Span span = of(rejected.record());
        if (span != null) {
            Tracing.setAside(span, rejected.cause());
            Batch.keyOf(rejected.record())
                    .ifPresent(holder -> latest.putIfAbsent(holder, span.getSpanContext()));
        }
    }

    void sent(CloudEvent<?> event, List<Header> headers) {
        sent.add(new Sent(event, headers));
    }

    /// The step of its trace that this record is; null where it has none.
    @Nullable Header headerOf(ConsumerRecord<byte[], byte[]> record) {
        Span span = of(record);
        return span == null ? null : TraceParent.header(span.getSpanContext());
    }

    /// As the record is to be kept: when it is taken up again, that is the step after this one.
    Iterable<Header> headersOf(ConsumerRecord<byte[], byte[]> record) {
        Header trace = headerOf(record);
        if (trace == null) {
            return record.headers();
        }
        List<Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().equals(Headers.TRACE_PARENT)) {
                headers.add(header);
            }
        }
        headers.add(trace);
        return headers;
    }

    /// Gives everything that is sent its trace, and remembers what may go on later.
    Uni<Void> write(Mutiny.StatelessSession session, Instant now) {
        if (!tracing.on()) {
            if (!taken.isEmpty()) {
                sent.forEach(one -> place(one, Map.of()));
            }
            return Uni.createFrom().voidItem();
        }
        return RememberedTraces.of(session, unknown())
                .invoke(remembered -> sent.forEach(one -> place(one, remembered)))
                .chain(() -> RememberedTraces.add(session, toRemember, now));
    }

    void committed() {
        open.forEach(Span::end);
    }

    private @Nullable Span of(ConsumerRecord<byte[], byte[]> record) {
        return taken.computeIfAbsent(
                record,
                it -> {
                    Span span = tracing.taken(it);
                    return span == null ? null : opened(span);
                });
    }

    private Set<ChangeKey> unknown() {
        Set<ChangeKey> unknown = new LinkedHashSet<>();
        for (Sent one : sent) {
            for (ChangeKey change : one.event().changes()) {
                if (!byChange.containsKey(change)) {
                    unknown.add(change);
                }
            }
        }
        return unknown;
    }

    private void place(Sent one, Map<ChangeKey, SpanContext> remembered) {
        SpanContext step = stepBefore(one.event(), remembered);
        if (step != null) {
            latest.put(one.event().subject(), step);
            one.headers().add(TraceParent.header(step));
        }
    }

    private @Nullable SpanContext stepBefore(
            CloudEvent<?> event, Map<ChangeKey, SpanContext> remembered) {
        for (ChangeKey change : event.changes().reversed()) {
            SpanContext here = byChange.get(change);
            if (here != null) {
                return here;
            }
            SpanContext before = remembered.get(change);
            if (before != null) {
                return resume(event, change, before);
            }
        }
        SpanContext last = latest.get(event.subject());
        return last == null && tracing.on() ? begin(event) : last;
    }

    /// What made it go on may itself be a step of the trace: a receipt that brought it along.
    private SpanContext resume(CloudEvent<?> event, ChangeKey change, SpanContext before) {
        SpanContext by = arrived.get(event.subject());
        SpanContext step =
                by != null && by.getTraceId().equals(before.getTraceId())
                        ? by
                        : opened(tracing.resumed(before, by, event.type().topic()))
                                .getSpanContext();
        byChange.put(change, step);
        return step;
    }

    private SpanContext begin(CloudEvent<?> event) {
        SpanContext step = opened(tracing.begun(event.type().topic())).getSpanContext();
        for (ChangeKey change : event.changes()) {
            byChange.put(change, step);
            toRemember.putIfAbsent(change, step);
        }
        return step;
    }

    private Span opened(Span span) {
        open.add(span);
        return span;
    }
}
