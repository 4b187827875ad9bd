package jp.kisai.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import jp.kisai.contracts.event.EventData;
import jp.kisai.contracts.vocabulary.DeadLetterCause;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// Events as the bytes of a record's value, and back.
///
/// Writing is deterministic: equal events give equal bytes. Reading trusts nobody: limits first,
/// then UTF-8 and JSON, then the JSON Schemas of envelope and data, then the vocabulary's own
/// rules. Whatever the bytes, it answers and never throws.
public final class Events {

    /// The longest value that is read, in bytes.
    public static final int MAX_BYTES = 1 << 20;

    /// The value of [Headers#CONTENT_TYPE].
    public static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final String SPEC_VERSION = "1.0";
    private static final String DATA_MEDIA_TYPE = "application/json";
    private static final int TYPICAL_BYTES = 1024;

    private Events() {}

    /// Instants are cut to microseconds, which is what every store here keeps.
    public static byte[] write(CloudEvent<?> event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = EventJson.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("specversion", SPEC_VERSION);
            json.writeStringField("id", event.id().toString());
            json.writeStringField("source", event.source().urn());
            json.writeStringField("type", event.type().name());
            json.writeStringField("subject", event.subject().text());
            json.writeStringField("time", event.time().truncatedTo(ChronoUnit.MICROS).toString());
            json.writeStringField("datacontenttype", DATA_MEDIA_TYPE);
            json.writeStringField("dataschema", event.type().dataSchema());
            json.writeStringField("prefecture", event.prefecture().digits());
            if (event.sequence().isPresent()) {
                json.writeNumberField("sequence", event.sequence().getAsLong());
            }
            json.writeFieldName("data");
            EventJson.MAPPER.writerFor(event.type().data()).writeValue(json, event.data());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(
                    "memory does not fail, and every event can be written", impossible);
        }
        return bytes.toByteArray();
    }

    /// @param value as it came, from anyone; null is a record without a value
    public static Reading read(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return unreadable("empty");
        }
        if (value.length > MAX_BYTES) {
            return unreadable("longer than " + MAX_BYTES + " bytes");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return readTree(EventJson.MAPPER.readTree(text.toString()));
        } catch (CharacterCodingException notUtf8) {
            return unreadable("not UTF-8");
        } catch (JsonProcessingException notJson) {
            return unreadable(EventJson.whereOf(notJson));
        }
    }

    private static Reading readTree(JsonNode json) {
        if (json.isMissingNode()) {
            return unreadable("empty");
        }
        JsonNode name = json.path("type");
        if (!name.isTextual()) {
            return outOfContract("/type");
        }
        Optional<EventType<?>> type = EventType.named(name.textValue());
        return type.isPresent() ? readAs(type.get(), json) : unknownType("/type");
    }

    private static Reading readAs(EventType<?> type, JsonNode json) {
        Optional<String> violation = Schemas.violationOf(Schemas.ENVELOPE, json);
        if (violation.isPresent()) {
            return outOfContract(violation.get());
        }
        if (!isReadable(json.path("dataschema"), type)) {
            return unknownType("/dataschema");
        }
        Optional<String> violationInData = Schemas.violationOf(type.schema(), json.path("data"));
        if (violationInData.isPresent()) {
            return outOfContract("/data" + violationInData.get());
        }
        try {
            return new Reading.Read(bind(type, json));
        } catch (JsonMappingException wrongData) {
            return outOfContract("/data" + EventJson.pointerOf(wrongData));
        } catch (DateTimeException noSuchDay) {
            return outOfContract("/time");
        } catch (JsonProcessingException | IllegalArgumentException wrongAttribute) {
            return outOfContract("the envelope");
        }
    }

    private static Reading unreadable(String where) {
        return new Reading.Unreadable(DeadLetterCause.UNREADABLE, where);
    }

    private static Reading outOfContract(String where) {
        return new Reading.Unreadable(DeadLetterCause.OUT_OF_CONTRACT, where);
    }

    private static Reading unknownType(String where) {
        return new Reading.Unreadable(DeadLetterCause.UNKNOWN_TYPE, where);
    }

    /// A later minor version only adds optional fields, which are ignored; another major version
    /// may mean anything.
    private static boolean isReadable(JsonNode dataSchema, EventType<?> type) {
        return dataSchema.isMissingNode()
                || dataSchema.textValue().matches(type.readableDataSchemas());
    }

    private static <D extends EventData> CloudEvent<D> bind(EventType<D> type, JsonNode json)
            throws JsonProcessingException {
        JsonNode sequence = json.path("sequence");
        return new CloudEvent<>(
                Uuids.parse(json.path("id").textValue()),
                new Source(json.path("source").textValue()),
                type,
                HolderId.of(json.path("subject").textValue()),
                Instant.parse(json.path("time").textValue()),
                new PrefectureCode(json.path("prefecture").textValue()),
                sequence.isMissingNode()
                        ? OptionalLong.empty()
                        : OptionalLong.of(sequence.longValue()),
                EventJson.MAPPER.treeToValue(json.path("data"), type.data()));
    }
}
