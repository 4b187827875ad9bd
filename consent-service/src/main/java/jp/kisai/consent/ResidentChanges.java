package jp.kisai.consent;

import static java.util.stream.Collectors.partitioningBy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.kisai.consent.domain.Change;
import jp.kisai.consent.domain.Residences;
import jp.kisai.consent.store.ChangeOrigin;
import jp.kisai.consent.store.Docket;
import jp.kisai.consent.store.HolderStore;
import jp.kisai.consent.store.JourneyStore;
import jp.kisai.consent.store.OddityRow;
import jp.kisai.consent.store.Receipt;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.Uuids;
import jp.kisai.postbox.Admission;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.RejectedRecord;
import jp.kisai.postbox.UnitOfWork;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// ① What the municipalities say: who may say it, then what follows from it. Whatever becomes of a
/// record of theirs is noted in the ledger of receipts.
@ApplicationScoped
class ResidentChanges implements Intake {

    private static final HolderId NOBODY = new HolderId(new UUID(0, 0));

    private final ProducerAdmission admission;
    private final HolderStore holders;
    private final JourneyStore journeys;
    private final Judging judging;
    private final Verdicts verdicts;
    private final Ledger ledger;
    private final PrefectureCode home;

    ResidentChanges(
            ProducerAdmission admission,
            HolderStore holders,
            JourneyStore journeys,
            Judging judging,
            Verdicts verdicts,
            Ledger ledger,
            ConsentSettings settings) {
        this.admission = admission;
        this.holders = holders;
        this.journeys = journeys;
        this.judging = judging;
        this.verdicts = verdicts;
        this.ledger = ledger;
        this.home = settings.home();
    }

