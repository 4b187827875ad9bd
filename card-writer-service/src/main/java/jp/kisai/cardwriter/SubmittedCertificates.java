package jp.kisai.cardwriter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import jp.kisai.cardwriter.store.Standings;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// Keeps of each holder's consent what a new card will ask for: the signature certificate that the
/// holder submitted, and until when it counts.
@ApplicationScoped
public class SubmittedCertificates implements Intake {

    private final Standings standings;

    SubmittedCertificates(Standings standings) {
        this.standings = standings;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_CHANGED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.CONSENT_CHANGED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        return standings.certify(
                work.session(),
                arrivals.stream().map(arrival -> certified(arrival.event())).toList());
    }

    private static Standings.Certified certified(CloudEvent<?> event) {
        if (event.data() instanceof ConsentChanged changed) {
            return new Standings.Certified(
                    event.subject(),
                    changed.certificateValidUntil(),
                    event.sequence().orElse(changed.version()));
        }
        throw new IllegalArgumentException("not a consent's change: " + event);
    }
}
