package jp.kisai.postbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import org.hibernate.reactive.mutiny.Mutiny;

/// One transaction: the service's own state and the events that tell of it, together or not at all.
public interface UnitOfWork {

    Mutiny.StatelessSession session();

    /// The instant of this transaction; every row and event of it bears the same.
    Instant now();

    /// Publishes an event after the commit, never without it. The holder must be locked by this
    /// unit of work. The event's sequence is the next of this service for this holder; events of
    /// one holder leave in the order of the calls.
    ///
    /// @param idCause what the event follows from; the same cause gives the same event id
    <D extends EventData> void send(
            EventType<D> type,
            HolderId holder,
            PrefectureCode prefecture,
            D data,
            String... idCause);

    /// As [#send], with a detached signature header over the written bytes. It is made on worker
    /// threads, several at once, when all that the unit of work sends is known.
    <D extends EventData> void sendSigned(
            EventType<D> type,
            HolderId holder,
            PrefectureCode prefecture,
            D data,
            BytesSigner signer,
            String... idCause);

    /// The ids of the traces in which this service took up these changes, those that are kept.
    Uni<Map<ChangeKey, String>> traceIds(Collection<ChangeKey> changes);

    /// Runs once this transaction is committed, and never otherwise: for metrics, which must not
    /// count what was rolled back.
    void afterCommit(Runnable counted);

    /// Why an operator or officer asks for it, for the audit trail. It names nobody.
    void because(String reason);

    /// Signs the exact bytes that will be published: CMS, detached, DER. Called from several
    /// threads.
    @FunctionalInterface
    interface BytesSigner {
        byte[] sign(byte[] value);
    }
}
