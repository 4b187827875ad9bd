package jp.kisai.testkit.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The objects of one combination.
record Manifests(List<JsonNode> objects) {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Manifests parse(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return new Manifests(
                    documents.readAll().stream().filter(document -> document.isObject()).toList());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    Stream<JsonNode> of(String... kinds) {
        Set<String> wanted = Set.of(kinds);
        return objects.stream().filter(object -> wanted.contains(object.path("kind").asText()));
    }

    /// The objects whose pods are always there, as far as they are written down here.
    Stream<JsonNode> workloads() {
        return of("StatefulSet", "Deployment");
    }

    /// What timers start, each with the specification of the job that it makes.
    Stream<JsonNode> jobs() {
        return of("CronJob")
                .map(
                        timer ->
                                ((ObjectNode) timer.deepCopy())
                                        .set("spec", timer.at("/spec/jobTemplate/spec")));
    }

    /// Whatever makes pods.
    Stream<JsonNode> podMakers() {
        return Stream.concat(workloads(), jobs());
    }

    /// The objects that jobs make of what their ConfigMaps hold.
    Manifests templates() {
        return new Manifests(
                of("ConfigMap")
                        .flatMap(map -> map.path("data").properties().stream())
                        .filter(file -> file.getKey().endsWith(".yaml"))
                        .flatMap(file -> parse(file.getValue().asText()).objects().stream())
                        .filter(object -> object.has("kind"))
                        .toList());
    }

    Optional<JsonNode> named(String kind, String name) {
        return of(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static String id(JsonNode object) {
        return object.path("kind").asText() + "/" + name(object);
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /// The text of every element.
    static List<String> texts(JsonNode array) {
        return each(array).map(JsonNode::asText).toList();
    }
}
