package jp.kisai.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.contracts.event.EventData;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final int KAFKA_MAX_NAME = 249;

    @Test
    void namesEveryTopicOnce() throws IllegalAccessException {
        List<String> constants = constantsOf(Topics.class, String.class);
        assertEquals(constants.size(), new HashSet<>(constants).size());
        assertEquals(Set.copyOf(constants), Set.copyOf(Topics.ALL));
    }

    @Test
    void namesTopicsAsKafkaAllowsEvenForTheirDeadLetters() {
        for (String topic : Topics.ALL) {
            assertTrue(topic.matches("[a-z.-]+\\.v1"), topic);
            assertTrue(Topics.deadLetterOf(topic).length() <= KAFKA_MAX_NAME);
        }
    }

    @Test
    void listsEveryTypeOnceWithItsOwnNameRecordAndSchema()
            throws IllegalAccessException, IOException {
        List<?> constants = constantsOf(EventType.class, EventType.class);
        assertEquals(constants, EventType.ALL);
        assertEquals(EventType.ALL.size(), distinct(EventType.ALL.stream().map(EventType::name)));
        assertEquals(EventType.ALL.size(), distinct(EventType.ALL.stream().map(EventType::schema)));
        assertEquals(
                Set.of(EventData.class.getPermittedSubclasses()),
                EventType.ALL.stream().map(EventType::data).collect(Collectors.toSet()));
    }

    @Test
    void hasATypeForEveryTopicAndATopicForEveryType() {
        assertEquals(
                Set.copyOf(Topics.ALL),
                EventType.ALL.stream().map(EventType::topic).collect(Collectors.toSet()));
    }

    @Test
    void givesEverySchemaTheNameThatEventsCarry() throws IOException {
        for (EventType<?> type : EventType.ALL) {
            JsonNode schema = new ObjectMapper().readTree(Schemas.text(type.schema()));
            assertEquals("dataschema: " + type.dataSchema(), schema.path("$comment").textValue());
        }
    }

    @Test
    void findsTypesByTheirName() {
        for (EventType<?> type : EventType.ALL) {
            assertEquals(type, EventType.named(type.name()).orElseThrow());
        }
        assertTrue(EventType.named("jp.kisai.resident.changed.v2").isEmpty());
    }

    private static long distinct(Stream<String> names) {
        return names.distinct().count();
    }

    private static <T> List<T> constantsOf(Class<?> owner, Class<T> type)
            throws IllegalAccessException {
        List<T> constants = new ArrayList<>();
        for (Field field : owner.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType())) {
                constants.add(type.cast(field.get(null)));
            }
        }
        return constants;
    }
}
