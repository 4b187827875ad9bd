package jp.kisai.localstack.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.EncodingMoved;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.event.LicenceChanged;
import jp.kisai.contracts.event.NoticeSent;
import jp.kisai.contracts.event.RecordRejected;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.EncodingState;

/// All that the topics said of one holder, each event once however often it was delivered.
public final class Story {

    private final List<CloudEvent<?>> events = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final List<DeadLetterCause> deadLetters = new ArrayList<>();
    private final Set<String> setAside = new HashSet<>();

    /// @return whether it was news
    synchronized boolean tell(CloudEvent<?> event) {
        boolean news = seen.add(event.source() + "/" + event.id());
        if (news) {
            events.add(event);
        }
        return news;
    }

    /// @param origin `topic/partition/offset` of the record that was set aside
    synchronized void tellDeadLetter(String origin, DeadLetterCause cause) {
        if (setAside.add(origin)) {
            deadLetters.add(cause);
        }
    }

    /// What became of one change, hop by hop, in the words of [Ending].
    synchronized Ending ending(ChangeKey change) {
        return new Ending(
                verdicts(change),
                versions(change),
                encoded(change),
                notices(change),
                answers(change));
    }

    synchronized List<DeadLetterCause> deadLetters() {
        return List.copyOf(deadLetters);
    }

    synchronized List<DeadLetterCause> rejections() {
        return data(RecordRejected.class).map(RecordRejected::cause).toList();
    }

    /// Why the record that claimed this id was set aside, if it was.
    synchronized Optional<DeadLetterCause> rejection(UUID claimedId) {
        return data(RecordRejected.class)
                .filter(rejected -> claimedId.equals(rejected.claimedId()))
                .map(RecordRejected::cause)
                .findFirst();
    }

    /// What the municipality was told of a change, oldest first.
    public synchronized List<String> answersInOrder(ChangeKey change) {
        return data(ChangeAnswered.class)
                .filter(answered -> answered.change().equals(change))
                .map(answered -> answered.outcome().name())
                .toList();
    }

    /// The newest licence that the topics told of.
    synchronized Optional<LicenceChanged> licence() {
        return data(LicenceChanged.class).max(Comparator.comparing(LicenceChanged::version));
    }

    /// The newest version that the factory read back from the chip; 0 if none.
    synchronized long provenVersion() {
        return data(EncodingMoved.class)
                .filter(moved -> moved.state() == EncodingState.ENCODED)
                .mapToLong(moved -> moved.version().number())
                .max()
                .orElse(0);
    }

    /// Versions that were encoded more than once: there must be none.
    synchronized boolean encodedTwice() {
        List<Long> versions =
                data(EncodingMoved.class)
                        .filter(moved -> moved.state() == EncodingState.ENCODED)
                        .map(moved -> moved.version().number())
                        .toList();
        return versions.size() != new HashSet<>(versions).size();
    }

    private List<String> verdicts(ChangeKey change) {
        return data(ConsentDecided.class)
                .filter(decided -> decided.change().equals(change))
                .sorted(Comparator.comparing(ConsentDecided::revision))
                .flatMap(decided -> decided.items().stream())
                .map(Ending::of)
                .toList();
    }

    private List<String> versions(ChangeKey change) {
        return data(LicenceChanged.class)
                .filter(changed -> changed.cause().changes().contains(change))
                .map(changed -> changed.version().toString())
                .toList();
    }

    private boolean encoded(ChangeKey change) {
        return data(EncodingMoved.class)
                .anyMatch(
                        moved ->
                                moved.state() == EncodingState.ENCODED
                                        && moved.changes().contains(change));
    }

    private List<String> notices(ChangeKey change) {
        return data(NoticeSent.class)
                .filter(notice -> notice.changes().contains(change))
                .map(notice -> notice.outcome().name())
                .sorted()
                .toList();
    }

    private List<String> answers(ChangeKey change) {
        return answersInOrder(change).stream().sorted().toList();
    }

    private <D extends EventData> Stream<D> data(Class<D> type) {
        return events.stream().map(CloudEvent::data).filter(type::isInstance).map(type::cast);
    }
}
