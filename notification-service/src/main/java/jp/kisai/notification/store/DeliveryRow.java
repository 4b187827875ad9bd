package jp.kisai.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Channel;
import jp.kisai.notification.domain.Dispatch;
import org.jspecify.annotations.Nullable;

/// One notice on its way over one channel; see `V1010__deliveries.sql`.
@Entity
@Table(name = "delivery")
@IdClass(DeliveryRow.Key.class)
public class DeliveryRow {

    public static final String DEAD = "DEAD";

    public record Key(UUID notice, String channel) {}

    @Id public UUID notice;
    @Id public String channel;
    public UUID holder;
    public String prefecture;
    public String state;
    public int attempts;

    @Column(name = "due_at")
    public Instant dueAt;

    public @Nullable String trouble;

    @Column(name = "ended_at")
    public @Nullable Instant endedAt;

    /// @param prefecture the police responsible, as the event that brought the outcome named it
    public static DeliveryRow pending(
            UUID notice,
            Channel channel,
            HolderId holder,
            PrefectureCode prefecture,
            Instant dueAt) {
        DeliveryRow row = new DeliveryRow();
        row.notice = notice;
        row.channel = channel.name();
        row.holder = holder.value();
        row.prefecture = prefecture.digits();
        row.state = "PENDING";
        row.dueAt = dueAt;
        return row;
    }

    public Channel over() {
        return Channel.valueOf(channel);
    }

    public HolderId to() {
        return new HolderId(holder);
    }

    public PrefectureCode responsible() {
        return new PrefectureCode(prefecture);
    }

    /// Takes what followed from the channel's receipt.
    public void settle(Dispatch.Next next, Instant now) {
        switch (next) {
            case Dispatch.Next.Sent _ -> end("SENT", now);
            case Dispatch.Next.Overtaken _ -> end("OVERTAKEN", now);
            case Dispatch.Next.Again(var at, var why) -> {
                dueAt = at;
                trouble = why.name();
            }
            case Dispatch.Next.Dead(var why) -> {
                trouble = why.name();
                end(DEAD, now);
            }
        }
    }

    private void end(String end, Instant now) {
        state = end;
        endedAt = now;
    }
}
