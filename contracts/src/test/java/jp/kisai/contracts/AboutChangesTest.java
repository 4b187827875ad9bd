package jp.kisai.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import jp.kisai.contracts.vocabulary.ChangeKey;
import org.junit.jupiter.api.Test;

/// Every event says which municipal changes it is about.
class AboutChangesTest {

    @Test
    void aMunicipalitysEventIsAChangeUnderItsOwnName() {
        CloudEvent<?> moved = Objects.requireNonNull(Samples.all().get("resident.changed.v1-move"));

        assertEquals(
                List.of(new ChangeKey(moved.source().municipality().orElseThrow(), moved.id())),
                moved.changes());
    }

    @Test
    void whatFollowsFromAChangeNamesIt() {
        Map<String, Boolean> named = new TreeMap<>();
        Samples.all()
                .values()
                .forEach(
                        event ->
                                named.merge(
                                        event.type().name(),
                                        !event.changes().isEmpty(),
                                        Boolean::logicalOr));

        assertEquals(
                List.of(
                        "jp.kisai.card.encoding-moved.v1",
                        "jp.kisai.consent.decided.v1",
                        "jp.kisai.licence.changed.v1",
                        "jp.kisai.notice.sent.v1",
                        "jp.kisai.resident.change-answered.v1",
                        "jp.kisai.resident.changed.v1"),
                named.keySet().stream().filter(named::get).toList());
    }
}
