package jp.kisai.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The AsyncAPI document says what the code does: the same topics, types and schemas.
class AsyncApiTest {

    private static final String DEAD_LETTER = "dead-letter";
    private static final JsonNode DOCUMENT = document();

    @Test
    void namesExactlyTheTopics() {
        Set<String> addresses =
                DOCUMENT.path("channels").properties().stream()
                        .map(channel -> channel.getValue().path("address").textValue())
                        .filter(address -> !address.equals(Topics.deadLetterOf("{topic}")))
                        .collect(Collectors.toSet());
        assertEquals(Set.copyOf(Topics.ALL), addresses);
        assertEquals(Topics.ALL.size() + 1, DOCUMENT.path("channels").size());
    }

    @Test
    void putsEveryTypeOnItsTopic() {
        Map<String, String> topics = new HashMap<>();
        DOCUMENT.path("channels")
                .properties()
                .forEach(
                        channel ->
                                channel.getValue()
                                        .path("messages")
                                        .forEach(
                                                message ->
                                                        topics.put(
                                                                resolved(message)
                                                                        .path("name")
                                                                        .textValue(),
                                                                channel.getValue()
                                                                        .path("address")
                                                                        .textValue())));
        topics.remove(DEAD_LETTER);

        assertEquals(
                EventType.ALL.stream().collect(Collectors.toMap(EventType::name, EventType::topic)),
                topics);
    }

    @Test
    void describesEveryTypeWithItsSchema() {
        Map<String, String> schemas = new HashMap<>();
        for (JsonNode message : DOCUMENT.at("/components/messages")) {
            JsonNode payload = message.at("/payload/allOf");
            if (payload.isArray()) {
                assertEquals("schemas/envelope.v1.json", payload.at("/0/$ref").textValue());
                assertEquals(message.path("name"), payload.at("/1/properties/type/const"));
                schemas.put(
                        message.path("name").textValue(),
                        "/" + payload.at("/1/properties/data/$ref").textValue());
            }
        }
        assertEquals(
                EventType.ALL.stream()
                        .collect(Collectors.toMap(EventType::name, EventType::schema)),
                schemas);
    }

    @Test
    void letsEveryMessageBeSentOrReceivedOnce() {
        List<String> references = new ArrayList<>();
        DOCUMENT.path("operations")
                .forEach(
                        operation ->
                                operation
                                        .path("messages")
                                        .forEach(
                                                message ->
                                                        references.add(
                                                                message.path("$ref").textValue())));
        List<String> messages = new ArrayList<>();
        DOCUMENT.path("channels")
                .properties()
                .forEach(
                        channel ->
                                channel.getValue()
                                        .path("messages")
                                        .properties()
                                        .forEach(
                                                message ->
                                                        messages.add(
                                                                "#/channels/"
                                                                        + channel.getKey()
                                                                        + "/messages/"
                                                                        + message.getKey())));

        assertEquals(messages.size(), references.size());
        assertEquals(Set.copyOf(messages), Set.copyOf(references));
    }

    @Test
    void refersOnlyToWhatExists() {
        List<JsonNode> references = DOCUMENT.findValues("$ref");
        assertFalse(references.isEmpty());
        for (JsonNode reference : references) {
            assertFalse(at(reference.textValue()).isMissingNode(), reference.textValue());
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? at(node.path("$ref").textValue()) : node;
    }

    private static JsonNode at(String reference) {
        int hash = reference.indexOf('#');
        String file = hash < 0 ? reference : reference.substring(0, hash);
        JsonNode root = file.isEmpty() ? DOCUMENT : json(new ObjectMapper(), "/" + file);
        return hash < 0 ? root : root.at(reference.substring(hash + 1));
    }

    private static JsonNode document() {
        return json(new ObjectMapper(new YAMLFactory()), "/asyncapi.yaml");
    }

    private static JsonNode json(ObjectMapper mapper, String resource) {
        try {
            return mapper.readTree(Schemas.text(resource));
        } catch (IOException broken) {
            throw new IllegalStateException(resource, broken);
        }
    }
}
