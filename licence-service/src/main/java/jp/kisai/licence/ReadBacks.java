package jp.kisai.licence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.vocabulary.EncodingState;
import jp.kisai.licence.store.ChipProofs;
import jp.kisai.licence.store.ChipProofs.Proof;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// States of encodings: only one of them says anything about the chip, that the factory read it
/// back.
@ApplicationScoped
public class ReadBacks implements Intake {

    private final ChipProofs proofs;

    ReadBacks(ChipProofs proofs) {
        this.proofs = proofs;
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
        List<Proof> proven = arrivals.stream().flatMap(ReadBacks::proof).toList();
        return proofs.add(work.session(), proven, work.now());
    }

    private static Stream<Proof> proof(Arrival arrival) {
        if (arrival.event().data() instanceof EncodingMoved moved) {
            return moved.state() == EncodingState.ENCODED
                    ? Stream.of(
                            new Proof(moved.order(), arrival.event().subject(), moved.version()))
                    : Stream.empty();
        }
        throw new IllegalArgumentException("not an encoding's move: " + arrival);
    }
}
