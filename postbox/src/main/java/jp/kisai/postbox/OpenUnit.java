package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.Uuids;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// A transaction under way. What is sent is collected here and written once, before the commit.
final class OpenUnit implements UnitOfWork {

    private static final byte[] MEDIA_TYPE = Events.MEDIA_TYPE.getBytes(UTF_8);

    private final Mutiny.StatelessSession session;
    private final Instant now;
    private final Source source;
    private final int largestEventBytes;
    private final Map<HolderId, Holders.Locked> locked;
    private final Map<HolderId, Long> sequences = new HashMap<>();
    private final UnitTraces traces;
    private final Map<HolderId, Long> begunMs = new HashMap<>();
    private final List<Outbox.Row> rows = new ArrayList<>();
    private final List<Unsigned> unsigned = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private @Nullable String reason;

    OpenUnit(
            Mutiny.StatelessSession session,
            Instant now,
            Source source,
            int largestEventBytes,
            Map<HolderId, Holders.Locked> locked,
            UnitTraces traces) {
        this.session = session;
        this.now = now;
        this.source = source;
        this.largestEventBytes = largestEventBytes;
        this.locked = locked;
        this.traces = traces;
    }

    /// A row that lacks its signature.
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Unsigned(Outbox.Row row, byte[] value, BytesSigner signer) {

        void sign() {
            row.headers().add(new RecordHeader(Headers.SIGNATURE, signer.sign(value)));
        }
    }

    @Override
    public Mutiny.StatelessSession session() {
        return session;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public <D extends EventData> void send(
            EventType<D> type,
            HolderId holder,
            PrefectureCode prefecture,
            D data,
            String... idCause) {
        add(type, holder, prefecture, data, null, idCause);
    }

    @Override
    public <D extends EventData> void sendSigned(
            EventType<D> type,
            HolderId holder,
            PrefectureCode prefecture,
            D data,
            BytesSigner signer,
            String... idCause) {
        add(type, holder, prefecture, data, signer, idCause);
    }

    private <D extends EventData> void add(
            EventType<D> type,
            HolderId holder,
            PrefectureCode prefecture,
            D data,
            @Nullable BytesSigner signer,
            String... idCause) {
        long sequence = locked(holder).nextSequence();
        CloudEvent<D> event =
                new CloudEvent<>(
                        id(type, idCause),
                        source,
                        type,
                        holder,
                        now,
                        prefecture,
                        OptionalLong.of(sequence),
                        data);
        byte[] value = Events.write(event);
        if (value.length > largestEventBytes) {
            throw new IllegalStateException(
                    type.name() + " of " + value.length + " bytes is larger than may be sent");
        }
        List<Header> headers = new ArrayList<>();
        headers.add(new RecordHeader(Headers.CONTENT_TYPE, MEDIA_TYPE));
        traces.sent(event, headers);
        Long begun = begunMs.get(holder);
        if (begun != null) {
            headers.add(new RecordHeader(Headers.BEGUN, Long.toString(begun).getBytes(US_ASCII)));
        }
        sequences.put(holder, sequence);
        Outbox.Row row =
                new Outbox.Row(type.topic(), holder.text().getBytes(UTF_8), value, headers);
        rows.add(row);
        if (signer != null) {
            unsigned.add(new Unsigned(row, value, signer));
        }
    }

    private UUID id(EventType<?> type, String... idCause) {
        return Uuids.derived(
                Stream.concat(Stream.of(source.urn(), type.name()), Stream.of(idCause))
                        .toArray(String[]::new));
    }

    Holders.Locked locked(HolderId holder) {
        Holders.Locked row = locked.get(holder);
        if (row == null) {
            throw new IllegalStateException(holder + " is not locked by this unit of work");
        }
        return row;
    }

    UnitTraces traces() {
        return traces;
    }

    /// What is sent about the holder belongs to a journey that began then: the earliest of those
    /// that meet here.
    void begun(HolderId holder, long epochMs) {
        begunMs.merge(holder, epochMs, Math::min);
    }

    void add(Outbox.Row row) {
        rows.add(row);
    }

    @Override
    public Uni<Map<ChangeKey, String>> traceIds(Collection<ChangeKey> changes) {
        return RememberedTraces.of(session, changes)
                .map(
                        steps -> {
                            Map<ChangeKey, String> ids = new HashMap<>();
                            steps.forEach(
                                    (change, step) -> {
                                        if (step.isSampled()) {
                                            ids.put(change, step.getTraceId());
                                        }
                                    });
                            return ids;
                        });
    }

    @Override
    public void afterCommit(Runnable counted) {
        afterCommit.add(counted);
    }

    @Override
    public void because(String given) {
        reason = given;
    }

    @Nullable String reason() {
        return reason;
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
        traces.committed();
    }

    Uni<Void> write() {
        return signed().chain(() -> traces.write(session, now))
                .chain(() -> Outbox.write(session, rows, sequences, now));
    }

    /// A batch may have hundreds of signatures of a third of a millisecond: too long for an event
    /// loop, and there is more than one core.
    private Uni<Void> signed() {
        return unsigned.isEmpty()
                ? Uni.createFrom().voidItem()
                : OwnContext.compute(() -> unsigned.parallelStream().forEach(Unsigned::sign));
    }
}
