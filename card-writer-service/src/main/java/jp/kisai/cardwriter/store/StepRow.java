package jp.kisai.cardwriter.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.Party;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// One step of one municipal change: see `V1001__card_writer.sql` for what each column means.
@Entity
@Table(name = "encoding_step")
public class StepRow {

    @Id public UUID id;

    @Column(name = "change_id")
    public UUID changeId;

    public String producer;

    @Column(name = "order_id")
    public UUID orderId;

    public Instant at;
    public String what;
    public int attempts;

    @Column(name = "must_act")
    public String mustAct;

    @Column(name = "due_at")
    public @Nullable Instant dueAt;

    /// The encoding's latest move, as a step of one of its changes.
    static StepRow moved(EncodingRow encoding, ChangeKey change) {
        String why = encoding.failure == null ? "" : " " + encoding.failure;
        return of(
                encoding,
                change,
                encoding.movedAt,
                "v" + encoding.version + " " + encoding.state + why,
                "move " + encoding.moves);
    }

    /// Something that moved nothing, and should be seen all the same.
    static StepRow noted(
            EncodingRow encoding, ChangeKey change, Instant at, String what, UUID cause) {
        return of(
                encoding,
                change,
                at,
                "v" + encoding.version + " " + encoding.state + ", " + what,
                cause.toString());
    }

    private static StepRow of(
            EncodingRow encoding, ChangeKey change, Instant at, String what, String cause) {
        StepRow row = new StepRow();
        row.id = Uuids.derived("step", encoding.orderId.toString(), change.text(), cause);
        row.changeId = change.id();
        row.producer = change.producer().digits();
        row.orderId = encoding.orderId;
        row.at = at;
        row.what = what;
        row.attempts = encoding.attempts;
        row.mustAct = mustAct(EncodingState.valueOf(encoding.state)).name();
        row.dueAt = encoding.dueAt;
        return row;
    }

    public ChangeKey change() {
        return new ChangeKey(new MunicipalityCode(producer), changeId);
    }

    private static Party mustAct(EncodingState state) {
        return switch (state) {
            case QUEUED, ORDERED, ACCEPTED, FAILED -> Party.FACTORY;
            case OFFICER_NEEDED, HELD -> Party.OFFICER;
            case ENCODED, SUPERSEDED, CANCELLED -> Party.NOBODY;
        };
    }
}
