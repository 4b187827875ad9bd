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
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.ChangeStory.Beginning;
import jp.kisai.notification.domain.ChangeStory.Nature;
import jp.kisai.notification.domain.ChangeStory.Revision;
import jp.kisai.notification.domain.Standing;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ② What consent-service decided.
@ApplicationScoped
class Verdicts implements Intake {

    private final Hearing hearing;

    Verdicts(Hearing hearing) {
        this.hearing = hearing;
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
                        new Beginning(nature(decided.reason()), decided.effectiveAt());
                words.add(
                        Word.of(
                                arrival.event(),
                                decided.change(),
                                story -> story.decided(decided.revision(), beginning, revision)));
            }
        }
        return hearing.hear(work, words);
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
