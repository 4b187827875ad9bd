package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.store.FactsRow;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// How holders' consents and signature certificates stand: two of the clocks.
@ApplicationScoped
class ConsentStandings implements Intake {

    private final HolderFacts facts;

    ConsentStandings(HolderFacts facts) {
        this.facts = facts;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_CHANGED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.CONSENT_CHANGED, EventType.CERTIFICATE_SUBMITTED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        List<CloudEvent<?>> changes = changes(arrivals);
        return changes.isEmpty() ? Uni.createFrom().voidItem() : take(work, changes);
    }

    /// A certificate's submission starts no clock.
    private static List<CloudEvent<?>> changes(List<Arrival> arrivals) {
        return arrivals.stream()
                .<CloudEvent<?>>map(Arrival::event)
                .filter(event -> event.data() instanceof ConsentChanged)
                .toList();
    }

    private Uni<Void> take(UnitOfWork work, List<CloudEvent<?>> changes) {
        List<HolderId> holders = changes.stream().map(CloudEvent::subject).distinct().toList();
        return facts.of(work.session(), holders)
                .invoke(known -> changes.forEach(event -> take(known, event)))
                .chain(
                        known ->
                                facts.save(
                                        work.session(),
                                        List.copyOf(known.values()),
                                        TokyoDate.of(work.now())));
    }

    /// The newest event of a holder says all of it.
    private static void take(Map<HolderId, FactsRow> known, CloudEvent<?> event) {
        FactsRow row = known.get(event.subject());
        long sequence = event.sequence().orElse(0);
        if (row != null
                && event.data() instanceof ConsentChanged changed
                && (row.consentSequence == null || row.consentSequence < sequence)) {
            row.consentSequence = sequence;
            if (row.prefecture == null) {
                row.prefecture = event.prefecture().digits();
            }
            row.consent(lastDay(changed));
            Instant certificate = changed.certificateValidUntil();
            row.certificate(certificate == null ? null : TokyoDate.of(certificate));
        }
    }

    /// Nobody is reminded of a consent that is over, or of one that was changed in a way unknown
    /// here.
    private static @Nullable LocalDate lastDay(ConsentChanged changed) {
        return switch (changed.kind()) {
            case GIVEN, RENEWED, ITEMS_CHANGED, CERTIFICATE_REPLACED, CERTIFICATE_COMPROMISED ->
                    TokyoDate.lastDayBefore(changed.validUntil());
            case WITHDRAWN, EXPIRED, UNKNOWN -> null;
        };
    }
}
