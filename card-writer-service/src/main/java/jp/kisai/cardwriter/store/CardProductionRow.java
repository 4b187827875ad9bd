package jp.kisai.cardwriter.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import jp.kisai.cardwriter.domain.AutoRecording;
import jp.kisai.contracts.event.CardProductionRequested;
import jp.kisai.contracts.vocabulary.HolderId;

/// What was decided about one new card: see `V1010__auto_recording.sql`.
@Entity
@Table(name = "card_production")
public class CardProductionRow {

    @Id public UUID request;

    public UUID holder;

    @Column(name = "new_card")
    public String newCard;

    @Column(name = "decided_at")
    public Instant decidedAt;

    public String[] obstacles;

    public static CardProductionRow of(
            HolderId holder, CardProductionRequested asked, AutoRecording decision, Instant now) {
        CardProductionRow row = new CardProductionRow();
        row.request = asked.request();
        row.holder = holder.value();
        row.newCard = asked.newCard().text();
        row.decidedAt = now;
        row.obstacles =
                switch (decision) {
                    case AutoRecording.Recorded _ -> new String[0];
                    case AutoRecording.NotRecorded(Set<AutoRecording.Obstacle> obstacles) ->
                            obstacles.stream().map(Enum::name).sorted().toArray(String[]::new);
                };
        return row;
    }

    public Set<AutoRecording.Obstacle> obstacles() {
        Set<AutoRecording.Obstacle> all = new TreeSet<>();
        Arrays.stream(obstacles).map(AutoRecording.Obstacle::valueOf).forEach(all::add);
        return all;
    }
}
