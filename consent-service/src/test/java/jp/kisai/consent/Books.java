package jp.kisai.consent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.DayBalanced;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.testkit.TestKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// What a municipality can know by itself: what it sent, and what it was answered. From that alone
/// it works out the numbers that its balance must show.
final class Books {

    /// Of these nobody can know whose they are.
    private static final Set<DeadLetterCause> NOBODYS =
            Set.of(
                    DeadLetterCause.UNREADABLE,
                    DeadLetterCause.OUT_OF_CONTRACT,
                    DeadLetterCause.UNKNOWN_TYPE,
                    DeadLetterCause.WRONG_KEY,
                    DeadLetterCause.UNSIGNED,
                    DeadLetterCause.FORGED,
                    DeadLetterCause.UNKNOWN_PRODUCER);

    private final Sender sender;
    private final Map<String, ChangeKey> sent = new LinkedHashMap<>();
    private final Map<ChangeKey, Set<Item>> items = new HashMap<>();

    Books(Sender sender) {
        this.sender = sender;
    }

    /// Numbers as in the balance: received, applied, waiting, refused, duplicate, set aside.
    record Numbers(
            long received,
            long applied,
            long waiting,
            long refused,
            long duplicate,
            long setAside) {

        static Numbers of(DayBalanced balance) {
            Long setAside = balance.setAside();
            return new Numbers(
                    balance.received(),
                    balance.applied(),
                    balance.waiting(),
                    balance.refused(),
                    balance.duplicate(),
                    setAside == null ? 0 : setAside);
        }
    }

    void sent(CloudEvent<ResidentChanged> event, RecordMetadata where) {
        sent.put(where.partition() + "/" + where.offset(), sender.key(event));
        Set<Item> changed = new HashSet<>();
        for (ItemChange item : event.data().items()) {
            changed.add(item.item());
        }
        items.putIfAbsent(sender.key(event), changed);
    }

    /// From the answers that are on the topic now.
    Numbers numbers(TestKafka kafka) {
        Map<String, DeadLetterCause> rejected = new HashMap<>();
        Map<ChangeKey, Map<Item, ChangeAnswered.ItemAnswer>> answers = new HashMap<>();
        Set<ChangeKey> noted = new HashSet<>();
        List<ChangeKey> duplicates = new ArrayList<>();
        for (Object said : answers(kafka)) {
            if (said instanceof RecordRejected it) {
                rejected.put(it.partition() + "/" + it.offset(), it.cause());
            } else if (said instanceof ChangeAnswered it && items.containsKey(it.change())) {
                switch (it.outcome()) {
                    case DUPLICATE -> duplicates.add(it.change());
                    case NOTED -> noted.add(it.change());
                    default ->
                            it.items()
                                    .forEach(
                                            item ->
                                                    answers.computeIfAbsent(
                                                                    it.change(),
                                                                    _ -> new EnumMap<>(Item.class))
                                                            .put(item.item(), item));
                }
            }
        }
        return count(rejected, answers, noted, duplicates);
    }

    private Numbers count(
            Map<String, DeadLetterCause> rejected,
            Map<ChangeKey, Map<Item, ChangeAnswered.ItemAnswer>> answers,
            Set<ChangeKey> noted,
            List<ChangeKey> duplicates) {
        long received = 0;
        long setAside = 0;
        Set<ChangeKey> taken = new HashSet<>();
        for (Map.Entry<String, ChangeKey> record : sent.entrySet()) {
            DeadLetterCause cause = rejected.get(record.getKey());
            if (cause != null && NOBODYS.contains(cause)) {
                continue;
            }
            received++;
            if (cause != null) {
                setAside++;
            } else {
                taken.add(record.getValue());
            }
        }
        long applied = 0;
        long waiting = 0;
        long refused = setAside;
        for (ChangeKey change : taken) {
            Map<Item, ChangeAnswered.ItemAnswer> its = answers.getOrDefault(change, Map.of());
            if (noted.contains(change)) {
                applied++;
            } else if (!its.keySet().equals(items.get(change))
                    || its.values().stream().anyMatch(ChangeAnswered.Waiting.class::isInstance)) {
                waiting++;
            } else if (its.values().stream().anyMatch(ChangeAnswered.Applied.class::isInstance)) {
                applied++;
            } else {
                refused++;
            }
        }
        return new Numbers(received, applied, waiting, refused, duplicates.size(), setAside);
    }

    /// The balances that this municipality was told, in order.
    static List<ConsumerRecord<byte[], byte[]>> balances(Sender sender) {
        return sender.kafka.records(Topics.CHANGE_ANSWERED, DayBalanced.subject(sender.code));
    }

    static CloudEvent<?> read(ConsumerRecord<byte[], byte[]> record) {
        return ((Reading.Read) Events.read(record.value())).event();
    }

    private static List<Object> answers(TestKafka kafka) {
        Set<UUID> seen = new HashSet<>();
        List<Object> answers = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                kafka.records(Topics.CHANGE_ANSWERED, _ -> true)) {
            CloudEvent<?> event = ((Reading.Read) kafka.reading(record)).event();
            if (seen.add(event.id())) {
                answers.add(event.data());
            }
        }
        return answers;
    }
}
