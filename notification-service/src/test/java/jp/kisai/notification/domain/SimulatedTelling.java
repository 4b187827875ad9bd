package jp.kisai.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.Item;
import jp.kisai.notification.domain.Dispatch.Next;
import jp.kisai.notification.domain.Dispatch.Receipt;
import jp.kisai.notification.domain.Dispatch.Trouble;

/// One change's way to its holder, in a world that repeats, reorders, fails and crashes: the rules
/// are the service's own, the tables are maps that are written all at once or not at all.
///
/// Each [Fault] takes away one thing that the guarantee rests on.
final class SimulatedTelling {

    /// A mistake that somebody could make in the service.
    enum Fault {
        NONE,
        /// The offset is committed before the transaction.
        OFFSET_FIRST,
        /// A word is merged without having been asked whether the same was told before.
        TELLS_AGAIN,
        /// What is known so far is told, although a granted item is not answered.
        TELLS_BY_HALVES,
        /// A delivery counts as sent when it is taken up.
        SENT_BEFORE_SENDING,
        /// Another key at every attempt.
        NEW_KEY_EACH_TIME,
        /// A dead channel is the end of it.
        NO_FAIL_OVER,
        /// What is no longer so is sent as if it were.
        SENDS_WHAT_IS_OVERTAKEN,
        /// Every notice overtakes every other of the same change.
        OVERTAKES_BLINDLY
    }

    private static final Instant BEGAN = Instant.parse("2026-11-23T01:00:00Z");
    private static final Dispatch.Rules RULES =
            new Dispatch.Rules(4, Duration.ofSeconds(30), Duration.ofHours(6));
    private static final int LEASE_SECONDS = 180;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /// A word, under the id of its event.
    private record Word(int id, UnaryOperator<ChangeStory> says) {}

    record Told(String key, long rank) {}

    record Way(String notice, Channel channel) {}

    private record Going(int attempts, Instant dueAt, String state) {}

    /// Everything that a transaction writes.
    private record Tables(
            Set<Integer> inbox, List<Told> told, Map<Way, Going> deliveries, ChangeStory story) {

        Tables copy() {
            return new Tables(
                    new HashSet<>(inbox),
                    new ArrayList<>(told),
                    new LinkedHashMap<>(deliveries),
                    story);
        }
    }

    private final Random chance;
    private final Fault fault;
    private final Preference preference =
            new Preference(
                    Language.JAPANESE,
                    List.of(Channel.PORTAL, Channel.MAIL),
                    new MailAddress("hanako@example.jp"));

    /// The portal takes nothing for this holder in some worlds.
    private final boolean portalIsDead;

    private Tables tables;
    private Instant now = BEGAN;

    /// What arrived at the holder: by idempotency key, the notices that bore it.
    private final Map<String, List<Way>> arrived = new HashMap<>();

    /// What was so when a notice left.
    private final List<String> stale = new ArrayList<>();

    SimulatedTelling(long seed, Fault fault) {
        // Neighbouring seeds begin alike; spread apart they do not.
        this.chance = new Random(seed * SPREAD);
        this.fault = fault;
        this.portalIsDead = chance.nextInt(4) == 0;
        this.tables =
                new Tables(Set.of(), List.of(), Map.of(), ChangeStory.unheard(ToldJourneys.CHANGE));
    }

    /// Lives one journey to its end. Two topics, each in its own order, each delivered at least
    /// once.
    void live(ToldJourneys.Journey journey) {
        List<Word> verdicts = words(0, journey.verdicts());
        List<Word> answers = words(journey.verdicts().size(), journey.answers());
        int verdict = 0;
        int answer = 0;
        while (verdict < verdicts.size() || answer < answers.size()) {
            boolean fromVerdicts =
                    answer == answers.size() || (verdict < verdicts.size() && chance.nextBoolean());
            if (fromVerdicts) {
                verdict = take(verdicts, verdict);
            } else {
                answer = take(answers, answer);
            }
            if (chance.nextInt(3) == 0) {
                send(true);
            }
        }
        // All is well in the end: who waits long enough sees everything arrive.
        for (int i = 0; i < 50; i++) {
            now = now.plus(Duration.ofHours(7));
            send(false);
        }
    }

