package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.doubles.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A developer of a municipal system with a shell, `openssl`, `curl` and `kcat`, and the events
/// page: the page's own steps, as they stand, bring an event in and get its answer.
class OutsideProducerTest {

    private static final List<String> FIRST_EVENT =
            List.of("key", "register", "event", "sign", "send", "answer");

    @TempDir private Path folder;

    @Test
    void theStepsOfTheEventsPageBringAnEventInAndGetItsAnswer() throws Exception {
        for (String tool : List.of("bash", "openssl", "curl", "kcat")) {
            assumeTrue(PageSteps.isInstalled(tool), tool + " is not installed: skipped");
        }
        LocalStack stack = Suite.running().stack();
        Access access = stack.addresses().access();

        String output =
                PageSteps.of("docs/reference/events.md", folder)
                        .run(
                                FIRST_EVENT,
                                Map.of(
                                        "KAFKA", stack.broker().bootstrapServers(),
                                        "CONSENT", access.service("consent-service").toString(),
                                        "OPERATOR_TOKEN", access.operatorToken(),
                                        "HOLDER", UUID.randomUUID().toString()));

        assertTrue(output.contains("\"outcome\":\"REFUSED\""), output);
        assertTrue(output.contains("NO_CONSENT"), output);
    }
}
