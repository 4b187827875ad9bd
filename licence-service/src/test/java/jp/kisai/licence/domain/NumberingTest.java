package jp.kisai.licence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jp.kisai.contracts.vocabulary.RecordVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberingTest {

    /// Below, at and above the floor.
    @ParameterizedTest
    @CsvSource({
        "0, 1, 2",
        "0, 7, 8",
        "1000, 1, 1001",
        "1000, 999, 1001",
        "1000, 1000, 1001",
        "1000, 1001, 1002",
        "1000, 5000, 5001"
    })
    void goesOnAboveTheNewestVersionAndTheFloor(long above, long version, long next) {
        assertEquals(
                new RecordVersion(next), new Numbering(above).after(new RecordVersion(version)));
    }

    @Test
    void beginsAboveTheFloor() {
        assertEquals(new RecordVersion(1), Numbering.FROM_ONE.first());
        assertEquals(new RecordVersion(1_001), new Numbering(1_000).first());
    }

    @Test
    void refusesANegativeFloor() {
        assertThrows(IllegalArgumentException.class, () -> new Numbering(-1));
    }
}
