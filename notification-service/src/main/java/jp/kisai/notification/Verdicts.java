package jp.kisai.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.ChangeStory.Beginning;
import jp.kisai.notification.domain.ChangeStory.Nature;
import jp.kisai.notification.domain.ChangeStory.Revision;
import jp.kisai.notification.domain.Standing;
import jp.kisai.notification.domain.TokyoDate;
import jp.kisai.notification.store.FactsRow;
import jp.kisai.notification.store.HolderFacts;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ② What consent-service decided.
@ApplicationScoped
class Verdicts implements Intake {

    private final Hearing hearing;
    private final HolderFacts facts;

    Verdicts(Hearing hearing, HolderFacts facts) {
        this.hearing = hearing;
        this.facts = facts;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_DECIDED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.CONSENT_DECIDED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        List<Word> words = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.event().data() instanceof ConsentDecided decided) {
                Revision revision = revision(arrival.event().time(), decided);
                Beginning beginning =
                        new Beginning(
                                nature(decided.reason()),
                                decided.effectiveAt(),
                                decided.corrects());
                words.add(
                        Word.of(
                                arrival.event(),
                                decided.change(),
                                story -> story.decided(decided.revision(), beginning, revision)));
            }
        }
        return hearing.hear(work, words).chain(() -> deaths(work, arrivals));
    }

    /// Nobody is reminded of anything after a death, unless it is found that there was none.
    private Uni<Void> deaths(UnitOfWork work, List<Arrival> arrivals) {
        List<Arrival> found =
                arrivals.stream()
                        .filter(
                                arrival ->
                                        arrival.event().data() instanceof ConsentDecided decided
                                                && (decided.reason() == ChangeReason.DEATH
                                                        || decided.reason()
                                                                == ChangeReason.CANCELLATION))
                        .toList();
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<HolderId> holders =
                found.stream().map(arrival -> arrival.event().subject()).distinct().toList();
        return facts.of(work.session(), holders)
                .invoke(known -> found.forEach(arrival -> death(known, arrival)))
                .chain(
                        known ->
                                facts.save(
                                        work.session(),
                                        List.copyOf(known.values()),
                                        TokyoDate.of(work.now())));
    }

    private static void death(Map<HolderId, FactsRow> known, Arrival arrival) {
        FactsRow row = known.get(arrival.event().subject());
        if (row != null && arrival.event().data() instanceof ConsentDecided decided) {
            ChangeKey corrects = decided.corrects();
            if (decided.reason() == ChangeReason.DEATH) {
                row.deceasedBy = decided.change().id();
            } else if (corrects != null && corrects.id().equals(row.deceasedBy)) {
                row.deceasedBy = null;
            }
        }
    }

    private static Revision revision(Instant at, ConsentDecided decided) {
        Map<Item, Standing.Verdict> verdicts = new EnumMap<>(Item.class);
        for (ConsentDecided.ItemVerdict verdict : decided.items()) {
            verdicts.put(verdict.item(), standing(verdict));
        }
        return new Revision(at, verdicts);
    }

    private static Standing.Verdict standing(ConsentDecided.ItemVerdict verdict) {
        return switch (verdict) {
            case ConsentDecided.Granted _ -> new Standing.Granted();
            case ConsentDecided.Refused(_, var refusal) -> new Standing.Refused(refusal);
            case ConsentDecided.Waiting(_, var doubt, var until) ->
                    new Standing.Waiting(doubt, until);
        };
    }

    private static Nature nature(ChangeReason reason) {
        return switch (reason) {
            case CORRECTION -> Nature.CORRECTION;
            case CANCELLATION -> Nature.CANCELLATION;
            case MOVE, MARRIAGE, DIVORCE, DOMICILE_TRANSFER, DEATH, DEPARTURE, UNKNOWN ->
                    Nature.NEW;
        };
    }
}
