package jp.kisai.testkit.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Topics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractGuardTest {

    private static final List<EventType<?>> TYPES = List.of(EventType.NOTICE_SENT);
    private static final String GOLDEN = "contracts/src/test/resources/golden/";

    @TempDir Path folder;

    private Planted planted;

    @BeforeEach
    void everythingThatATypeNeeds() {
        String topics =
                Topics.ALL.stream()
                        .map(topic -> "`" + topic + "`")
                        .collect(Collectors.joining("\n"));
        planted =
                Planted.in(folder)
                        .file("contracts/src/main/resources/schemas/notice.sent.v1.json", "{}")
                        .file(GOLDEN + "notice.sent.v1-portal.json", "{}")
                        .file("docs/reference/events.md", "`jp.kisai.notice.sent.v1`\n" + topics);
    }

    @Test
    void acceptsATypeThatHasEverything() {
        assertEquals(List.of(), ContractGuard.violations(planted.repository(), TYPES));
    }

    @Test
    void reportsATypeThatHasNothing() {
        List<EventType<?>> types = List.of(EventType.NOTICE_SENT, EventType.DAY_BALANCED);

        List<Violation> found = ContractGuard.violations(planted.repository(), types);

        assertEquals(3, found.size(), found::toString);
        assertTrue(
                found.stream().allMatch(violation -> violation.why().contains("day-balanced.v1")));
    }

    @Test
    void reportsATopicThatIsNotDescribed() {
        planted.file("docs/reference/events.md", "`jp.kisai.notice.sent.v1`");

        assertEquals(
                Topics.ALL.size(), ContractGuard.violations(planted.repository(), TYPES).size());
    }

    @Test
    void reportsAGoldenFileThatNobodyReads() {
        planted.file(GOLDEN + "notice.sent.v0.json", "{}");

        List<Violation> found = ContractGuard.violations(planted.repository(), TYPES);

        assertEquals(1, found.size(), found::toString);
    }
}
