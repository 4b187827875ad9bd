package jp.kisai.testkit.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.testkit.guard.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The arithmetic above each StatefulSet is made of the numbers that the services really use.
class GraceTest {

    private static final Path ROOT = Repository.here().root();
    private static final List<String> SERVICES =
            List.of("consent", "licence", "card-writer", "notification");

    /// What the connector waits for a consumer to close where nothing else is said: twice a second.
    private static final int CLOSE_MS = 2_000;

    private static final Pattern ADDEND = Pattern.compile("^# +(\\d+) s  ", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"consent", "licence", "card-writer", "notification"})
    void theAddendsAreTheSettings(String service) throws IOException {
        String manifest =
                Files.readString(ROOT.resolve("deploy/k8s/base/" + service + "/statefulset.yaml"));
        int preStop = number(manifest, "preStop:\\s+sleep:\\s+seconds: (\\d+)");
        int requests =
                Integer.parseInt(
                        properties("deploy/k8s/base/" + service + "/config/application.properties")
                                .getProperty("quarkus.shutdown.timeout")
                                .replace("S", ""));
        int drain = postbox("kisai.postbox.drain-timeout-ms");
        int relay = postbox("kisai.postbox.relay.stop-timeout-ms");
        int consumers = consumersMs() / 1000;
        int all = preStop + requests + drain + relay + consumers;

        assertEquals(
                List.of(preStop, requests, drain, relay, consumers, all),
                ADDEND.matcher(manifest)
                        .results()
                        .map((MatchResult addend) -> Integer.parseInt(addend.group(1)))
                        .toList());
        assertEquals(WorkloadRules.STOPPING_SECONDS, all - preStop);
        assertTrue(number(manifest, "terminationGracePeriodSeconds: (\\d+)") >= all);
    }

    /// A commit at the end waits for the poll under way, and is given up after its own interval.
    @Test
    void aPollIsOverBeforeTheLastCommitIsGivenUp() throws IOException {
        int poll = pollMs();
        for (String service : SERVICES) {
            for (int interval : commitIntervals(service)) {
                assertTrue(2 * poll < interval, service + ": " + poll + " and " + interval);
            }
        }
    }

    /// Of the service with the most channels: they are closed one after the other.
    private static int consumersMs() throws IOException {
        int most = 0;
        for (String service : SERVICES) {
            int all = 0;
            for (int interval : commitIntervals(service)) {
                all += 4 * pollMs() + 2 * interval + CLOSE_MS;
            }
            most = Math.max(most, all);
        }
        return most;
    }

    private static int pollMs() throws IOException {
        return Integer.parseInt(
                properties("postbox/src/main/resources/META-INF/microprofile-config.properties")
                        .getProperty("mp.messaging.connector.smallrye-kafka.poll-timeout"));
    }

    /// One for each channel.
    private static List<Integer> commitIntervals(String service) throws IOException {
        Properties settings =
                properties(service + "-service/src/main/resources/application.properties");
        assertFalse(
                settings.stringPropertyNames().stream()
                        .anyMatch(
                                name ->
                                        name.endsWith(".poll-timeout")
                                                || name.endsWith(".default.api.timeout.ms")
                                                || name.endsWith(".graceful-shutdown")),
                service + " stops in another way than the others");
        return settings.stringPropertyNames().stream()
                .filter(name -> name.matches("mp\\.messaging\\.incoming\\.[^.]+\\.connector"))
                .map(name -> name.replace(".connector", ".auto.commit.interval.ms"))
                .map(name -> Integer.valueOf(settings.getProperty(name)))
                .toList();
    }

    /// The page is compared with the sources by a guard.
    private static int postbox(String setting) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operate/settings.md"));
        return number(page, Pattern.quote("`" + setting + "`") + " \\| `(\\d+)`") / 1000;
    }

    private static int number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return Integer.parseInt(matcher.group(1));
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(ROOT.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}
