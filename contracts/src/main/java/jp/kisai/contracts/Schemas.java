package jp.kisai.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The JSON Schemas (2020-12) of the contract, compiled once. Nothing outside the class path is
/// ever fetched.
final class Schemas {

    /// The envelope of every event; the schemas of [EventType#schema()] describe what is in its
    /// `data`.
    static final String ENVELOPE = "/schemas/envelope.v1.json";

    /// Definitions that the other schemas refer to by file name.
    private static final String COMMON = "/schemas/common.v1.json";

    /// Where the schemas lie as far as their references to each other are concerned. No such host
    /// exists (RFC 6761 §6.4).
    private static final String BASE = "https://kisai.invalid";

    private static final Map<String, Schema> COMPILED = compile();

    private Schemas() {}

    /// Where the first violation is, as a JSON pointer, with the keyword that refuses it; never a
    /// value.
    static Optional<String> violationOf(String schema, JsonNode json) {
        List<Error> errors = Objects.requireNonNull(COMPILED.get(schema), schema).validate(json);
        return errors.isEmpty() ? Optional.empty() : Optional.of(where(errors.getFirst()));
    }

    static String text(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// A property's name is named only if the contract names it: an unknown one is the sender's
    /// text.
    private static String where(Error error) {
        String missing = error.getKeyword().equals("required") ? "/" + error.getProperty() : "";
        return error.getInstanceLocation() + missing + " (" + error.getKeyword() + ")";
    }

    private static Map<String, Schema> compile() {
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemas(Map.of(BASE + COMMON, text(COMMON)))
                                        .schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .failFast(true)
                                                        .pathType(PathType.JSON_POINTER)
                                                        .preloadSchema(true)
                                                        .build()));
        return Stream.concat(Stream.of(ENVELOPE), EventType.ALL.stream().map(EventType::schema))
                .collect(
                        Collectors.toUnmodifiableMap(
                                name -> name,
                                name -> {
                                    Schema schema =
                                            registry.getSchema(
                                                    SchemaLocation.of(BASE + name),
                                                    text(name),
                                                    InputFormat.JSON);
                                    schema.initializeValidators();
                                    return schema;
                                }));
    }
}
