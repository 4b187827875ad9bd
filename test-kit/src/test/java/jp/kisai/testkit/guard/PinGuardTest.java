package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinGuardTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "a-service/src/main/resources/db/a/V1001__a.sql, signature_pin text",
        "a-service/src/main/resources/db/a/V1001__a.sql, pin char(4)",
        "contracts/src/main/resources/schemas/a.v1.json, '{\"properties\":{\"signaturePin\":{}}}'",
        "contracts/src/main/resources/asyncapi.yaml, PIN_2:",
        "contracts/src/main/java/jp/kisai/contracts/event/A.java, 'record A(String pinCode) {}'",
        "a-service/src/main/java/jp/kisai/a/web/A.java, '@QueryParam(\"暗証番号\")'",
        "a-service/src/main/java/jp/kisai/a/store/A.java, String passCode;",
        "a-service/src/main/java/jp/kisai/a/ASettings.java, int pin();",
    })
    void reportsWhateverCouldTakeAPin(String file, String text) {
        Planted planted = Planted.in(folder).file(file, "\n" + text).file(pom(file), "<project/>");

        List<Violation> found = PinGuard.violations(planted.repository());

        assertEquals(1, found.size(), found::toString);
        assertEquals(2, found.getFirst().line());
    }

    @ParameterizedTest
    @CsvSource({
        "a-service/src/main/resources/db/a/V1001__a.sql, mapping text",
        "a-service/src/main/java/jp/kisai/a/web/A.java, List<Certificate> pinned; // PINK",
        "a-service/src/main/java/jp/kisai/a/domain/chip/A.java, record PinState() {}",
    })
    void letsBeWhatIsNone(String file, String text) {
        Planted planted = Planted.in(folder).file(file, text).file(pom(file), "<project/>");

        assertEquals(List.of(), PinGuard.violations(planted.repository()));
    }

    private static String pom(String file) {
        return file.substring(0, file.indexOf('/')) + "/pom.xml";
    }
}
