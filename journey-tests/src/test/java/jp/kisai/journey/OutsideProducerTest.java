package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.localstack.Home;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.doubles.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A developer of a municipal system with a shell, `openssl`, `curl` and `kcat`, and the events
/// page: the page's own steps, as they stand, bring an event in and get its answer.
class OutsideProducerTest {

    private static final Pattern STEP =
            Pattern.compile(
                    "^```sh step=([a-z-]+)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final List<String> FIRST_EVENT =
            List.of("key", "register", "event", "sign", "send", "answer");
    private static final int LIMIT_SECONDS = 60;

    @TempDir private Path folder;

    @Test
    void theStepsOfTheEventsPageBringAnEventInAndGetItsAnswer() throws Exception {
        for (String tool : List.of("bash", "openssl", "curl", "kcat")) {
            assumeTrue(isInstalled(tool), tool + " is not installed: skipped");
        }
        LocalStack stack = Suite.running().stack();
        Access access = stack.addresses().access();
        Map<String, String> steps = steps();

        String output =
                run(
                        "set -euo pipefail\n"
                                + String.join("\n", FIRST_EVENT.stream().map(steps::get).toList()),
                        Map.of(
                                "KAFKA", stack.broker().bootstrapServers(),
                                "CONSENT", access.service("consent-service").toString(),
                                "OPERATOR_TOKEN", access.operatorToken(),
                                "HOLDER", UUID.randomUUID().toString()));

        assertTrue(output.contains("\"outcome\":\"REFUSED\""), output);
        assertTrue(output.contains("NO_CONSENT"), output);
    }

    private String run(String script, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(ended, "no end after " + LIMIT_SECONDS + " s: " + text);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    private static Map<String, String> steps() throws IOException {
        Map<String, String> steps = new TreeMap<>();
        Matcher matcher =
                STEP.matcher(Files.readString(Home.folder().resolve("docs/reference/events.md")));
        while (matcher.find()) {
            steps.put(matcher.group(1), matcher.group(2));
        }
        return steps;
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        }
    }
}
