package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyGuardTest {

    @TempDir Path folder;

    @Test
    void reportsADependencyWithoutAReason() {
        Planted planted =
                Planted.in(folder)
                        .file(
                                "consent-service/pom.xml",
                                """
                                <dependencies>
                                  <!-- Because. -->
                                  <dependency>
                                    <groupId>a</groupId>
                                  </dependency>
                                  <dependency>
                                    <groupId>a</groupId>
                                  </dependency>
                                  <dependency>
                                    <groupId>b</groupId>
                                  </dependency>
                                </dependencies>
                                """);

        List<Violation> found = DependencyGuard.violations(planted.repository());

        assertEquals(1, found.size(), found::toString);
        assertEquals(9, found.getFirst().line());
    }

    @Test
    void acceptsThatTheParentNamesOurOwnModules() {
        Planted planted =
                Planted.in(folder)
                        .file(
                                "pom.xml",
                                """
                                <dependencyManagement>
                                  <dependency>
                                    <groupId>jp.kisai</groupId>
                                  </dependency>
                                </dependencyManagement>
                                """);

        assertEquals(List.of(), DependencyGuard.violations(planted.repository()));
    }
}
