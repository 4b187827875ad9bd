package jp.kisai.consent;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.kisai.consent.domain.Change;
import jp.kisai.consent.domain.Decision;
import jp.kisai.consent.domain.Evidence;
import jp.kisai.consent.domain.ItemState;
import jp.kisai.consent.outside.PemFile;
import jp.kisai.consent.store.Docket;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.signature.DetachedSignature;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.Doubt;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.Refusal;
import jp.kisai.postbox.RejectedRecord;
import jp.kisai.postbox.UnitOfWork;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Tells what was decided: the verdict to the suite, and what of it is an answer to the
/// municipality.
///
/// What was granted is answered by licence-service, once it is applied or could not be.
@ApplicationScoped
class Verdicts {

    private static final int LAST_DIGITS = 4;

    private final PemFile.Signer signer;
    private final DecisionMetrics metrics;

    Verdicts(Trust trust, DecisionMetrics metrics) {
        this.signer = trust.signer();
        this.metrics = metrics;
    }

    void tell(UnitOfWork work, Docket.Verdict verdict) {
        Decision decision = verdict.decision();
        Change change = decision.change();
        work.afterCommit(() -> metrics.count(decision));
        if (!change.values().isEmpty()) {
            work.send(
                    EventType.CONSENT_DECIDED,
                    verdict.holder(),
                    verdict.prefecture(),
                    decided(decision),
                    "consent-decided",
                    change.key().text(),
                    Integer.toString(change.revision()));
        }
        ChangeAnswered answer = answer(decision);
        if (answer != null) {
            answer(
                    work,
                    verdict.holder(),
                    verdict.prefecture(),
                    answer,
                    "change-answered",
                    change.key().text(),
                    Integer.toString(change.revision()));
        }
    }

    /// It was received before; what was decided then stands.
    void tellDuplicate(
            UnitOfWork work,
            HolderId holder,
            PrefectureCode prefecture,
            ChangeKey change,
            ConsumerRecord<?, ?> record) {
        answer(
                work,
                holder,
                prefecture,
                new ChangeAnswered(change, ChangeAnswered.Outcome.DUPLICATE, List.of()),
                "change-repeated",
                place(record));
    }

    void tellRejected(
            UnitOfWork work, HolderId holder, PrefectureCode prefecture, RejectedRecord rejected) {
        ConsumerRecord<byte[], byte[]> record = rejected.record();
        work.sendSigned(
                EventType.RECORD_REJECTED,
                holder,
                prefecture,
                new RecordRejected(
                        rejected.cause(),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        rejected.claimedId()),
                this::sign,
                "record-rejected",
                place(record));
    }

    /// One revision of one day. Its id follows from the municipality, the day and the revision.
    void tellBalance(UnitOfWork work, DayBalanced balance) {
        work.sendSigned(
                EventType.DAY_BALANCED,
                DayBalanced.subject(balance.municipality()),
                balance.municipality().prefecture(),
                balance,
                this::sign,
                "day-balanced",
                balance.municipality().digits(),
                balance.day().toString(),
                String.valueOf(balance.revision()));
    }

    private void answer(
            UnitOfWork work,
            HolderId holder,
            PrefectureCode prefecture,
            ChangeAnswered answer,
            String... cause) {
        work.sendSigned(EventType.CHANGE_ANSWERED, holder, prefecture, answer, this::sign, cause);
    }

    private byte[] sign(byte[] value) {
        return DetachedSignature.sign(value, signer.key(), signer.certificate());
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }

    private static ConsentDecided decided(Decision decision) {
        Change change = decision.change();
        List<ConsentDecided.ItemVerdict> items = new ArrayList<>();
        inOrder(decision.items())
                .forEach(
                        (item, state) ->
                                items.add(
                                        switch (state) {
                                            case ItemState.Granted _ ->
                                                    new ConsentDecided.Granted(
                                                            Objects.requireNonNull(
                                                                    change.values().get(item)));
                                            case ItemState.Refused(Refusal refusal) ->
                                                    new ConsentDecided.Refused(item, refusal);
                                            case ItemState.Waiting(Doubt doubt, var until) ->
                                                    new ConsentDecided.Waiting(item, doubt, until);
                                            case ItemState.Undecided _ ->
                                                    throw new IllegalStateException(
                                                            "a verdict decides");
                                        }));
        return new ConsentDecided(
                change.key(),
                change.revision(),
                change.reason(),
                change.effectiveAt(),
                change.corrects(),
                items,
                evidence(decision.evidence()));
    }

    private static ConsentDecided.Evidence evidence(Evidence evidence) {
        var certificate = evidence.certificate();
        var list = evidence.list();
        return new ConsentDecided.Evidence(
                evidence.rules(),
                evidence.consentVersion(),
                certificate == null ? null : lastDigits(certificate.serial().text()),
                list == null ? null : list.number().toString(),
                list == null ? null : list.thisUpdate());
    }

    private static String lastDigits(String serial) {
        return serial.substring(Math.max(0, serial.length() - LAST_DIGITS));
    }

    /// What of the decision is for us to answer; null if all of it was granted.
    private static @Nullable ChangeAnswered answer(Decision decision) {
        ChangeKey change = decision.change().key();
        if (decision.change().values().isEmpty()) {
            return new ChangeAnswered(change, ChangeAnswered.Outcome.NOTED, List.of());
        }
        List<ChangeAnswered.ItemAnswer> items = new ArrayList<>();
        boolean waits = false;
        for (Map.Entry<Item, ItemState> entry : inOrder(decision.items()).entrySet()) {
            switch (entry.getValue()) {
                case ItemState.Refused(Refusal refusal) ->
                        items.add(new ChangeAnswered.Refused(entry.getKey(), refusal));
                case ItemState.Waiting(Doubt doubt, var until) -> {
                    waits = true;
                    items.add(new ChangeAnswered.Waiting(entry.getKey(), doubt, until));
                }
                case ItemState.Granted _ -> {
                    // Applied or not: licence-service will know.
                }
                case ItemState.Undecided _ -> throw new IllegalStateException("a verdict decides");
            }
        }
        if (items.isEmpty()) {
            return null;
        }
        return new ChangeAnswered(
                change,
                waits ? ChangeAnswered.Outcome.WAITING : ChangeAnswered.Outcome.REFUSED,
                items);
    }

    private static Map<Item, ItemState> inOrder(Map<Item, ItemState> items) {
        Map<Item, ItemState> inOrder = new EnumMap<>(Item.class);
        inOrder.putAll(items);
        return inOrder;
    }
}
