package jp.kisai.contracts.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.kisai.contracts.EventType;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Topics;
import org.junit.jupiter.api.Test;

/// The page for developers outside leaves nothing out, and points nowhere that is not there.
class EventsPageTest {

    private static final String PAGE = EventsPage.text();

    @Test
    void namesEveryTopicEveryTypeAndEveryHeader() {
        Stream.of(
                        Topics.ALL.stream(),
                        EventType.ALL.stream().map(EventType::name),
                        Stream.of(
                                Headers.CONTENT_TYPE,
                                Headers.SIGNATURE,
                                Headers.TRACE_PARENT,
                                Headers.BEGUN,
                                Headers.CAUSE,
                                Headers.STAGE,
                                Headers.ATTEMPTS,
                                Headers.ORIGIN))
                .flatMap(names -> names)
                .forEach(EventsPageTest::assertMentioned);
    }

    @Test
    void explainsEveryFieldAndEveryValueOfEverySchema() throws IOException {
        Set<String> words = new TreeSet<>();
        for (String schema :
                Stream.concat(
                                Stream.of("/schemas/envelope.v1.json", "/schemas/common.v1.json"),
                                EventType.ALL.stream().map(EventType::schema))
                        .toList()) {
            collect(json(schema), words);
        }
        assertTrue(words.containsAll(Set.of("producerSequence", "MARRIAGE", "NO_CONSENT")));
        words.forEach(EventsPageTest::assertMentioned);
    }

    @Test
    void linksOnlyToWhatIsThere() {
        Pattern.compile("]\\((?!http)([^)#]+)")
                .matcher(PAGE)
                .results()
                .map(link -> Path.of("../docs/reference").resolve(link.group(1)))
                .forEach(target -> assertTrue(Files.exists(target), target.toString()));
        List<String> headings =
                PAGE.lines()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3).toLowerCase(Locale.ROOT))
                        .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                        .toList();
        Pattern.compile("]\\(#([^)]+)\\)")
                .matcher(PAGE)
                .results()
                .forEach(link -> assertTrue(headings.contains(link.group(1)), link.group(1)));
    }

    @Test
    void hasTheStepsThatTheTestsRun() {
        assertEquals(
                List.of(
                        "key",
                        "register",
                        "event",
                        "sign",
                        "send",
                        "answer",
                        "verify",
                        "open-order",
                        "digest"),
                List.copyOf(EventsPage.steps().keySet()));
    }

    private static void assertMentioned(String word) {
        assertTrue(PAGE.contains("`" + word + "`"), () -> "`" + word + "` is not explained");
    }

    /// Names of properties, and the values of enums, closed or open.
    private static void collect(JsonNode schema, Set<String> words) {
        schema.path("properties").fieldNames().forEachRemaining(words::add);
        schema.path("enum").forEach(value -> words.add(value.textValue()));
        schema.path("examples").forEach(value -> words.add(value.textValue()));
        schema.forEach(part -> collect(part, words));
    }

    private static JsonNode json(String resource) throws IOException {
        try (InputStream in = EventType.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, resource));
        }
    }
}
