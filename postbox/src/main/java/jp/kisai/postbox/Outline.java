package jp.kisai.postbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jp.kisai.contracts.EventType;
import org.jspecify.annotations.Nullable;

/// What a record looks like, without what it says: the names that the contract knows, and of each
/// value its kind and length.
///
/// A name that the contract does not know is the sender's text, so it is not shown either.
final class Outline {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_LINES = 200;
    private static final int DEEPEST = 8;
    private static final String UNKNOWN = "?";
    private static final Set<String> NAMES = names();

    private Outline() {}

    /// JSON pointers and what is there; empty for what is no JSON object.
    static Map<String, String> of(byte @Nullable [] value) {
        Map<String, String> lines = new TreeMap<>();
        if (value != null) {
            try {
                JsonNode json = JSON.readTree(value);
                if (json != null && json.isObject()) {
                    draw("", json, lines, 0);
                }
            } catch (JsonProcessingException notJson) {
                return Map.of();
            } catch (IOException impossible) {
                throw new IllegalStateException("memory does not fail", impossible);
            }
        }
        return lines;
    }

    private static void draw(String at, JsonNode node, Map<String, String> lines, int depth) {
        if (lines.size() >= MOST_LINES) {
            return;
        }
        if (node.isEmpty() || depth == DEEPEST) {
            lines.put(at, kind(node));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(
                            member ->
                                    draw(
                                            at + "/" + shown(member.getKey()),
                                            member.getValue(),
                                            lines,
                                            depth + 1));
        } else {
            for (int i = 0; i < node.size(); i++) {
                draw(at + "/" + i, node.get(i), lines, depth + 1);
            }
        }
    }

    private static String shown(String name) {
        return NAMES.contains(name) ? name : UNKNOWN;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "text of " + node.textValue().length();
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case ARRAY -> "list of " + node.size();
            case OBJECT -> "object of " + node.size();
            case BINARY, MISSING, POJO -> UNKNOWN;
        };
    }

    private static Set<String> names() {
        Set<String> names =
                new HashSet<>(
                        Set.of(
                                "specversion",
                                "id",
                                "source",
                                "type",
                                "subject",
                                "time",
                                "datacontenttype",
                                "dataschema",
                                "prefecture",
                                "sequence",
                                "data"));
        Set<Type> seen = new HashSet<>();
        EventType.ALL.forEach(type -> collect(type.data(), names, seen));
        return Set.copyOf(names);
    }

    /// The members of records, of those in them, and of the cases of sealed types.
    private static void collect(Type type, Set<String> names, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, names, seen);
            }
        } else if (type instanceof Class<?> known && known.getName().startsWith("jp.kisai.")) {
            if (known.isRecord()) {
                for (RecordComponent component : known.getRecordComponents()) {
                    names.add(component.getName());
                    collect(component.getGenericType(), names, seen);
                }
            }
            if (known.isSealed()) {
                for (Class<?> permitted : known.getPermittedSubclasses()) {
                    collect(permitted, names, seen);
                }
            }
        }
    }
}
