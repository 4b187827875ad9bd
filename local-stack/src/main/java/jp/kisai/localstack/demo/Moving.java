package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.HoldingForm.CARD_ONLY;
import static jp.kisai.contracts.vocabulary.Item.ADDRESS;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import jp.kisai.contracts.CloudEvent;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.Town;

/// People who have all consented and all move once: a load of whole journeys, each with its
/// written end.
public final class Moving {

    private static final List<Town> TOWNS = List.of(Town.values());

    private Moving() {}

    /// So many different people. Everything but the municipality's event happens while they are
    /// prepared, so that a move that is played is one record, whatever is stopped at the time.
    public static List<Case> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        number ->
                                new Case(
                                        "Move " + number,
                                        "転居 " + number,
                                        stage -> move(stage, town(number), town(number + 1))))
                .toList();
    }

    private static Case.Scene move(Stage stage, Town from, Town to) throws InterruptedException {
        Resident resident = stage.consented(People.hanako(from), CARD_ONLY, ADDRESS);
        Person moved = resident.person().movedTo(to, to.officeAddress());
        Instant at = Stage.now();
        stage.renewed(resident, moved, at);
        return () -> {
            Municipality municipality = stage.municipality(to);
            CloudEvent<ResidentChanged> event =
                    municipality.changed(
                            resident.holder(),
                            ChangeReason.MOVE,
                            at,
                            new ItemChange.Address(to.code(), to.officeAddress()));
            stage.send(municipality, event);
            return Played.by(stage, resident)
                    .ends(municipality.key(event), ConsentCases.APPLIED_ADDRESS);
        };
    }

    private static Town town(int number) {
        return TOWNS.get(number % TOWNS.size());
    }
}
