package jp.kisai.notification.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import jp.kisai.notification.domain.SimulatedTelling.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One notice per outcome, never none: over many worlds that repeat, reorder, fail and crash. And
/// proof that these worlds are harsh enough: each fault that is planted breaks the property.
class OneNoticePerOutcomeTest {

    private static final int SEEDS = 300;

    @Test
    void holdsInEveryWorld() {
        assertEquals(List.of(), broken(Fault.NONE));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isBrokenByEveryPlantedFault(Fault fault) {
        assertFalse(broken(fault).isEmpty(), fault + " goes unnoticed");
    }

    private static List<String> broken(Fault fault) {
        return LongStream.range(0, SEEDS)
                .boxed()
                .flatMap(
                        seed ->
                                ToldJourneys.JOURNEYS.stream()
                                        .flatMap(journey -> broken(seed, journey, fault).stream()))
                .toList();
    }

    private static List<String> broken(long seed, ToldJourneys.Journey journey, Fault fault) {
        SimulatedTelling world = new SimulatedTelling(seed, fault);
        world.live(journey);
        List<String> broken = new ArrayList<>();
        String where = "seed " + seed + ", " + journey.name() + ": ";
        if (!world.inbox().equals(journey.told())) {
            broken.add(where + "in the inbox lies " + world.inbox());
        }
        if (new HashSet<>(world.seen()).size() != world.seen().size()) {
            broken.add(where + "seen twice " + world.seen());
        }
        if (!journey.told().isEmpty() && !world.seen().contains(journey.told().getLast())) {
            broken.add(where + "the end never arrived, only " + world.seen());
        }
        if (!world.stale().isEmpty()) {
            broken.add(where + "sent although overtaken " + world.stale());
        }
        return broken;
    }
}