    @Override
    public String topic() {
        return Topics.RESIDENT_CHANGED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.RESIDENT_CHANGED);
    }

    @Override
    public Uni<List<Admission>> admit(List<Arrival> arrivals) {
        return admission.admit(arrivals);
    }

    /// What the inbox has forgotten by now may come again: a change is known for ever.
    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        Set<ChangeKey> named = new LinkedHashSet<>();
        for (Arrival arrival : arrivals) {
            Municipal event = Municipal.of(arrival);
            named.add(event.key());
            if (event.corrects() != null) {
                named.add(event.corrects());
            }
        }
        return holders.placed(work.session(), named)
                .chain(
                        placed -> {
                            Map<Boolean, List<Arrival>> known =
                                    arrivals.stream()
                                            .collect(partitioningBy(it -> isIn(placed, it)));
                            return handleNew(work, known.getOrDefault(false, List.of()), placed)
                                    .chain(
                                            () ->
                                                    handleDuplicates(
                                                            work,
                                                            known.getOrDefault(true, List.of())));
                        });
    }

    private static boolean isIn(Map<ChangeKey, HolderStore.Placed> known, Arrival arrival) {
        return known.containsKey(Municipal.of(arrival).key());
    }

    private Uni<Void> handleNew(
            UnitOfWork work, List<Arrival> arrivals, Map<ChangeKey, HolderStore.Placed> placed) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Municipal> events = arrivals.stream().map(Municipal::of).toList();
        Set<HolderId> concerned = new LinkedHashSet<>();
        events.forEach(event -> concerned.add(event.holder()));
        return judging.judge(work, concerned, docket -> takeAll(docket, events, placed, work.now()))
                .chain(() -> ledger.note(work, arrivals, Receipt.Kind.TAKEN));
    }

    @Override
    public Uni<Void> handleParked(UnitOfWork work, List<Arrival> parked) {
        return ledger.note(work, parked, Receipt.Kind.PARKED);
    }

    @Override
    public Uni<Void> handleGivenUp(UnitOfWork work, Arrival arrival) {
        return ledger.note(work, List.of(arrival), Receipt.Kind.SET_ASIDE);
    }

    /// One after the other: a correction may follow what it corrects within the same batch.
    private static void takeAll(
            Docket docket,
            List<Municipal> events,
            Map<ChangeKey, HolderStore.Placed> placed,
            Instant now) {
        Map<ChangeKey, Instant> places = new HashMap<>();
        placed.forEach((key, place) -> places.put(key, place.orderAt()));
        for (Municipal event : events) {
            ChangeKey corrects = event.corrects();
            Change change = event.change(corrects == null ? null : places.get(corrects));
            places.put(change.key(), change.orderAt());
            docket.take(event.holder(), change, event.origin(now));
        }
    }

    @Override
    public Uni<Void> handleDuplicates(UnitOfWork work, List<Arrival> duplicates) {
        if (duplicates.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OddityRow> oddities = new ArrayList<>();
        for (Arrival arrival : duplicates) {
            Municipal event = Municipal.of(arrival);
            verdicts.tellDuplicate(
                    work,
                    event.holder(),
                    event.event().prefecture(),
                    event.key(),
                    arrival.record());
            oddities.add(OddityRow.of(event.key(), "DUPLICATE", arrival.record(), work.now()));
        }
        return journeys.note(work.session(), oddities)
                .chain(() -> ledger.note(work, duplicates, Receipt.Kind.DUPLICATE));
    }

    @Override
    public Uni<Void> handleRejected(UnitOfWork work, List<RejectedRecord> rejected) {
        List<OddityRow> oddities = new ArrayList<>();
        for (RejectedRecord one : rejected) {
            CloudEvent<?> event = one.event();
            PrefectureCode prefecture = event == null ? home : event.prefecture();
            verdicts.tellRejected(work, holderOf(one.record()), prefecture, one);
            if (event != null) {
                event.source()
                        .municipality()
                        .map(code -> new ChangeKey(code, event.id()))
                        .ifPresent(
                                key ->
                                        oddities.add(
                                                OddityRow.of(
                                                        key,
                                                        one.cause().name(),
                                                        one.record(),
                                                        work.now())));
            }
        }
        return journeys.note(work.session(), oddities)
                .chain(() -> ledger.noteRejected(work, rejected));
    }

    /// The record's key, or the nil UUID where the key is none.
    private static HolderId holderOf(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return NOBODY;
        }
        try {
            return new HolderId(Uuids.parse(new String(record.key(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notAnId) {
            return NOBODY;
        }
    }

    /// A municipality's event with its names at hand.
    record Municipal(CloudEvent<?> event, ResidentChanged data, MunicipalityCode producer) {

        static Municipal of(Arrival arrival) {
            CloudEvent<?> event = arrival.event();
            Optional<MunicipalityCode> producer = event.source().municipality();
            if (event.data() instanceof ResidentChanged data && producer.isPresent()) {
                return new Municipal(event, data, producer.get());
            }
            throw new IllegalStateException("admission lets in municipalities' changes only");
        }

        ChangeKey key() {
            return new ChangeKey(producer, event.id());
        }

        HolderId holder() {
            return event.subject();
        }

        @Nullable ChangeKey corrects() {
            UUID corrects = data.corrects();
            return corrects == null ? null : new ChangeKey(producer, corrects);
        }

        Change change(@Nullable Instant corrected) {
            return Change.arriving(
                    key(),
                    data.reason(),
                    data.effectiveAt(),
                    data.producerSequence(),
                    corrects(),
                    corrected,
                    data.items());
        }

        /// What it says of where the holder lives.
        Residences.Told residence() {
            MunicipalityCode movedTo = null;
            for (ItemChange item : data.items()) {
                if (item instanceof ItemChange.Address(MunicipalityCode municipality, _)) {
                    movedTo = municipality;
                }
            }
            return new Residences.Told(
                    key(),
                    data.reason(),
                    data.effectiveAt(),
                    data.producerSequence(),
                    corrects(),
                    movedTo);
        }

        ChangeOrigin origin(Instant now) {
            return new ChangeOrigin(event.prefecture(), event.time(), now);
        }
    }
}
