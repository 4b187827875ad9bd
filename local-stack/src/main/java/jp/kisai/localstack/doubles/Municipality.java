package jp.kisai.localstack.doubles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import org.jspecify.annotations.Nullable;

/// One municipality's system: it numbers, writes and signs what changed in its register of
/// residents.
public final class Municipality {

    private final Town town;
    private final Pem signer;
    private final Path sequenceFile;
    private final AtomicLong sequence;

    private Municipality(Town town, Pem signer, Path sequenceFile, long lastSequence) {
        this.town = town;
        this.signer = signer;
        this.sequenceFile = sequenceFile;
        this.sequence = new AtomicLong(lastSequence);
    }

    /// The municipality whose key and last sequence number lie in the folder; both are made at
    /// the first call.
    public static Municipality in(Path folder, Town town)
            throws IOException, GeneralSecurityException {
        Path sequenceFile = folder.resolve(town.code() + ".sequence");
        long last =
                Files.exists(sequenceFile)
                        ? Long.parseLong(Files.readString(sequenceFile).strip())
                        : 0;
        return new Municipality(
                town,
                SelfSigned.p256(
                        folder.resolve(town.code() + ".pem"),
                        "C=JP,L="
                                + town.prefectureName()
                                + ",O="
                                + town.localName()
                                + ",CN="
                                + town.code()),
                sequenceFile,
                last);
    }

    public Town town() {
        return town;
    }

    public Pem signer() {
        return signer;
    }

    /// The signer's certificate, PEM, as an operator registers it.
    public String certificateText() throws IOException {
        return Pem.text(signer.certificate());
    }

    public ChangeKey key(CloudEvent<ResidentChanged> event) {
        return new ChangeKey(town.code(), event.id());
    }

    public CloudEvent<ResidentChanged> changed(
            HolderId holder, ChangeReason reason, Instant effectiveAt, ItemChange... items) {
        return changed(holder, reason, effectiveAt, null, items);
    }

    /// @param corrects the event of this municipality that is corrected or cancelled
    public CloudEvent<ResidentChanged> changed(
            HolderId holder,
            ChangeReason reason,
            Instant effectiveAt,
            @Nullable UUID corrects,
            ItemChange... items) {
        return event(
                UUID.randomUUID(), holder, numbered(reason, effectiveAt, corrects, List.of(items)));
    }

    public CloudEvent<ResidentChanged> event(UUID id, HolderId holder, ResidentChanged data) {
        return new CloudEvent<>(
                id,
                Source.municipality(town.code()),
                EventType.RESIDENT_CHANGED,
                holder,
                Instant.now(),
                town.prefecture(),
                OptionalLong.empty(),
                data);
    }

    /// Where the event is in its trace. This system traces each, in a trace that bears the event's
    /// id, so that nobody has to look it up.
    public static String traceParent(CloudEvent<ResidentChanged> event) {
        String trace = event.id().toString().replace("-", "");
        return "00-" + trace + "-" + trace.substring(trace.length() / 2) + "-01";
    }

    /// What changed, with this municipality's next number.
    public ResidentChanged numbered(
            ChangeReason reason,
            Instant effectiveAt,
            @Nullable UUID corrects,
            List<ItemChange> items) {
        return new ResidentChanged(
                reason, effectiveAt, sequence.incrementAndGet(), items, corrects);
    }

    /// Remembers the sequence for the next start. A gap would alarm the suite; a repetition
    /// would be worse.
    public void save() throws IOException {
        Files.writeString(sequenceFile, Long.toString(sequence.get()));
    }
}
