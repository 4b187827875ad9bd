package jp.kisai.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.kisai.consent.store.ReceiptStore;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.postbox.Arrival;
import jp.kisai.postbox.Intake;
import jp.kisai.postbox.UnitOfWork;

/// ⑥ What licence-service answered about what was granted here: read from the very topic that the
/// municipalities read, so that the balances rest on the same answers as their own count.
///
/// What this service itself answered comes by, too; it knows that already.
@ApplicationScoped
class LicenceAnswers implements Intake {

    private final ReceiptStore receipts;

    LicenceAnswers(ReceiptStore receipts) {
        this.receipts = receipts;
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
        List<ChangeAnswered> answers = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.event().source().equals(Source.LICENCE)
                    && arrival.event().data() instanceof ChangeAnswered answer) {
                answers.add(answer);
            }
        }
        return receipts.carriedOut(work.session(), answers);
    }
}
