package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleGuardTest {

    private static final String SERVICE = "consent-service";
    private static final String STORE = "jp.kisai.consent.store.Consents";
    private static final String RULES = "jp.kisai.consent.domain.Rules";

    @TempDir Path folder;

    @Test
    void acceptsWhatFollowsTheRules() {
        Planted planted =
                Planted.in(folder)
                        .main(
                                SERVICE,
                                STORE,
                                """
                                /// Finds consents.
                                public class Consents {
                                    java.time.Instant at(java.time.Clock clock) {
                                        return java.time.Instant.now(clock);
                                    }
                                }
                                """);

        assertEquals(List.of(), StyleGuard.violations(planted.repository()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.time.Instant.now()",
                "Instant.now()",
                "LocalDate.now(ZONE)",
                "System.currentTimeMillis()",
                "Clock.systemUTC()",
                "Thread.sleep(1)",
                "uni.await().indefinitely()",
                "uni.await().atMost(LIMIT)",
                "uni\n.await()\n.indefinitely()",
                "emitter.sendAndForget(event)",
                "uni.subscribe().with(done -> {})",
                "session.upsertMultiple(rows)",
                "rows.forEach(session::upsertMultiple)",
                "ids.map(Instant::now)",
                "cause.printStackTrace()",
                "System.out.println(1)",
                "System.err.println(1)"
            })
    void reportsCallsThatBreakAPromise(String call) {
        Planted planted = Planted.in(folder).main(SERVICE, STORE, consents(call));

        assertOne(planted, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UUID.randomUUID()", "Math.random()", "ThreadLocalRandom.current()"})
    void reportsChanceInTheDomainOnly(String call) {
        Planted planted =
                Planted.in(folder)
                        .main(SERVICE, STORE, consents(call))
                        .main(SERVICE, RULES, consents(call).replace("Consents", "Rules"));

        Violation found = assertOne(planted, 6);
        assertEquals("Rules.java", String.valueOf(found.file().getFileName()));
    }

    @ParameterizedTest
    @CsvSource({"Thread.sleep(1), 6", "TimeUnit.SECONDS.sleep(1), 6"})
    void reportsTestsThatSleep(String call, int line) {
        Planted planted =
                Planted.in(folder).test(SERVICE, "jp.kisai.consent.SomeTest", consents(call));

        assertOne(planted, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConsentsImpl",
                "ConsentManager",
                "DateHelper",
                "DateUtil",
                "DateUtils",
                "RowMapper",
                "ConsentDto",
                "BaseStore",
                "StoreBase",
                "AbstractStore",
                "IStore"
            })
    void reportsNamesThatSayNothing(String name) {
        Planted planted =
                Planted.in(folder)
                        .main(
                                SERVICE,
                                "jp.kisai.consent.store." + name,
                                "/// Promises.\nclass " + name + " {}\n");

        assertOne(planted, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Database", "Implementation", "Utility", "Item", "IcCard", "Distribution"})
    void acceptsNamesThatOnlyResembleThem(String name) {
        Planted planted =
                Planted.in(folder)
                        .main(
                                SERVICE,
                                "jp.kisai.consent.store." + name,
                                "/// Promises.\nclass " + name + " {}\n");

        assertEquals(List.of(), StyleGuard.violations(planted.repository()));
    }

    @Test
    void reportsDefaultsOverStatesButNotOverLetters() {
        Planted planted =
                Planted.in(folder)
                        .main(
                                SERVICE,
                                RULES,
                                """
                                /// Judges.
                                class Rules {
                                    int state(Item item) {
                                        return switch (item) {
                                            case ADDRESS -> 1;
                                            default -> 2;
                                        };
                                    }

                                    int letter(char letter) {
                                        return switch (letter) {
                                            case 'a' -> 1;
                                            default -> 2;
                                        };
                                    }
                                }
                                """);

        assertOne(planted, 8);
    }

    @ParameterizedTest
    @CsvSource({"main, 38, 0", "main, 39, 1", "test, 58, 0", "test, 59, 1"})
    void reportsMethodsThatAreTooLong(String folderName, int statements, int violations) {
        String method = "    void go() {\n" + "        count++;\n".repeat(statements) + "    }\n";

        assertLengths(folderName, method, violations);
    }

    @ParameterizedTest
    @CsvSource({"main, 295, 0", "main, 296, 1", "test, 495, 0", "test, 496, 1"})
    void reportsFilesThatAreTooLong(String folderName, int fields, int violations) {
        assertLengths(folderName, "    int i;\n".repeat(fields), violations);
    }

    private void assertLengths(String folderName, String members, int violations) {
        String source = "/// Counts.\nclass Consents {\n" + members + "}\n";
        Planted planted = Planted.in(folder);
        if (folderName.equals("main")) {
            planted.main(SERVICE, STORE, source);
        } else {
            planted.test(SERVICE, STORE, source);
        }

        List<Violation> found = StyleGuard.violations(planted.repository());

        assertEquals(violations, found.size(), found::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import lombok.Data;\n/// Promises.\nclass Consents {}",
                "import static org.mockito.Mockito.mock;\n/// Promises.\nclass Consents {}",
                "/// Promises.\n"
                        + "@GeneratedValue(strategy = GenerationType.IDENTITY)\n"
                        + "class Consents {}",
                "class Consents {}",
                "/// Promises.\n// TO" + "DO later\nclass Consents {}",
                "/// Promises.\nclass Consents { { try { go(); } catch (Exception e) { } } }"
            })
    void reportsOtherThingsThatAreNotDoneHere(String source) {
        Planted planted = Planted.in(folder).main(SERVICE, STORE, source);

        assertEquals(1, StyleGuard.violations(planted.repository()).size());
    }

    @Test
    void reportsAPackageWhoseNullsGoUnchecked() {
        Planted planted =
                Planted.in(folder)
                        .main(SERVICE, STORE, "/// Finds.\nclass Consents {}")
                        .file(
                                SERVICE + "/src/main/java/jp/kisai/consent/store/package-info.java",
                                "package jp.kisai.consent.store;\n")
                        .file(
                                SERVICE + "/src/test/java/jp/kisai/consent/other/SomeTest.java",
                                "package jp.kisai.consent.other;\nclass SomeTest {}\n");

        List<Violation> found = StyleGuard.violations(planted.repository());

        assertEquals(3, found.size(), found::toString);
        assertTrue(found.stream().allMatch(violation -> violation.why().contains("@NullMarked")));
    }

    @Test
    void reportsUnfinishedWorkOutsideTheSources() {
        Planted planted = Planted.in(folder).file("README.md", "fine\nFIX" + "ME\n");

        assertOne(planted, 2);
    }

    private static String consents(String call) {
        return """
        /// Promises.
        class Consents {
            Object go() {
                return %s;
            }
        }
        """
                .formatted(call);
    }

    private static Violation assertOne(Planted planted, int line) {
        List<Violation> found = StyleGuard.violations(planted.repository());
        assertEquals(1, found.size(), found::toString);
        assertEquals(line, found.getFirst().line(), found::toString);
        return found.getFirst();
    }
}
