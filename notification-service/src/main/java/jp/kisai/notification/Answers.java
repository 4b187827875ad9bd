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
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.ChangeStory.Answered;
import jp.kisai.notification.domain.Standing;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ⑥ What licence-service made of granted items. consent-service's answers repeat its verdicts and
/// are passed over, as are set-aside records and daily balances, which are between the suite and
/// the municipality.
@ApplicationScoped
class Answers implements Intake {

    private final Hearing hearing;

    Answers(Hearing hearing) {
        this.hearing = hearing;
    }

    @Override
    public String topic() {
        return Topics.CHANGE_ANSWERED;
    }

    @Override
    public Set<EventType<?>> types() {
        return Set.of(EventType.CHANGE_ANSWERED, EventType.RECORD_REJECTED, EventType.DAY_BALANCED);
    }

    @Override
    public Uni<Void> handle(UnitOfWork work, List<Arrival> arrivals) {
        List<Word> words = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.event().source().equals(Source.LICENCE)
                    && arrival.event().data() instanceof ChangeAnswered answered) {
                Map<Item, Answered> answers = answers(arrival.event().time(), answered);
                words.add(
                        Word.of(
                                arrival.event(),
                                answered.change(),
                                story -> story.answered(answers)));
            }
        }
        return hearing.hear(work, words);
    }

    private static Map<Item, Answered> answers(Instant at, ChangeAnswered answered) {
        Map<Item, Answered> answers = new EnumMap<>(Item.class);
        for (ChangeAnswered.ItemAnswer answer : answered.items()) {
            switch (answer) {
                case ChangeAnswered.Applied(var item, var version) ->
                        answers.put(item, new Answered(at, new Standing.Applied(version)));
                case ChangeAnswered.Refused(var item, var refusal) ->
                        answers.put(item, new Answered(at, new Standing.Refused(refusal)));
                case ChangeAnswered.Waiting _ -> {
                    // licence-service decides what it is given; only consent-service waits.
                }
            }
        }
        return answers;
    }
}
