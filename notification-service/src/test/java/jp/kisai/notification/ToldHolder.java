package jp.kisai.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Events;
import jp.kisai.contracts.Reading;
import jp.kisai.contracts.Source;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.notification.domain.ChangeStory;
import jp.kisai.notification.domain.Notice;
import jp.kisai.notification.domain.Standing;
import jp.kisai.notification.domain.ToldJourneys;
import jp.kisai.testkit.TestKafka;

/// A holder about whom a journey's words are said over the real broker, each at least once, the two
/// topics mixed; then a second change that marks the end. And what must be found afterwards.
final class ToldHolder {

    private static final MunicipalityCode YOKOHAMA = new MunicipalityCode("141003");

    private final TestKafka kafka;
    private final Suite suite;
    private final ToldJourneys.Journey journey;
    private final ChangeKey change = Suite.newChange();
    private final ChangeKey last = Suite.newChange();
    private final Random chance;

    ToldHolder(TestKafka kafka, ToldJourneys.Journey journey, Random chance) {
        this.kafka = kafka;
        this.suite = new Suite(kafka);
        this.journey = journey;
        this.chance = chance;
        if (chance.nextInt(3) == 0) {
            PortalAndMail.tell(suite.holder.text(), 503, PortalAndMail.DROPS_AFTER_TAKING);
        }
    }

    UUID id() {
        return suite.holder.value();
    }

    String name() {
        return journey.name() + " of " + suite.holder.text();
    }

    /// Everything that is said, in order: verdicts among themselves, answers among themselves.
    List<Runnable> sayings() {
        List<Runnable> verdicts = repeated(Topics.CONSENT_DECIDED, journey.verdicts());
        List<Runnable> answers = repeated(Topics.CHANGE_ANSWERED, journey.answers());
        List<Runnable> all = new ArrayList<>();
        while (!verdicts.isEmpty() || !answers.isEmpty()) {
            boolean fromVerdicts =
                    answers.isEmpty() || (!verdicts.isEmpty() && chance.nextBoolean());
            all.add((fromVerdicts ? verdicts : answers).removeFirst());
        }
        all.add(() -> suite.decides(last, 1, Suite.grantedAddress()));
        all.add(
                () ->
                        suite.answers(
                                Source.LICENCE,
                                last,
                                ChangeAnswered.Outcome.APPLIED,
                                Suite.applied(Item.ADDRESS)));
        return all;
    }

    /// Some words come again, at once or after the next one: the same bytes.
    private List<Runnable> repeated(String topic, List<UnaryOperator<ChangeStory>> words) {
        List<Runnable> sayings = new ArrayList<>();
        Runnable before = () -> {};
        for (UnaryOperator<ChangeStory> word : words) {
            byte[] event = event(word);
            Runnable says = () -> kafka.send(topic, suite.holder, event);
            sayings.add(says);
            switch (chance.nextInt(3)) {
                case 0 -> sayings.add(says);
                case 1 -> sayings.add(before);
                default -> {
                    // Once.
                }
            }
            before = says;
        }
        return sayings;
    }

    private byte[] event(UnaryOperator<ChangeStory> word) {
        if (word instanceof ToldJourneys.Verdict(var revision, var items)) {
            return event(
                    Source.CONSENT,
                    EventType.CONSENT_DECIDED,
                    new ConsentDecided(
                            change,
                            revision,
                            ChangeReason.MOVE,
                            ToldJourneys.BEGINNING.effectiveAt(),
                            null,
                            items.entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(it -> verdict(it.getKey(), it.getValue()))
                                    .toList(),
                            new ConsentDecided.Evidence("2026-11", 1L, null, null, null)));
        }
        if (word instanceof ToldJourneys.Answer(_, var items)) {
            return event(
                    Source.LICENCE,
                    EventType.CHANGE_ANSWERED,
                    new ChangeAnswered(
                            change,
                            ChangeAnswered.Outcome.APPLIED,
                            items.entrySet().stream()
                                    .map(it -> answer(it.getKey(), it.getValue()))
                                    .toList()));
        }
        throw new IllegalStateException("nobody says this: " + word);
    }

