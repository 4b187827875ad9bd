package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.Topics;
import jp.kisai.localstack.Home;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
import jp.kisai.testkit.guard.Repository;
import jp.kisai.testkit.guard.ShellBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages for incidents tell operators to type works on the running suite: our own
/// commands, Kafka's, the questions to the databases, the metrics that are looked for.
class RunbooksTest {

    private static final String PAGES = "docs/operate";
    private static final List<String> HEADINGS =
            List.of("Meaning", "Impact", "Confirm", "Mitigate", "Fix", "Verify", "Escalate");
    private static final Pattern HEADING =
            Pattern.compile("^\\*\\*([A-Z][a-z]+)\\*\\*", Pattern.MULTILINE);

    /// Those that ask the running stack, and name nothing that has to be there first.
    private static final Pattern OWN =
            Pattern.compile(
                    "\\./kisai (?:flow|dead-letters|parked|report)(?!.*(?:\\$|[A-Z]{4} )).*");

    /// Their commands are run by [OperatorsTest].
    private static final Set<String> RUN_ELSEWHERE =
            Set.of("docs/operate/dead-letters.md", "docs/operate/reports.md");

    private static final Pattern QUESTION =
            Pattern.compile(
                    "kubectl cnpg psql -n kisai ([a-z-]+?)-db(?:-restored)? -- .*-c \"([^\"]+)\".*");
    private static final Pattern SOUGHT =
            Pattern.compile(
                    "curl -s localhost:9000/q/metrics \\| grep (?:-E |-i )?(['\"]?)(.+)\\1");

    @TempDir private Path folder;

    private final LocalStack stack = Suite.running().stack();
    private final List<ShellBlock> blocks = ShellBlock.below(Repository.here(), PAGES);

    static Stream<Path> runbooks() throws IOException {
        try (Stream<Path> pages = Files.list(Home.folder().resolve(PAGES).resolve("runbooks"))) {
            return pages.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void hasTheSevenHeadingsInTheirOrder(Path runbook) throws IOException {
        assertEquals(
                HEADINGS,
                HEADING.matcher(Files.readString(runbook))
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    @Test
    void ourOwnCommandsWork() throws Exception {
        assumeTrue(PageSteps.isInstalled("bash"), "bash is not installed: skipped");
        Set<String> commands =
                blocks.stream()
                        .filter(block -> !RUN_ELSEWHERE.contains(block.page()))
                        .flatMap(block -> block.commands().stream())
                        .filter(command -> OWN.matcher(command).matches())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        commands.add("./kisai flow");
        Launcher.kisai(folder, stack);

        String output =
                new PageSteps(Map.of("all", String.join("\n", commands)), folder)
                        .run(List.of("all"), Map.of());

        assertTrue(commands.stream().anyMatch(command -> command.contains(" pause ")));
        assertTrue(output.contains("Nobody is held."), output);
    }

    @ParameterizedTest
    @CsvSource({
        "lag, lag, LICENCE, " + Topics.CONSENT_DECIDED,
        "stuck-partition, partitions, CONSENT, " + Topics.RESIDENT_CHANGED
    })
    void kafkasOwnToolShowsAGroup(String runbook, String step, Service service, String topic)
            throws Exception {
        assumeTrue(PageSteps.isInstalled("bash"), "bash is not installed: skipped");
        Map<String, String> settings = stack.broker().settingsOf(service.module());
        Files.write(
                folder.resolve(service.module() + ".properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
        Launcher.kafkaConsumerGroups(folder);

        String output =
                PageSteps.of(PAGES + "/runbooks/" + runbook + ".md", folder)
                        .run(
                                List.of(step),
                                Map.of(
                                        "KAFKA",
                                        settings.get("bootstrap.servers"),
                                        "PATH",
                                        folder + ":" + System.getenv("PATH")));

        assertTrue(output.contains(topic), output);
        assertFalse(output.contains("Error"), output);
    }

    @Test
    void theDatabasesTakeEveryQuestion() throws SQLException {
        List<String> asked = new ArrayList<>();
        for (ShellBlock block : blocks) {
            for (String command : block.commands()) {
                Matcher question = QUESTION.matcher(command);
                if (question.matches()) {
                    ask(question.group(1).replace('-', '_'), question.group(2));
                    asked.add(question.group(2));
                } else {
                    assertFalse(command.contains("psql"), command);
                }
            }
        }

        assertFalse(asked.isEmpty());
    }

    private void ask(String database, String question) throws SQLException {
        try (Connection connection = stack.database().connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            assertTrue(statement.execute(question), question);
        }
    }

    /// What is there only while it happens is on the page of metrics, which is itself compared with
    /// what the services report.
    @Test
    void everyMetricThatIsLookedForIsThere() throws Exception {
        Suite.day();
        List<String> lines = new ArrayList<>(Suite.metrics());
        lines.addAll(
                Files.readAllLines(Home.folder().resolve(PAGES).resolve("health-and-metrics.md")));
        Set<String> missing = new TreeSet<>();
        Set<String> sought = new TreeSet<>();
        for (ShellBlock block : blocks) {
            for (String command : block.commands()) {
                Matcher grep = SOUGHT.matcher(command);
                if (grep.matches()) {
                    sought.addAll(alternatives(grep.group(2)));
                }
            }
        }
        for (String metric : sought) {
            Pattern pattern = Pattern.compile(metric, Pattern.CASE_INSENSITIVE);
            if (lines.stream().noneMatch(line -> pattern.matcher(line).find())) {
                missing.add(metric);
            }
        }

        assertFalse(sought.isEmpty());
        assertEquals(Set.of(), missing);
    }

    /// `a_(b|c)|d` is `a_b`, `a_c` and `d`.
    private static List<String> alternatives(String pattern) {
        List<String> all = new ArrayList<>();
        for (String part : pattern.split("\\|(?![^(]*\\))", -1)) {
            Matcher group = Pattern.compile("\\(([^()]+)\\)").matcher(part);
            if (group.find()) {
                for (String choice : group.group(1).split("\\|", -1)) {
                    all.addAll(
                            alternatives(
                                    part.substring(0, group.start())
                                            + choice
                                            + part.substring(group.end())));
                }
            } else {
                all.add(part);
            }
        }
        return all;
    }
}
