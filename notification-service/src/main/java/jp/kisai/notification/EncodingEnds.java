package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Outcomes;
import jp.kisai.notification.store.ChipRow;
import jp.kisai.notification.store.Chips;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ④ What became of the chip.
@ApplicationScoped
class EncodingEnds implements Intake {

    private final Telling telling;
    private final Chips chips;

    EncodingEnds(Telling telling, Chips chips) {
        this.telling = telling;
        this.chips = chips;
    }

    @Override
    public String topic() {
        return Topics.ENCODING_MOVED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.ENCODING_MOVED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        List<Telling.Candidate> candidates = new ArrayList<>();
        List<ChipRow> moves = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            CloudEvent<?> event = arrival.event();
            if (event.data() instanceof EncodingMoved moved) {
                // A job whose place a newer one took says nothing of where the chip stands.
                if (moved.state() != EncodingState.SUPERSEDED) {
                    moves.add(chip(event, moved));
                }
                Outcomes.of(moved.state(), moved.failure())
                        .map(
                                outcome ->
                                        new Notice(
                                                event.subject(),
                                                Notice.aboutOrder(moved.order()),
                                                outcome,
                                                moved.changes(),
                                                counters(event, moved),
                                                null,
                                                event.time().toEpochMilli(),
                                                false,
                                                event.time(),
                                                work.now(),
                                                null))
                        .ifPresent(
                                notice ->
                                        candidates.add(
                                                new Telling.Candidate(notice, event.prefecture())));
            }
        }
        return chips.save(work.session(), moves).chain(() -> telling.tell(work, candidates));
    }

    private static ChipRow chip(CloudEvent<?> event, EncodingMoved moved) {
        return ChipRow.of(
                event.subject(),
                moved.version().number(),
                event.sequence().orElse(0),
                Notice.aboutOrder(moved.order()),
                moved.state());
    }

    /// The holder lives where the latest change came from.
    private static PrefectureCode counters(CloudEvent<?> event, EncodingMoved moved) {
        return moved.changes().isEmpty()
                ? event.prefecture()
                : moved.changes().getLast().producer().prefecture();
    }
}
