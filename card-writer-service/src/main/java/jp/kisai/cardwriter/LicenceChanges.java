package jp.kisai.cardwriter;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import jp.kisai.cardwriter.domain.AutoRecording;
import jp.kisai.cardwriter.domain.CardDesk;
import jp.kisai.cardwriter.domain.LicenceVersion;
import jp.kisai.cardwriter.domain.RetryRules;
import jp.kisai.cardwriter.domain.chip.ChipContent;
import jp.kisai.cardwriter.domain.chip.ChipProfile;
import jp.kisai.cardwriter.domain.chip.Encoding;
import jp.kisai.cardwriter.domain.chip.MyNumberLicence;
import jp.kisai.cardwriter.domain.chip.Octets;
import jp.kisai.cardwriter.domain.chip.Photograph;
import jp.kisai.cardwriter.domain.chip.Pictures;
import jp.kisai.cardwriter.outside.Photographs;
import jp.kisai.cardwriter.store.Desks;
import jp.kisai.cardwriter.store.Standings;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.postbox.Admission;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// New record versions: the newest wins, and only content that differs is encoded. Photographs are
/// fetched before the transaction; a record whose photograph is not fit is not carried by the chip.
@ApplicationScoped
public class LicenceChanges implements Intake {

    private final ChipProfile profile;
    private final RetryRules rules;
    private final Standings standings;
    private final Photographs photographs;

    LicenceChanges(CardWriterSettings settings, Standings standings, Photographs photographs) {
        this.standings = standings;
        this.photographs = photographs;
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
    public Uni<List<Admission>> admit(List<Arrival> arrivals) {
        return Uni.createFrom()
                .item(
                        () -> {
                            arrivals.forEach(
                                    arrival ->
                                            photographs.fetch(changed(arrival).licence().photo()));
                            return arrivals.stream()
                                    .<Admission>map(Admission.Admitted::new)
                                    .toList();
                        })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
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
        LicenceChanged changed = changed(arrival);
        return new LicenceVersion(
                arrival.event().prefecture(),
                changed.version(),
                changed.licence().card(),
                changed.licence().form(),
                changed.licence().state(),
                content(changed.licence()),
                changed.cause().changes());
    }

    private Encoding<ChipContent> content(LicenceChanged.Licence licence) {
        return switch (photographs.of(licence.photo())) {
            case Photograph.NotForChips _ -> content(licence, Pictures.NONE);
            case Photograph.Fit(Octets picture) ->
                    content(licence, new Pictures(picture, List.of()));
            case Photograph.Unfit _ -> new Encoding.Refused<>(MyNumberLicence.NO_PHOTOGRAPH);
        };
    }

    private Encoding<ChipContent> content(LicenceChanged.Licence licence, Pictures pictures) {
        return LicenceOnChip.of(licence, pictures).encode(profile);
    }

    private List<Standings.Recorded> standings(List<Arrival> arrivals) {
        return arrivals.stream().map(this::standing).toList();
    }

    private Standings.Recorded standing(Arrival arrival) {
        LicenceChanged.Licence licence = changed(arrival).licence();
        return new Standings.Recorded(
                arrival.event().subject(),
                arrival.event().prefecture(),
                changed(arrival).version(),
                AutoRecording.Licence.of(
                        licence.number(),
                        licence.form(),
                        licence.state(),
                        licence.validUntil(),
                        List.of(licence.name(), licence.address()),
                        content(licence)));
    }

    private static LicenceChanged changed(Arrival arrival) {
        if (arrival.event().data() instanceof LicenceChanged changed) {
            return changed;
        }
        throw new IllegalArgumentException("not a licence's change: " + arrival);
    }
}
