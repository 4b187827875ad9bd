package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurityGuardTest {

    private static final String SERVICE = "consent-service";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.time.Instant.now()",
                "java.time.LocalDate.now(java.time.ZoneOffset.UTC)",
                "java.util.UUID.randomUUID()",
                "Math.random()",
                "System.currentTimeMillis()",
                "System.getenv(\"A\")",
                "java.util.concurrent.ThreadLocalRandom.current()",
                "java.time.ZoneId.systemDefault()",
                "new java.util.Random(1)",
                "java.time.Clock.systemUTC()",
                "java.nio.file.Path.of(\"a\")",
                "new java.net.Socket()",
                "java.sql.DriverManager.getDrivers()",
                "Thread.currentThread()",
                "new org.bouncycastle.asn1.ASN1Integer(1)",
                "com.fasterxml.jackson.databind.json.JsonMapper.builder()",
                "jp.kisai.contracts.Topics.ALL"
            })
    void reportsWhatARuleMayNotKnow(String expression) {
        Planted planted =
                Planted.in(folder)
                        .main(
                                SERVICE,
                                "jp.kisai.consent.domain.Rules",
                                """
                                public class Rules {
                                    public Object ask() throws Exception {
                                        return %s;
                                    }
                                }
                                """
                                        .formatted(expression))
                        .compiled(SERVICE);

        List<Violation> found = PurityGuard.violations(planted.repository());

        assertTrue(
                found.stream().anyMatch(violation -> violation.line() == 5),
                () -> "found " + found);
        assertEquals(
                Path.of("consent-service/src/main/java/jp/kisai/consent/domain/Rules.java"),
                found.getFirst().file());
    }

    @Test
    void acceptsPureJavaTheSharedWordsAndTheOwnDomain() {
        Planted planted =
                Planted.in(folder)
                        .main(
                                SERVICE,
                                "jp.kisai.consent.domain.Rules",
                                """
                                import java.time.Instant;
                                import jp.kisai.contracts.vocabulary.Item;
                                import jp.kisai.contracts.vocabulary.Refusal;
                                import org.jspecify.annotations.Nullable;

                                public record Rules(Item item, @Nullable Refusal refusal, Instant[] at) {
                                    java.util.Optional<Rules> copy() {
                                        return java.util.stream.Stream.of(this).findFirst();
                                    }
                                }
                                """)
                        .compiled(SERVICE);

        assertEquals(List.of(), PurityGuard.violations(planted.repository()));
    }

    @Test
    void reportsAServiceThatLooksIntoAnother() {
        Planted planted =
                Planted.in(folder)
                        .main(SERVICE, "jp.kisai.licence.Register", "public class Register {}")
                        .main(
                                SERVICE,
                                "jp.kisai.consent.Flow",
                                "class Flow { Object o = new jp.kisai.licence.Register(); }")
                        .compiled(SERVICE);

        List<Violation> found = PurityGuard.violations(planted.repository());

        assertEquals(Path.of("Flow.java"), found.getFirst().file().getFileName());
        assertTrue(found.getFirst().why().contains("services speak through events"));
    }

    @Test
    void reportsAFrameworkInTheContracts() {
        Planted planted =
                Planted.in(folder)
                        .main(
                                "contracts",
                                "jp.kisai.contracts.Bean",
                                "@jakarta.inject.Singleton public class Bean {}")
                        .compiled("contracts");

        List<Violation> found = PurityGuard.violations(planted.repository());

        assertTrue(found.getFirst().why().contains("jakarta.inject.Singleton"));
    }

    @Test
    void reportsProductionCodeThatKnowsADouble() {
        Planted planted =
                Planted.in(folder)
                        .main(
                                "postbox",
                                "jp.kisai.postbox.Relay",
                                "class Relay { Object o = jp.kisai.localstack.Database.NAMES; }")
                        .compiled("postbox");

        List<Violation> found = PurityGuard.violations(planted.repository());

        assertTrue(found.getFirst().why().contains("doubles"));
    }

    @Test
    void doesNotPassAModuleThatWasNeverCompiled() {
        Planted planted =
                Planted.in(folder).main(SERVICE, "jp.kisai.consent.Flow", "class Flow {}");

        List<Violation> found = PurityGuard.violations(planted.repository());

        assertTrue(found.getFirst().why().contains("not compiled"));
    }
}
