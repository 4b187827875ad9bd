package jp.kisai.contracts;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One property of one golden file.
record GoldenField(String sample, JsonNode root, String pointer) {

    private static final ObjectMapper JSON = new ObjectMapper();

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
                    "certificateValidUntil",
                    "recalls",
                    "/data/evidence/certificate",
                    "crlNumber",
                    "crlThisUpdate",
                    "photo",
                    "card",
                    "failure",
                    "claimedId",
                    "revision",
                    "setAside");

    /// Optional elsewhere, not here.
    private static final Set<String> REQUIRED_HERE =
            Set.of(
                    "resident.changed.v1-cancellation/data/corrects",
                    "consent.decided.v1/data/revision",
                    "consent.decided.v1-no-consent/data/revision",
                    "card.encoding-reported.v1-failed/data/report/failure");

    static Stream<GoldenField> all(Predicate<GoldenField> which) {
        return Samples.all().entrySet().stream()
                .flatMap(
                        sample -> {
                            List<GoldenField> found = new ArrayList<>();
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

    private static void collect(
            String sample, JsonNode root, String pointer, List<GoldenField> found) {
        JsonNode node = root.at(pointer);
        if (node instanceof ObjectNode object) {
            object.fieldNames()
                    .forEachRemaining(
                            name -> {
                                found.add(new GoldenField(sample, root, pointer + "/" + name));
                                collect(sample, root, pointer + "/" + name, found);
                            });
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(sample, root, pointer + "/" + i, found);
        }
    }

    static GoldenField ofTheMove(String pointer) throws IOException {
        return new GoldenField("move", JSON.readTree(Events.write(Samples.move())), pointer);
    }

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
