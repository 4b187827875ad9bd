package jp.kisai.localstack.doubles;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.event.CertificateStatusChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.RevocationReason;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// The gateway to the JPKI: tells of issued and revoked certificates, and hands over each
/// municipality's list.
public final class JpkiGateway {

    private static final Duration LIST_LIFETIME = Duration.ofDays(2);

    private final TestJpki jpki;
    private final Pem signer;
    private final Wire wire;
    private final Map<Town, List<Revocation>> revoked = new ConcurrentHashMap<>();
    private final Map<HolderId, CloudEvent<?>> lastTold = new ConcurrentHashMap<>();
    private final Map<Town, Instant> lastList = new ConcurrentHashMap<>();

    public JpkiGateway(TestJpki jpki, Pem signer, Wire wire) {
        this.jpki = jpki;
        this.signer = signer;
        this.wire = wire;
    }

    public static Pem signer(Path folder) throws IOException, GeneralSecurityException {
        return SelfSigned.p256(folder.resolve("gateway.pem"), "C=JP,O=JPKI gateway,CN=kisai test");
    }

    /// Completes when the broker has the event.
    public CompletableFuture<RecordMetadata> issued(
            HolderId holder,
            Person person,
            SignatureCard card,
            @Nullable SignatureCard predecessor) {
        return send(
                holder,
                person.town(),
                new CertificateStatusChanged.Issued(
                        card.certificateText(), predecessor == null ? null : predecessor.serial()));
    }

    /// Completes when the broker has the event. The next list of the municipality has the
    /// entry, too.
    public CompletableFuture<RecordMetadata> revoked(
            HolderId holder,
            Town issuedIn,
            SignatureCard card,
            RevocationReason reason,
            Instant revokedAt) {
        revoked.computeIfAbsent(issuedIn, town -> new CopyOnWriteArrayList<>())
                .add(new Revocation(card.serial().value(), reason, revokedAt));
        return send(
                holder,
                issuedIn,
                new CertificateStatusChanged.Revoked(card.serial(), reason, revokedAt));
    }

    /// Hands over one municipality's list as of an instant; a second one as of the same second
    /// is not made.
    public void handOverList(Town town, Instant thisUpdate, Counter counter) {
        Instant previous = lastList.put(town, thisUpdate);
        if (previous == null || previous.getEpochSecond() < thisUpdate.getEpochSecond()) {
            counter.handOver(
                    jpki.revocationList(
                            town,
                            thisUpdate,
                            thisUpdate.plus(LIST_LIFETIME),
                            revoked.getOrDefault(town, List.of())));
        }
    }

    /// Sends the last event about this holder once more, as it was.
    public CompletableFuture<RecordMetadata> again(HolderId holder) {
        return wire.send(Objects.requireNonNull(lastTold.get(holder)), signer);
    }

    private CompletableFuture<RecordMetadata> send(
            HolderId holder, Town town, CertificateStatusChanged.Status status) {
        CloudEvent<?> event =
                new CloudEvent<>(
                        UUID.randomUUID(),
                        Source.JPKI,
                        EventType.CERTIFICATE_STATUS_CHANGED,
                        holder,
                        Instant.now(),
                        town.prefecture(),
                        OptionalLong.empty(),
                        new CertificateStatusChanged(status));
        lastTold.put(holder, event);
        return wire.send(event, signer);
    }
}