    private <D extends EventData> byte[] event(Source source, EventType<D> type, D data) {
        return suite.event(source, type, data);
    }

    private static ConsentDecided.ItemVerdict verdict(Item item, Standing.Verdict verdict) {
        return switch (verdict) {
            case Standing.Granted _ -> new ConsentDecided.Granted(value(item));
            case Standing.Refused(var refusal) -> new ConsentDecided.Refused(item, refusal);
            case Standing.Waiting(var doubt, var until) ->
                    // No wait is over while the test runs, whenever that is.
                    new ConsentDecided.Waiting(
                            item,
                            doubt,
                            until == null ? null : Instant.now().plus(Duration.ofDays(90)));
        };
    }

    private static ItemChange value(Item item) {
        return switch (item) {
            case ADDRESS -> new ItemChange.Address(YOKOHAMA, "神奈川県横浜市中区日本大通１");
            case NAME -> new ItemChange.Name("山田　花子", "ヤマダ　ハナコ");
            case BIRTH_DATE -> new ItemChange.BirthDate(LocalDate.of(1990, 3, 5));
            case DOMICILE -> new ItemChange.Domicile("神奈川県横浜市中区日本大通１");
        };
    }

    private static ChangeAnswered.ItemAnswer answer(Item item, Standing.Answer answer) {
        return switch (answer) {
            case Standing.Applied(var version) -> new ChangeAnswered.Applied(item, version);
            case Standing.Refused(var refusal) -> new ChangeAnswered.Refused(item, refusal);
        };
    }

    /// The last word about the holder was heard and told, and nothing is on its way any more: since
    /// each topic keeps a holder's order, nothing that was said before can still come.
    boolean heardAll(ServiceDatabase database) {
        return sent().stream()
                        .anyMatch(
                                it ->
                                        it.changes().contains(last)
                                                && it.channel() == NoticeSent.Channel.PORTAL)
                && database.onTheWay(id()) == 0;
    }

    /// What is wrong; empty if each outcome was told once.
    List<String> broken(ServiceDatabase database) {
        List<String> broken = new ArrayList<>();
        List<String> inbox = database.inbox(id(), Notice.aboutChange(change));
        if (!inbox.equals(journey.told())) {
            broken.add(name() + ": in the inbox lies " + inbox);
        }
        Set<UUID> published = new HashSet<>();
        sent().stream()
                .filter(it -> it.changes().contains(change))
                .filter(it -> it.channel() == NoticeSent.Channel.INBOX)
                .forEach(it -> published.add(it.notice()));
        if (published.size() != journey.told().size()) {
            broken.add(name() + ": published were " + published);
        }
        Map<String, String> posted = new HashMap<>();
        PortalAndMail.posted(suite.holder.text()).forEach(it -> posted.put(it.key(), it.body()));
        if (new HashSet<>(posted.values()).size() != posted.size()) {
            broken.add(name() + ": one notice came under two keys");
        }
        if (!posted.keySet().containsAll(lastOf(published))) {
            broken.add(name() + ": the end never arrived");
        }
        return broken;
    }

    /// The notice of the latest outcome, if there is one: those before may have been overtaken.
    private List<String> lastOf(Set<UUID> published) {
        return journey.told().isEmpty()
                ? List.of()
                : sent().stream()
                        .filter(it -> published.contains(it.notice()))
                        .reduce((_, latest) -> latest)
                        .map(it -> List.of(it.notice().toString()))
                        .orElse(List.of("none"));
    }

    private List<NoticeSent> sent() {
        return kafka.records(Topics.NOTICE_SENT, suite.holder).stream()
                .map(record -> Events.read(record.value()))
                .flatMap(
                        reading ->
                                reading instanceof Reading.Read(var event)
                                                && event.data() instanceof NoticeSent sent
                                        ? Stream.of(sent)
                                        : Stream.empty())
                .toList();
    }
}
