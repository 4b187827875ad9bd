package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceState;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;

/// People who move again and again, and what officers enter about others: events that come from
/// topics, and facts that come from nowhere else.
public final class Movers {

    private static final List<Town> TOWNS = List.of(Town.values());

    private final Stage stage;
    private final List<Resident> movers = new ArrayList<>();
    private final Map<ChangeKey, HolderId> moves = new LinkedHashMap<>();
    private final Resident suspended;
    private final List<Resident> consenting = new ArrayList<>();

    /// Everybody's visit to the counter.
    ///
    /// @param movers how many move
    /// @param consenting how many have a licence on the card and have consented to nothing yet
    public Movers(Stage stage, int movers, int consenting) throws InterruptedException {
        this.stage = stage;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Resident>> come = new ArrayList<>();
            for (int i = 0; i < movers + 1; i++) {
                Person person = People.hanako(TOWNS.get(i % TOWNS.size()));
                come.add(threads.submit(() -> stage.consented(person, CARD_ONLY, ADDRESS)));
            }
            for (int i = 0; i < consenting; i++) {
                Person person = People.taro(TOWNS.get(i % TOWNS.size()));
                come.add(threads.submit(() -> stage.licensed(person, CARD_ONLY)));
            }
            List<Resident> all = new ArrayList<>();
            for (Future<Resident> one : come) {
                all.add(one.get());
            }
            suspended = all.getFirst();
            this.movers.addAll(all.subList(1, movers + 1));
            this.consenting.addAll(all.subList(movers + 1, all.size()));
        } catch (ExecutionException broken) {
            throw new IllegalStateException("somebody's visit broke off", broken);
        }
    }

    /// Everyone moves to the next town, and has the next certificate at once.
    public void move() {
        Instant at = Stage.now();
        movers.replaceAll(before -> moved(before, at));
    }

    private Resident moved(Resident before, Instant at) {
        Person there =
                before.person().movedTo(next(before.person().town()), next(before).officeAddress());
        Resident after = before.now(there).with(stage.issue(there, at));
        stage.gateway().issued(after.holder(), there, after.card(), before.card()).join();
        Municipality municipality = stage.municipality(there.town());
        CloudEvent<ResidentChanged> event =
                municipality.changed(
                        after.holder(),
                        ChangeReason.MOVE,
                        at,
                        new ItemChange.Address(there.town().code(), there.address()));
        stage.send(municipality, event);
        moves.put(municipality.key(event), after.holder());
        return after;
    }

    /// Whether each move has reached chip, holder and municipality within the time.
    public boolean arrived(Duration limit) throws InterruptedException {
        return stage.settled(limit, () -> moves.keySet().stream().allMatch(this::hasArrived));
    }

    private boolean hasArrived(ChangeKey move) {
        HolderId holder = moves.get(move);
        Ending ending = holder == null ? Ending.NOTHING : stage.story(holder).ending(move);
        return ending.encoded()
                && ending.answers().contains("APPLIED")
                && ending.notices().containsAll(List.of("APPLIED", "ENCODED"));
    }

    /// How many moves there were so far.
    public int moves() {
        return moves.size();
    }

    /// Whose licence an officer suspends.
    public HolderId suspended() {
        return suspended.holder();
    }

    public void suspend() {
        stage.counter().changeState(suspended.holder(), LicenceState.SUSPENDED);
    }

    public void reinstate() {
        stage.counter().changeState(suspended.holder(), LicenceState.IN_FORCE);
    }

    /// Who gives a consent for the first time.
    public HolderId consenting(int number) {
        return consenting.get(number).holder();
    }

    public void consent(int number) {
        Resident resident = consenting.get(number);
        stage.counter().consent(resident.holder(), resident.card(), Set.of(ADDRESS));
    }

    private static Town next(Resident resident) {
        return next(resident.person().town());
    }

    private static Town next(Town town) {
        return TOWNS.get((TOWNS.indexOf(town) + 1) % TOWNS.size());
    }
}
