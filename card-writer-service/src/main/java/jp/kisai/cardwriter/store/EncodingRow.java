package jp.kisai.cardwriter.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import jp.kisai.cardwriter.domain.EncodingJob;
import jp.kisai.cardwriter.domain.Intent;
import jp.kisai.cardwriter.domain.Sent;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingFailure;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import org.jspecify.annotations.Nullable;

/// One encoding: see `V1001__card_writer.sql` for what each column means.
@Entity
@Table(name = "encoding")
public class EncodingRow {

    @Id
    @Column(name = "order_id")
    public UUID orderId;

    public UUID holder;
    public String prefecture;
    public String card;
    public long version;

    @Column(name = "content_sha256")
    public String contentSha256;

    public String[] changes;
    public String state;
    public @Nullable String failure;
    public int attempts;

    @Column(name = "read_back_sha256")
    public @Nullable String readBackSha256;

    @Column(name = "card_serial")
    public @Nullable String cardSerial;

    public @Nullable String files;

    @Column(name = "due_at")
    public @Nullable Instant dueAt;

    public int moves;
    public boolean urgent;

    @Column(name = "opened_at")
    public Instant openedAt;

    @Column(name = "moved_at")
    public Instant movedAt;

    static EncodingRow opened(EncodingJob job, Instant now) {
        EncodingRow row = new EncodingRow();
        Intent intent = job.intent();
        row.orderId = intent.order();
        row.holder = intent.holder().value();
        row.prefecture = intent.prefecture().digits();
        row.card = intent.card().text();
        row.version = intent.version().number();
        row.contentSha256 = intent.contentSha256();
        row.openedAt = now;
        row.movedAt = now;
        row.take(job);
        return row;
    }

    /// Becomes what the job is, without moving.
    void take(EncodingJob job) {
        changes = job.intent().changes().stream().map(ChangeKey::text).toArray(String[]::new);
        attempts = job.sent().attempts();
        readBackSha256 = job.sent().readBackSha256();
        state = state(job).name();
        failure = job instanceof EncodingJob.AfterFailure after ? after.failure().name() : null;
        dueAt =
                switch (job) {
                    case EncodingJob.Sendable sendable -> sendable.sendFrom();
                    case EncodingJob.WithFactory with -> with.answerBy();
                    case EncodingJob.OfficerNeeded _, EncodingJob.Held _, EncodingJob.Ended _ ->
                            null;
                };
        if (job instanceof EncodingJob.Encoded encoded) {
            cardSerial = encoded.cardSerial();
        }
        if (job instanceof EncodingJob.Ended) {
            files = null;
        }
    }

    /// Becomes what the job is, as its next move.
    void move(EncodingJob job, Instant now) {
        take(job);
        moves++;
        movedAt = now;
    }

    /// The job as it was stored.
    public EncodingJob job() {
        Intent intent = intent();
        Sent sent = new Sent(attempts, readBackSha256);
        return switch (EncodingState.valueOf(state)) {
            case QUEUED -> new EncodingJob.Queued(intent, sent, due());
            case ORDERED -> new EncodingJob.Ordered(intent, sent, due());
            case ACCEPTED -> new EncodingJob.Accepted(intent, sent, due());
            case FAILED -> new EncodingJob.Failed(intent, sent, whyNot(), due());
            case OFFICER_NEEDED -> new EncodingJob.OfficerNeeded(intent, sent, whyNot());
            case HELD -> new EncodingJob.Held(intent, sent);
            case ENCODED -> new EncodingJob.Encoded(intent, sent, serial());
            case SUPERSEDED -> new EncodingJob.Superseded(intent, sent);
            case CANCELLED -> new EncodingJob.Cancelled(intent, sent);
        };
    }

    public Intent intent() {
        return new Intent(
                new HolderId(holder),
                new PrefectureCode(prefecture),
                new CardReference(card),
                new RecordVersion(version),
                contentSha256,
                Arrays.stream(changes).map(ChangeKey::of).toList());
    }

    EncodingMoved event() {
        return new EncodingMoved(
                orderId,
                new RecordVersion(version),
                EncodingState.valueOf(state),
                failure == null ? null : EncodingFailure.valueOf(failure),
                intent().changes());
    }

    static EncodingState state(EncodingJob job) {
        return switch (job) {
            case EncodingJob.Queued _ -> EncodingState.QUEUED;
            case EncodingJob.Ordered _ -> EncodingState.ORDERED;
            case EncodingJob.Accepted _ -> EncodingState.ACCEPTED;
            case EncodingJob.Failed _ -> EncodingState.FAILED;
            case EncodingJob.OfficerNeeded _ -> EncodingState.OFFICER_NEEDED;
            case EncodingJob.Held _ -> EncodingState.HELD;
            case EncodingJob.Encoded _ -> EncodingState.ENCODED;
            case EncodingJob.Superseded _ -> EncodingState.SUPERSEDED;
            case EncodingJob.Cancelled _ -> EncodingState.CANCELLED;
        };
    }

    private Instant due() {
        return stored(dueAt);
    }

    private EncodingFailure whyNot() {
        return EncodingFailure.valueOf(stored(failure));
    }

    private String serial() {
        return stored(cardSerial);
    }

    private <T> T stored(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("order " + orderId + " is stored incompletely");
        }
        return value;
    }
}
