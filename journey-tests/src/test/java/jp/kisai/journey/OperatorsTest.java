package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.doubles.Counter;
import jp.kisai.localstack.doubles.Municipality;
import jp.kisai.localstack.doubles.Town;
import jp.kisai.localstack.doubles.Wire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator on duty with the runbook: its commands, as they stand, on the running suite.
///
/// A municipality has sent with a certificate that nobody had registered.
class OperatorsTest {

    private static final String RUNBOOK = "docs/operate/dead-letters.md";
    private static final int SENT = 4;
    private static final int MOST_LOOKS = 60;
    private static final Pattern ID = Pattern.compile("^([0-9a-f-]{36}) ", Pattern.MULTILINE);
    private static final Pattern PLAN =
            Pattern.compile("^plan +([0-9a-f-]{36})$", Pattern.MULTILINE);

    @TempDir private Path folder;

    private final LocalStack stack = Suite.running().stack();

    @BeforeEach
    void launcher() throws Exception {
        assumeTrue(PageSteps.isInstalled("bash"), "bash is not installed: skipped");
        Launcher.kisai(folder, stack);
    }

    @Test
    void theRunbookMendsWhatWasSetAside() throws Exception {
        PageSteps runbook = PageSteps.of(RUNBOOK, folder);
        Municipality stranger = Municipality.in(folder.resolve("new-key"), Town.SENDAI_AOBA);
        send(stranger);
        List<String> letters = lettersOf(runbook);
        Map<String, String> variables =
                Map.of("LETTER", letters.getFirst(), "JUNK", letters.get(1));
        new Counter(stack.addresses().access())
                .register(
                        stranger,
                        Instant.now().minus(Duration.ofDays(1)),
                        Instant.now().plus(Duration.ofDays(365)));

        String rehearsed = runbook.run(List.of("rehearse"), variables);
        String replayed = runbook.run(List.of("replay"), variables);
        String prepared = runbook.run(List.of("prepare"), variables);
        String plan = first(PLAN, prepared);
        String confirmed = runbook.run(List.of("confirm"), Map.of("PLAN", plan));
        String log = runbook.run(List.of("log"), Map.of());

        assertEquals("HANDLED", rehearsed.strip());
        assertEquals("HANDLED\nGIVEN_UP", replayed.strip());
        assertTrue(prepared.contains("rehearsed    {\"HANDLED\":" + (SENT - 2) + "}"), prepared);
        assertTrue(confirmed.contains("outcomes     {\"HANDLED\":" + (SENT - 2) + "}"), confirmed);
        for (String action : List.of("REPLAY", "GIVE_UP", "PREPARE", "CONFIRM")) {
            assertTrue(log.contains(action), log);
        }
    }

    @Test
    void flowsArePausedAndLetGo() throws Exception {
        String output = PageSteps.of(RUNBOOK, folder).run(List.of("pause"), Map.of());

        List<String> lines =
                output.lines()
                        .filter(line -> line.contains("consent.decided.v1"))
                        .filter(line -> line.startsWith("licence-service"))
                        .toList();
        assertEquals(3, lines.size(), output);
        assertTrue(lines.get(1).contains("PAUSED"), output);
        assertFalse(lines.get(2).contains("PAUSED"), output);
    }

    @Test
    void nobodyIsHeldAndTheReportsSaySo() throws Exception {
        Suite.day();

        String parked = PageSteps.of(RUNBOOK, folder).run(List.of("parked"), Map.of());
        String reports =
                PageSteps.of("docs/operate/reports.md", folder)
                        .run(List.of("drift", "balance"), Map.of());

        assertTrue(parked.contains("Nobody is held."), parked);
        for (Town town : Town.values()) {
            assertTrue(reports.contains(town.code().digits()), reports);
        }
    }

    /// Different people, so that none stands in another's way.
    private void send(Municipality stranger) throws IOException {
        try (Wire wire = new Wire(stack.broker().bootstrapServers())) {
            for (int i = 0; i < SENT; i++) {
                wire.send(
                                stranger.changed(
                                        new HolderId(UUID.randomUUID()),
                                        ChangeReason.MOVE,
                                        Instant.now().minus(Duration.ofDays(1)),
                                        new ItemChange.Address(
                                                Town.SENDAI_AOBA.code(),
                                                Town.SENDAI_AOBA.officeAddress())),
                                stranger.signer())
                        .join();
            }
        }
    }

    /// Looks until all that was sent is set aside, and then closely.
    private List<String> lettersOf(PageSteps runbook) throws Exception {
        PageSteps looking =
                new PageSteps(
                        Map.of(
                                "look",
                                "./kisai dead-letters list consent-service"
                                        + " --cause UNKNOWN_PRODUCER"),
                        folder);
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<String> letters =
                    ID.matcher(looking.run(List.of("look"), Map.of()))
                            .results()
                            .map(MatchResult::group)
                            .map(String::strip)
                            .toList();
            if (letters.size() >= SENT) {
                String listed = runbook.run(List.of("list"), Map.of("LETTER", letters.getFirst()));
                assertTrue(listed.contains("/data/effectiveAt"), listed);
                assertFalse(listed.contains(Town.SENDAI_AOBA.officeAddress()), listed);
                return letters;
            }
        }
        throw new AssertionError("what was sent is not set aside");
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group(1);
    }
}
