package jp.kisai.journey.guards;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jp.kisai.testkit.guard.ConfigGuard;
import jp.kisai.testkit.guard.ContractGuard;
import jp.kisai.testkit.guard.DependencyGuard;
import jp.kisai.testkit.guard.DocsGuard;
import jp.kisai.testkit.guard.MigrationGuard;
import jp.kisai.testkit.guard.PinGuard;
import jp.kisai.testkit.guard.PurityGuard;
import jp.kisai.testkit.guard.Repository;
import jp.kisai.testkit.guard.RestGuard;
import jp.kisai.testkit.guard.SettingsGuard;
import jp.kisai.testkit.guard.StyleGuard;
import jp.kisai.testkit.guard.Violation;
import jp.kisai.testkit.guard.WordsGuard;
import org.junit.jupiter.api.Test;

/// Every rule holds everywhere. That the guards see a violation when there is one is proven where
/// they live, in the test-kit.
class GuardsTest {

    private final Repository repository = Repository.here();

    @Test
    void theSourcesKeepTheStyle() {
        assertNone(StyleGuard.violations(repository));
    }

    @Test
    void theDomainIsPureAndServicesDoNotKnowEachOther() {
        assertNone(PurityGuard.violations(repository));
    }

    @Test
    void noServiceCanLoseAnEventByItsSettings() {
        assertNone(ConfigGuard.violations(repository));
    }

    @Test
    void theMigrationsFitTogether() {
        assertNone(MigrationGuard.violations(repository));
    }

    @Test
    void everyDependencyHasAReason() {
        assertNone(DependencyGuard.violations(repository));
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertNone(DocsGuard.violations(repository));
    }

    @Test
    void everyOperationIsDescribedWithWhoMayUseIt() {
        assertNone(RestGuard.violations(repository));
    }

    @Test
    void everySettingIsDocumented() {
        assertNone(SettingsGuard.violations(repository));
    }

    @Test
    void everyEventIsDescribedAndRemembered() {
        assertNone(ContractGuard.violations(repository));
    }

    @Test
    void nobodyCanSendOrKeepAPin() {
        assertNone(PinGuard.violations(repository));
    }

    @Test
    void theDictionaryHasEveryWord() {
        assertNone(WordsGuard.violations(repository));
    }

    private static void assertNone(List<Violation> violations) {
        assertTrue(
                violations.isEmpty(),
                () ->
                        violations.stream()
                                .map(Violation::toString)
                                .collect(joining("\n", "\n", "\n")));
    }
}
