package jp.kisai.localstack.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;

/// Sends a person's own events in the municipalities' names, and counts the answers.
final class Sending {

    static final String UNANSWERED = "unanswered";

    private final Stage stage;
    private final Neighbours neighbours;
    private final boolean certificatesFollow;
    private final Map<ChangeKey, HolderId> sent = new LinkedHashMap<>();

    /// @param certificatesFollow whether a neighbour whose items change asks for a new certificate
    ///     at once, as the police advise; if not, such changes wait for one
    Sending(Stage stage, Neighbours neighbours, boolean certificatesFollow) {
        this.stage = stage;
        this.neighbours = neighbours;
        this.certificatesFollow = certificatesFollow;
    }

    /// The changes that were sent, in order, with whose they are.
    Map<ChangeKey, HolderId> sent() {
        return sent;
    }

    void send(List<EventsFile.Line> lines) throws IOException {
        for (EventsFile.Line line : lines) {
            Municipality municipality = stage.municipality(line.municipality());
            CloudEvent<ResidentChanged> event = line.sentBy(municipality);
            if (certificatesFollow) {
                issueSuccessor(event);
            }
            stage.post(municipality, event);
            sent.put(municipality.key(event), event.subject());
        }
        stage.flush();
    }

    /// Waits until every event is answered, or the limit is over.
    ///
    /// @param progress told how many are answered
    /// @return how often each answer was the last
    Map<String, Integer> awaitAnswers(Duration limit, IntConsumer progress)
            throws InterruptedException {
        stage.settled(
                limit,
                () -> {
                    int answered = (int) sent.keySet().stream().filter(this::answered).count();
                    progress.accept(answered);
                    return answered == sent.size();
                });
        Map<String, Integer> tally = new TreeMap<>();
        sent.keySet().forEach(change -> tally.merge(answer(change), 1, Integer::sum));
        return tally;
    }

    private boolean answered(ChangeKey change) {
        return !answer(change).equals(UNANSWERED);
    }

    private String answer(ChangeKey change) {
        Story story = stage.story(holder(change));
        List<String> answers = story.answersInOrder(change);
        if (!answers.isEmpty()) {
            return answers.getLast();
        }
        return story.rejection(change.id())
                .map(DeadLetterCause::name)
                .map("set aside: "::concat)
                .orElse(UNANSWERED);
    }

    private HolderId holder(ChangeKey change) {
        HolderId holder = sent.get(change);
        if (holder == null) {
            throw new IllegalArgumentException(change + " was not sent");
        }
        return holder;
    }

    private void issueSuccessor(CloudEvent<ResidentChanged> event) throws IOException {
        Resident before = neighbours.of(event.subject()).orElse(null);
        if (before == null) {
            return;
        }
        Person changed = Neighbours.after(before.person(), event.data().items());
        if (!changed.equals(before.person())) {
            Instant issuedAt = Stage.now();
            Resident after = before.now(changed).with(stage.issue(changed, issuedAt));
            stage.gateway().issued(after.holder(), changed, after.card(), before.card()).join();
            neighbours.remember(after);
        }
    }
}
