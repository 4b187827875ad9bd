package jp.kisai.contracts.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {

    private static final String TEXT = "0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a";

    @Test
    void readsBothCasesAsOneId() {
        assertEquals(Uuids.parse(TEXT), Uuids.parse(TEXT.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0195f7c26d1e7a408b1c2f4e5d6c7b8a",
                "{0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a}",
                "0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8g",
                "0195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8",
                "0195f7c26d1e-7a40-8b1c-2f4e5d6c7b8a-",
                " 195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a",
                "-0195f7c-6d1e-7a40-8b1c-2f4e5d6c7b8a",
                "+195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a",
                "０195f7c2-6d1e-7a40-8b1c-2f4e5d6c7b8a"
            })
    void refusesEveryOtherForm(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Uuids.parse(text));
        assertEquals("not a UUID", refused.getMessage());
        assertNull(refused.getCause());
    }

    /// RFC 9562 §5.5: version 5 in bits 48–51, variant 10 in bits 64–65.
    @Test
    void derivesIdsInTheFormOfVersion5() {
        IntStream.range(0, 1_000)
                .mapToObj(i -> Uuids.derived("cause", String.valueOf(i)))
                .forEach(
                        id -> {
                            assertEquals(5, id.version());
                            assertEquals(2, id.variant());
                        });
    }

    /// Computed with another implementation: Python's `uuid.uuid5`.
    @Test
    void derivesTheSameIdFromTheSameCauseForEver() {
        assertEquals(
                UUID.fromString("354e30cf-966d-55f5-ac51-0d2f2349efd5"),
                Uuids.derived("consent.decided", "462012/" + TEXT, "1"));
    }

    @Test
    void derivesAnotherIdFromAnotherCause() {
        assertNotEquals(Uuids.derived("a", "b"), Uuids.derived("b", "a"));
        assertNotEquals(Uuids.derived("a", "b"), Uuids.derived("ab"));
        assertNotEquals(Uuids.derived("a", ""), Uuids.derived("a"));
    }
}
