package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.notification.store.KnownLicences;
import jp.kisai.notification.store.KnownLicences.Known;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ③ The record's newest version: it causes no notice, but its validity is told where a change
/// moves it.
@ApplicationScoped
class LicenceVersions implements Intake {

    private final KnownLicences licences;

    LicenceVersions(KnownLicences licences) {
        this.licences = licences;
    }

    @Override
    public String topic() {
        return Topics.LICENCE_CHANGED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.LICENCE_CHANGED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        Map<HolderId, Known> newest = new HashMap<>();
        for (Arrival arrival : arrivals) {
            if (arrival.event().data() instanceof LicenceChanged changed) {
                HolderId holder = arrival.event().subject();
                Known known = new Known(holder, changed.version(), changed.licence().validUntil());
                newest.merge(
                        holder,
                        known,
                        (one, other) -> one.version().compareTo(other.version()) < 0 ? other : one);
            }
        }
        return licences.save(work.session(), newest.values());
    }
}
