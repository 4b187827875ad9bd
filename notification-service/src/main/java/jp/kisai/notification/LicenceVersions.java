package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.notification.domain.Clocks;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.store.FactsRow;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.notification.store.LicenceFacts;
import jp.kisai.notification.store.RecordedItems;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ③ The record's newest version: it causes no notice by itself. Its validity is told where a
/// change moves it, and is one of the clocks.
@ApplicationScoped
class LicenceVersions implements Intake {

    private final HolderFacts facts;
    private final RecordedItems recordedItems;

    LicenceVersions(HolderFacts facts, RecordedItems recordedItems) {
        this.facts = facts;
        this.recordedItems = recordedItems;
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
                arrivals.stream().map(arrival -> arrival.event().subject()).distinct().toList();
        return facts.of(work.session(), holders)
                .invoke(known -> arrivals.forEach(arrival -> take(known, arrival)))
                .chain(
                        known ->
                                facts.save(
                                        work.session(),
                                        List.copyOf(known.values()),
                                        TokyoDate.of(work.now())))
                .chain(() -> recordedItems.save(work.session(), recorded(arrivals)));
    }

    private static List<RecordedItems.Recorded> recorded(List<Arrival> arrivals) {
        List<RecordedItems.Recorded> recorded = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            CloudEvent<?> event = arrival.event();
            if (event.data() instanceof LicenceChanged changed) {
                changed.cause()
                        .items()
                        .forEach(
                                item ->
                                        recorded.add(
                                                new RecordedItems.Recorded(
                                                        event.subject(), item, event.time())));
            }
        }
        return recorded;
    }

    private static void take(Map<HolderId, FactsRow> known, Arrival arrival) {
        FactsRow row = known.get(arrival.event().subject());
        if (row != null
                && arrival.event().data() instanceof LicenceChanged changed
                && (row.licenceVersion == null
                        || row.licenceVersion < changed.version().number())) {
            row.prefecture = arrival.event().prefecture().digits();
            row.licence(facts(changed));
        }
    }

    private static LicenceFacts facts(LicenceChanged changed) {
        LicenceChanged.Licence licence = changed.licence();
        CardReference card = licence.card();
        return new LicenceFacts(
                changed.version(),
                licence.validUntil(),
                Clocks.renewalOpens(licence.birthDate(), licence.validUntil()),
                licence.state() == LicenceState.IN_FORCE
                        || licence.state() == LicenceState.SUSPENDED,
                licence.form() != HoldingForm.LICENCE_ONLY,
                card == null ? null : Uuids.derived("card", card.text()));
    }
}