    private static List<Word> words(int from, List<UnaryOperator<ChangeStory>> says) {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < says.size(); i++) {
            words.add(new Word(from + i, says.get(i)));
        }
        return words;
    }

    /// Takes the record at the offset, and answers the offset that was committed.
    private int take(List<Word> topic, int offset) {
        boolean crashes = chance.nextInt(4) == 0;
        if (fault == Fault.OFFSET_FIRST && crashes) {
            return offset + 1;
        }
        Tables work = tables.copy();
        Tables after = hear(work, topic.get(offset));
        boolean beforeCommit = chance.nextBoolean();
        if (crashes && beforeCommit) {
            return offset;
        }
        tables = after;
        // Committed, and the offset is lost: the same, and some before it, come again.
        return crashes ? Math.max(0, offset - chance.nextInt(2)) : offset + 1;
    }

    private Tables hear(Tables work, Word word) {
        if (!work.inbox().add(word.id()) && fault != Fault.TELLS_AGAIN) {
            return work;
        }
        ChangeStory story = word.says().apply(work.story());
        for (Outcomes.Due due : due(story)) {
            Told told = new Told(due.outcome().key(), Outcomes.rank(due.revision()));
            if (fault == Fault.TELLS_AGAIN || !work.told().contains(told)) {
                work.told().add(told);
                preference
                        .next(List.of(Channel.values()), List.of())
                        .ifPresent(
                                channel ->
                                        work.deliveries()
                                                .put(
                                                        new Way(told.key(), channel),
                                                        new Going(0, now, "PENDING")));
            }
        }
        return new Tables(work.inbox(), work.told(), work.deliveries(), story);
    }

    private List<Outcomes.Due> due(ChangeStory story) {
        if (fault != Fault.TELLS_BY_HALVES || story.revisions().get(1) == null) {
            return Outcomes.of(story);
        }
        Map<Item, ChangeStory.Answered> guessed = new HashMap<>();
        story.revisions()
                .values()
                .forEach(
                        revision ->
                                revision.verdicts()
                                        .forEach(
                                                (item, _) ->
                                                        guessed.put(
                                                                item,
                                                                new ChangeStory.Answered(
                                                                        BEGAN,
                                                                        ToldJourneys
                                                                                .NOT_CARD_ONLY))));
        return Outcomes.of(story.answered(guessed));
    }

    private void send(boolean stormy) {
        now = now.plusSeconds(1 + chance.nextInt(600));
        for (Way way : List.copyOf(tables.deliveries().keySet())) {
            Going going = tables.deliveries().get(way);
            if (going != null && going.state().equals("PENDING") && !going.dueAt().isAfter(now)) {
                attempt(way, going, stormy);
            }
        }
    }

    private void attempt(Way way, Going going, boolean stormy) {
        Going claimed =
                new Going(
                        going.attempts() + 1,
                        now.plusSeconds(LEASE_SECONDS),
                        fault == Fault.SENT_BEFORE_SENDING ? "SENT" : "PENDING");
        put(way, claimed);
        if (stormy && chance.nextInt(5) == 0) {
            return; // A crash between claim and sending.
        }
        Receipt receipt = ask(way, claimed, stormy);
        if (stormy && chance.nextInt(5) == 0) {
            return; // A crash between sending and settling.
        }
        Next next = Dispatch.after(receipt, claimed.attempts(), now, RULES);
        switch (next) {
            case Next.Sent _ -> put(way, new Going(claimed.attempts(), now, "SENT"));
            case Next.Overtaken _ -> put(way, new Going(claimed.attempts(), now, "OVERTAKEN"));
            case Next.Again(var at, _) -> put(way, new Going(claimed.attempts(), at, "PENDING"));
            case Next.Dead _ -> {
                put(way, new Going(claimed.attempts(), now, "DEAD"));
                failOver(way.notice());
            }
        }
    }

    private Receipt ask(Way way, Going claimed, boolean stormy) {
        boolean overtaken = isOvertaken(way.notice()) || isNoLongerSo(way.notice());
        if (overtaken && fault != Fault.SENDS_WHAT_IS_OVERTAKEN) {
            return new Receipt.NotAsked();
        }
        if (way.channel() == Channel.PORTAL && portalIsDead) {
            return new Receipt.Refused(Trouble.UNKNOWN_RECIPIENT);
        }
        int weather = stormy ? chance.nextInt(4) : 3;
        if (weather == 0) {
            return new Receipt.Failed(Trouble.UNREACHABLE);
        }
        if (overtaken) {
            stale.add(way.notice());
        }
        String key =
                way.channel()
                        + way.notice()
                        + (fault == Fault.NEW_KEY_EACH_TIME ? claimed.attempts() : "");
        arrived.computeIfAbsent(key, _ -> new ArrayList<>()).add(way);
        return weather == 1 ? new Receipt.Failed(Trouble.UNREACHABLE) : new Receipt.Taken();
    }

    private boolean isOvertaken(String notice) {
        long rank =
                tables.told().stream()
                        .filter(it -> it.key().equals(notice))
                        .mapToLong(Told::rank)
                        .max()
                        .orElse(0);
        return tables.told().stream()
                .anyMatch(
                        it ->
                                fault == Fault.OVERTAKES_BLINDLY
                                        ? !it.key().equals(notice)
                                        : it.rank() > rank);
    }

    /// What the service sees when it looks at a notice for the last time.
    private boolean isNoLongerSo(String notice) {
        return Outcomes.of(tables.story()).stream()
                .filter(due -> due.outcome().key().equals(notice))
                .anyMatch(
                        due ->
                                StillSo.of(
                                                notice(due),
                                                new StillSo.Known(
                                                        tables.story(),
                                                        new Clocks(Map.of()),
                                                        null,
                                                        Map.of(),
                                                        now))
                                        .isEmpty());
    }

    private static Notice notice(Outcomes.Due due) {
        return new Notice(
                HolderId.of("7d444840-9dc0-11d1-b245-5ffdce74fad2"),
                Notice.aboutChange(ToldJourneys.CHANGE),
                due.outcome(),
                List.of(ToldJourneys.CHANGE),
                ToldJourneys.CHANGE.producer().prefecture(),
                ToldJourneys.BEGINNING,
                Outcomes.rank(due.revision()),
                false,
                due.happenedAt(),
                due.happenedAt(),
                null);
    }

    private void failOver(String notice) {
        List<Channel> tried =
                tables.deliveries().keySet().stream()
                        .filter(way -> way.notice().equals(notice))
                        .map(Way::channel)
                        .toList();
        if (fault != Fault.NO_FAIL_OVER) {
            preference
                    .next(List.of(Channel.values()), tried)
                    .ifPresent(
                            channel -> put(new Way(notice, channel), new Going(0, now, "PENDING")));
        }
    }

    private void put(Way way, Going going) {
        tables = tables.copy();
        tables.deliveries().put(way, going);
    }

    /// What was told, in the order of the verdicts that it rests on.
    List<String> inbox() {
        return tables.told().stream()
                .sorted(Comparator.comparingLong(Told::rank))
                .map(Told::key)
                .toList();
    }

    /// The notices that reached the holder, each as often as the holder sees it: what comes twice
    /// under one key is seen once.
    List<String> seen() {
        return arrived.values().stream().map(List::getFirst).map(Way::notice).sorted().toList();
    }

    /// The notices that were sent although something newer had been told.
    List<String> stale() {
        return stale;
    }
}
