package jp.kisai.cardwriter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import jp.kisai.cardwriter.domain.AutoRecording;
import jp.kisai.cardwriter.domain.CardDesk;
import jp.kisai.cardwriter.domain.LicenceVersion;
import jp.kisai.cardwriter.domain.RetryRules;
import jp.kisai.cardwriter.domain.chip.ChipProfile;
import jp.kisai.cardwriter.domain.chip.Pictures;
import jp.kisai.cardwriter.store.Desks;
import jp.kisai.cardwriter.store.Standings;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// New record versions: the newest wins, and only content that differs is encoded.
@ApplicationScoped
public class LicenceChanges implements Intake {

    private final ChipProfile profile;
    private final RetryRules rules;
    private final Standings standings;

    LicenceChanges(CardWriterSettings settings, Standings standings) {
        this.standings = standings;
        profile = settings.profile();
        rules = settings.retryRules();
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
        List<HolderId> holders =
                arrivals.stream().map(arrival -> arrival.event().subject()).toList();
        return Desks.read(work, holders, List.of())
                .invoke(desks -> arrivals.forEach(arrival -> record(work, desks, arrival)))
                .chain(Desks::write)
                .chain(() -> standings.record(work.session(), standings(arrivals)));
    }

    private void record(UnitOfWork work, Desks desks, Arrival arrival) {
        CardDesk desk = desks.of(arrival.event().subject());
        desks.take(desk.record(version(arrival), work.now(), rules));
    }

    private LicenceVersion version(Arrival arrival) {
        if (arrival.event().data() instanceof LicenceChanged changed) {
            return new LicenceVersion(
                    arrival.event().prefecture(),
                    changed.version(),
                    changed.licence().card(),
                    changed.licence().form(),
                    changed.licence().state(),
                    LicenceOnChip.of(changed.licence(), Pictures.NONE).encode(profile),
                    changed.cause().changes());
        }
        throw new IllegalArgumentException("not a licence's change: " + arrival);
    }

    private List<Standings.Recorded> standings(List<Arrival> arrivals) {
        return arrivals.stream().map(this::standing).toList();
    }

    private Standings.Recorded standing(Arrival arrival) {
        if (arrival.event().data() instanceof LicenceChanged changed) {
            LicenceChanged.Licence licence = changed.licence();
            return new Standings.Recorded(
                    arrival.event().subject(),
                    arrival.event().prefecture(),
                    changed.version(),
                    AutoRecording.Licence.of(
                            licence.number(),
                            licence.form(),
                            licence.state(),
                            licence.validUntil(),
                            List.of(licence.name(), licence.address()),
                            version(arrival).content()));
        }
        throw new IllegalArgumentException("not a licence's change: " + arrival);
    }
}
