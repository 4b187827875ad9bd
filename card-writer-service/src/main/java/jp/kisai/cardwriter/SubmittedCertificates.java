package jp.kisai.cardwriter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import jp.kisai.cardwriter.store.Standings;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// Keeps of each holder what a new card will ask for: that a signature certificate was submitted at
/// the police. There is no consent without one, so whoever has or had a consent submitted one too.
/// What is recalled is stopped.
@ApplicationScoped
public class SubmittedCertificates implements Intake {

    private final Standings standings;
    private final RecalledChanges recalledChanges;

    SubmittedCertificates(Standings standings, RecalledChanges recalledChanges) {
        this.standings = standings;
        this.recalledChanges = recalledChanges;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_CHANGED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.CERTIFICATE_SUBMITTED, EventType.CONSENT_CHANGED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        return standings
                .submitted(
                        work.session(),
                        arrivals.stream().map(arrival -> arrival.event().subject()).toList())
                .chain(() -> recalledChanges.stop(work, arrivals));
    }
}
