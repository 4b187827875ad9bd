package jp.kisai.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jp.kisai.contracts.event.ResidentChanged;
import jp.kisai.contracts.vocabulary.ChangeReason;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every field of every golden file, damaged in every way: refused, with its place and without its
/// value.
class SchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Stands for personal data: it must never come out again.
    private static final String SECRET = "鹿児島";

    private static final Map<String, UnaryOperator<JsonNode>> DAMAGE =
            Map.of(
                    "null", was -> JSON.nullNode(),
                    "an object", was -> JSON.createObjectNode().put("x", SECRET),
                    "an array of arrays",
                            was -> JSON.createArrayNode().add(JSON.createArrayNode().add(SECRET)),
                    "text", was -> new TextNode(SECRET.repeat(100)),
                    "no text", was -> new TextNode(""),
                    "a negative number", was -> JSON.getNodeFactory().numberNode(-1),
                    "a fraction", was -> JSON.getNodeFactory().numberNode(0.5),
                    "a huge number", was -> JSON.getNodeFactory().numberNode(1e300),
                    "a line break behind", was -> new TextNode(was.asText() + "\n"),
                    "a NUL behind", was -> new TextNode(was.asText() + "\0"));

    @TestFactory
    Stream<DynamicTest> refusesEveryFieldInEveryDamagedForm() {
        return GoldenField.all(field -> true)
                .flatMap(
                        field ->
                                DAMAGE.keySet().stream()
                                        .map(
                                                damage ->
                                                        DynamicTest.dynamicTest(
                                                                field + " as " + damage,
                                                                () ->
                                                                        refusesDamaged(
                                                                                field, damage))));
    }

    @TestFactory
    Stream<DynamicTest> refusesARequiredFieldLeftOut() {
        return GoldenField.all(GoldenField::isRequired)
                .map(
                        field ->
                                DynamicTest.dynamicTest(
                                        field.toString(),
                                        () -> {
                                            Reading reading = Events.read(field.without());
                                            Reading.Unreadable refused =
                                                    assertInstanceOf(
                                                            Reading.Unreadable.class, reading);
                                            assertEquals(
                                                    DeadLetterCause.OUT_OF_CONTRACT,
                                                    refused.cause());
                                            assertTrue(
                                                    refused.where().startsWith(field.pointer()),
                                                    refused.where());
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> takesAnOptionalFieldLeftOut() {
        return GoldenField.all(field -> !field.isRequired())
                .map(
                        field ->
                                DynamicTest.dynamicTest(
                                        field.toString(),
                                        () ->
                                                assertInstanceOf(
                                                        Reading.Read.class,
                                                        Events.read(field.without()))));
    }

    @TestFactory
    Stream<DynamicTest> ignoresFieldsOfALaterMinorVersion() {
        return Samples.all().entrySet().stream()
                .map(
                        sample ->
                                DynamicTest.dynamicTest(
                                        sample.getKey(),
                                        () -> {
                                            JsonNode json =
                                                    JSON.readTree(Events.write(sample.getValue()));
                                            addUnknownFields(json);
                                            ((ObjectNode) json)
                                                    .put(
                                                            "dataschema",
                                                            sample.getValue()
                                                                    .type()
                                                                    .dataSchema()
                                                                    .replace(":1.0", ":1.7"));
                                            assertEquals(
                                                    new Reading.Read(sample.getValue()),
                                                    Events.read(JSON.writeValueAsBytes(json)));
                                        }));
    }

    @Test
    void takesAnUnknownReasonForCannotKnow() throws IOException {
        Reading reading = Events.read(changed("/data/reason", new TextNode("ADOPTION")));
        ResidentChanged data =
                assertInstanceOf(
                        ResidentChanged.class,
                        assertInstanceOf(Reading.Read.class, reading).event().data());
        assertEquals(ChangeReason.UNKNOWN, data.reason());
    }

    @Test
    void refusesAnotherMajorVersionOfTheData() throws IOException {
        assertEquals(
                new Reading.Unreadable(DeadLetterCause.UNKNOWN_TYPE, "/dataschema"),
                Events.read(
                        changed(
                                "/dataschema",
                                new TextNode("urn:kisai:schema:resident.changed:2.0"))));
    }

    @Test
    void refusesATypeItDoesNotKnow() throws IOException {
        assertEquals(
                new Reading.Unreadable(DeadLetterCause.UNKNOWN_TYPE, "/type"),
                Events.read(changed("/type", new TextNode("jp.kisai.resident.changed.v2"))));
    }

    @Test
    void refusesTheSameItemTwice() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(Events.write(Samples.move()));
        ArrayNode items = (ArrayNode) json.at("/data/items");
        items.add(items.get(0).deepCopy());
        assertRefused("/data/items", Events.read(JSON.writeValueAsBytes(json)));
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatOnlyTheVocabularyKnowsToBeWrong() {
        return Map.of(
                        "/data/items/0/municipality", "131017",
                        "/data/effectiveAt", "2026-02-30T00:00:00Z",
                        "/time", "2026-02-30T00:00:00Z")
                .entrySet()
                .stream()
                .map(
                        wrong ->
                                DynamicTest.dynamicTest(
                                        wrong.getKey(),
                                        () -> {
                                            Reading reading =
                                                    Events.read(
                                                            changed(
                                                                    wrong.getKey(),
                                                                    new TextNode(
                                                                            wrong.getValue())));
                                            assertFalse(
                                                    reading.toString().contains(wrong.getValue()),
                                                    reading.toString());
                                            assertRefused(wrong.getKey(), reading);
                                        }));
    }

    private static void refusesDamaged(GoldenField field, String damage) throws IOException {
        JsonNode damaged = DAMAGE.getOrDefault(damage, was -> was).apply(field.value());
        Reading.Unreadable refused =
                assertInstanceOf(Reading.Unreadable.class, Events.read(field.with(damaged)));
        assertTrue(refused.where().startsWith(field.pointer()), refused.where());
        assertFalse(refused.where().contains(SECRET), refused.where());
    }

    private static void assertRefused(String pointer, Reading reading) {
        Reading.Unreadable refused = assertInstanceOf(Reading.Unreadable.class, reading);
        assertEquals(DeadLetterCause.OUT_OF_CONTRACT, refused.cause());
        assertTrue(refused.where().startsWith(pointer), refused.where());
    }

    private static byte[] changed(String pointer, JsonNode value) throws IOException {
        return GoldenField.ofTheMove(pointer).with(value);
    }

    private static void addUnknownFields(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.put("addedLater", SECRET);
        }
        node.forEach(SchemasTest::addUnknownFields);
    }
}
