package jp.kisai.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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

    /// Left out without harm.
    private static final Set<String> OPTIONAL =
            Set.of(
                    "datacontenttype",
                    "dataschema",
                    "sequence",
                    "corrects",
                    "predecessor",
                    "until",
                    "consentVersion",
                    "/data/evidence/certificate",
                    "crlNumber",
                    "crlThisUpdate",
                    "photo",
                    "card",
                    "failure",
                    "claimedId");

    /// Optional elsewhere, not here.
    private static final Set<String> REQUIRED_HERE =
            Set.of(
                    "resident.changed.v1-correction/data/corrects",
                    "card.encoding-reported.v1-failed/data/report/failure");

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
        return fields(field -> true)
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
        return fields(Field::isRequired)
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
        return fields(field -> !field.isRequired())
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

    private static void refusesDamaged(Field field, String damage) throws IOException {
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
        return new Field("move", JSON.readTree(Events.write(Samples.move())), pointer).with(value);
    }

    private static void addUnknownFields(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.put("addedLater", SECRET);
        }
        node.forEach(SchemasTest::addUnknownFields);
    }

    private static Stream<Field> fields(Predicate<Field> which) {
        return Samples.all().entrySet().stream()
                .flatMap(
                        sample -> {
                            List<Field> found = new ArrayList<>();
                            try {
                                collect(
                                        sample.getKey(),
                                        JSON.readTree(Events.write(sample.getValue())),
                                        "",
                                        found);
                            } catch (IOException impossible) {
                                throw new IllegalStateException(impossible);
                            }
                            return found.stream();
                        })
                .filter(which);
    }

    private static void collect(String sample, JsonNode root, String pointer, List<Field> found) {
        JsonNode node = root.at(pointer);
        if (node instanceof ObjectNode object) {
            object.fieldNames()
                    .forEachRemaining(
                            name -> {
                                found.add(new Field(sample, root, pointer + "/" + name));
                                collect(sample, root, pointer + "/" + name, found);
                            });
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(sample, root, pointer + "/" + i, found);
        }
    }

    /// One property of one golden file.
    private record Field(String sample, JsonNode root, String pointer) {

        JsonNode value() {
            return root.at(pointer);
        }

        String name() {
            return JsonPointer.compile(pointer).last().getMatchingProperty();
        }

        boolean isRequired() {
            return REQUIRED_HERE.contains(toString())
                    || !(OPTIONAL.contains(name()) || OPTIONAL.contains(pointer));
        }

        byte[] with(JsonNode other) throws IOException {
            JsonNode copy = root.deepCopy();
            parentIn(copy).set(name(), other);
            return JSON.writeValueAsBytes(copy);
        }

        byte[] without() throws IOException {
            JsonNode copy = root.deepCopy();
            parentIn(copy).remove(name());
            return JSON.writeValueAsBytes(copy);
        }

        private ObjectNode parentIn(JsonNode copy) {
            return (ObjectNode) copy.at(JsonPointer.compile(pointer).head());
        }

        @Override
        public String toString() {
            return sample + pointer;
        }
    }
}
