package jp.kisai.postbox.tried;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.postbox.Admission;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.RejectedRecord;
import jp.kisai.postbox.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// Writes one row per event and sends one event for each; fails where it is told to.
@ApplicationScoped
public class Notices implements Intake {

    public static final MunicipalityCode CHIYODA = new MunicipalityCode("131016");
    public static final PrefectureCode TOKYO = CHIYODA.prefecture();

    /// How an event is made to fail.
    public enum Plant {
        /// It can not be handled: the failure comes after everything has been written.
        POISON,
        /// Its admission fails.
        UNJUDGEABLE,
        /// It is rejected as forged.
        FORGED,
        /// Telling its producer fails.
        UNANSWERABLE
    }

    private final Map<UUID, Set<Plant>> planted = new ConcurrentHashMap<>();
    private final Map<UUID, ChangeKey> answered = new ConcurrentHashMap<>();

    public void plant(UUID event, Plant... plants) {
        planted.put(event, Set.of(plants));
    }

    /// What is told of the event is about this change.
    public void answers(UUID event, ChangeKey change) {
        answered.put(event, change);
    }

    public void heal(UUID event) {
        planted.remove(event);
    }

    private boolean is(Plant plant, @Nullable UUID event) {
        return event != null && planted.getOrDefault(event, Set.of()).contains(plant);
    }

    @Override
    public String topic() {
        return Topics.NOTICE_SENT;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.NOTICE_SENT);
    }

    @Override
    public Uni<List<Admission>> admit(List<Arrival> arrivals) {
        return Uni.createFrom().item(() -> arrivals.stream().<Admission>map(this::judge).toList());
    }

    private Admission judge(Arrival arrival) {
        UUID id = arrival.event().id();
        if (is(Plant.UNJUDGEABLE, id)) {
            throw new IllegalStateException("planted in admission");
        }
        return is(Plant.FORGED, id)
                ? new Admission.Rejected(arrival, DeadLetterCause.FORGED)
                : new Admission.Admitted(arrival);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        return write(work, "HANDLED", arrivals)
                .invoke(() -> arrivals.forEach(arrival -> answer(work, arrival)));
    }

    private void answer(UnitOfWork work, Arrival arrival) {
        work.send(
                EventType.CHANGE_ANSWERED,
                arrival.event().subject(),
                TOKYO,
                answer(arrival.event().id()),
                arrival.event().id().toString());
        if (is(Plant.POISON, arrival.event().id())) {
            throw new IllegalStateException("planted after the writes");
        }
    }

    private ChangeAnswered answer(UUID event) {
        return new ChangeAnswered(
                answered.getOrDefault(event, new ChangeKey(CHIYODA, event)),
                ChangeAnswered.Outcome.NOTED,
                List.of());
    }

    @Override
    public Uni<Void> handleDuplicates(UnitOfWork work, List<Arrival> duplicates) {
        return write(work, "DUPLICATE", duplicates);
    }

    @Override
    public Uni<Void> handleParked(UnitOfWork work, List<Arrival> parked) {
        return write(work, "PARKED", parked);
    }

    @Override
    public Uni<Void> handleGivenUp(UnitOfWork work, Arrival arrival) {
        return write(work, "GIVEN_UP", List.of(arrival));
    }

    @Override
    public Uni<Void> handleRejected(UnitOfWork work, List<RejectedRecord> rejected) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> rejected.forEach(record -> reject(work, record)));
    }

    private void reject(UnitOfWork work, RejectedRecord rejected) {
        UUID id = rejected.claimedId();
        if (is(Plant.UNANSWERABLE, id)) {
            throw new IllegalStateException("planted in the answer");
        }
        if (rejected.event() != null) {
            work.send(
                    EventType.RECORD_REJECTED,
                    rejected.event().subject(),
                    TOKYO,
                    new RecordRejected(
                            rejected.cause(),
                            rejected.record().topic(),
                            rejected.record().partition(),
                            rejected.record().offset(),
                            id),
                    "rejected",
                    Long.toString(rejected.record().offset()));
        }
    }

    private static Uni<Void> write(UnitOfWork work, String kind, List<Arrival> arrivals) {
        return work.session()
                .createNativeQuery(
                        """
                        insert into effect (event, holder, kind)
                        select event, holder, :kind
                        from unnest(cast(:events as uuid[]), cast(:holders as uuid[]))
                             with ordinality as e (event, holder, position)
                        order by position\
                        """)
                .setParameter("kind", kind)
                .setParameter(
                        "events", arrivals.stream().map(it -> it.event().id()).toArray(UUID[]::new))
                .setParameter(
                        "holders",
                        arrivals.stream()
                                .map(it -> it.event().subject())
                                .map(HolderId::value)
                                .toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }
}
