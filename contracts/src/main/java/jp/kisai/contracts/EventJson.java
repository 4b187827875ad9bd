package jp.kisai.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.event.CertificateStatusChanged;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Uuids;
import org.jspecify.annotations.Nullable;

/// How the records become JSON. The records know nothing of it: what JSON needs is said here.
final class EventJson {

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder()
                    .maxDocumentLength(Events.MAX_BYTES)
                    .maxNestingDepth(50)
                    .maxStringLength(256 * 1024)
                    .maxNameLength(200)
                    .maxNumberLength(40)
                    .build();

    static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(LIMITS)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .annotationIntrospector(new UnknownIsTheDefault())
                    .addModule(vocabulary())
                    .addMixIn(ItemChange.class, ByItem.class)
                    .addMixIn(ConsentDecided.ItemVerdict.class, ByVerdict.class)
                    .addMixIn(CertificateStatusChanged.Status.class, ByStatus.class)
                    .addMixIn(EncodingReported.Report.class, ByReport.class)
                    .addMixIn(ChangeAnswered.ItemAnswer.class, ByAnswer.class)
                    .build();

    private EventJson() {}

    /// Where reading stopped, without a word of what was there.
    static String whereOf(JsonProcessingException failure) {
        if (failure instanceof StreamConstraintsException) {
            return "a limit on depth, length or digits";
        }
        JsonLocation at = failure.getLocation();
        return at == null ? "not JSON" : "not JSON at character " + at.getCharOffset();
    }

    /// The JSON pointer (RFC 6901) of the field that could not be bound.
    static String pointerOf(JsonMappingException failure) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            pointer.append('/')
                    .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    private static SimpleModule vocabulary() {
        SimpleModule module = new SimpleModule("vocabulary");
        text(module, UUID.class, UUID::toString, Uuids::parse);
        text(
                module,
                Instant.class,
                at -> at.truncatedTo(ChronoUnit.MICROS).toString(),
                Instant::parse);
        text(module, LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(module, HolderId.class, HolderId::text, HolderId::of);
        text(module, ChangeKey.class, ChangeKey::text, ChangeKey::of);
        text(module, CardReference.class, CardReference::text, CardReference::new);
        text(module, CertificateSerial.class, CertificateSerial::text, CertificateSerial::of);
        text(module, LicenceNumber.class, LicenceNumber::digits, LicenceNumber::new);
        text(module, MunicipalityCode.class, MunicipalityCode::digits, MunicipalityCode::new);
        text(module, PrefectureCode.class, PrefectureCode::digits, PrefectureCode::new);
        module.addSerializer(RecordVersion.class, new VersionWriter());
        module.addDeserializer(RecordVersion.class, new VersionReader());
        return module;
    }

    private static <T> void text(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(type, new TextWriter<>(type, write));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    private static final class TextWriter<T> extends StdScalarSerializer<T> {
        private final transient Function<T, String> text;

        TextWriter(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(text.apply(value));
        }
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> read;

        TextReader(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw JsonMappingException.from(json, "not a string");
            }
            try {
                return read.apply(json.getText());
            } catch (IllegalArgumentException | DateTimeException wrong) {
                throw JsonMappingException.from(json, "not a " + handledType().getSimpleName());
            }
        }
    }

    private static final class VersionWriter extends StdScalarSerializer<RecordVersion> {
        VersionWriter() {
            super(RecordVersion.class);
        }

        @Override
        public void serialize(
                RecordVersion version, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeNumber(version.number());
        }
    }

    private static final class VersionReader extends StdScalarDeserializer<RecordVersion> {
        VersionReader() {
            super(RecordVersion.class);
        }

        @Override
        public RecordVersion deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            return new RecordVersion(json.getLongValue());
        }
    }

    /// A value that a later version of the contract added is read as `UNKNOWN`, in the enums that
    /// can say so.
    private static final class UnknownIsTheDefault extends JacksonAnnotationIntrospector {
        @Override
        public @Nullable Enum<?> findDefaultEnumValue(AnnotatedClass type, Enum<?>[] values) {
            return Arrays.stream(values)
                    .filter(value -> value.name().equals("UNKNOWN"))
                    .findFirst()
                    .orElse(null);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "item")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ItemChange.Address.class, name = "ADDRESS"),
        @JsonSubTypes.Type(value = ItemChange.Name.class, name = "NAME"),
        @JsonSubTypes.Type(value = ItemChange.BirthDate.class, name = "BIRTH_DATE"),
        @JsonSubTypes.Type(value = ItemChange.Domicile.class, name = "DOMICILE")
    })
    private interface ByItem {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ConsentDecided.Granted.class, name = "GRANTED"),
        @JsonSubTypes.Type(value = ConsentDecided.Refused.class, name = "REFUSED"),
        @JsonSubTypes.Type(value = ConsentDecided.Waiting.class, name = "WAITING")
    })
    private interface ByVerdict {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CertificateStatusChanged.Issued.class, name = "ISSUED"),
        @JsonSubTypes.Type(value = CertificateStatusChanged.Revoked.class, name = "REVOKED")
    })
    private interface ByStatus {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "report")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = EncodingReported.Accepted.class, name = "ACCEPTED"),
        @JsonSubTypes.Type(value = EncodingReported.Encoded.class, name = "ENCODED"),
        @JsonSubTypes.Type(value = EncodingReported.Failed.class, name = "FAILED")
    })
    private interface ByReport {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ChangeAnswered.Applied.class, name = "APPLIED"),
        @JsonSubTypes.Type(value = ChangeAnswered.Waiting.class, name = "WAITING"),
        @JsonSubTypes.Type(value = ChangeAnswered.Refused.class, name = "REFUSED")
    })
    private interface ByAnswer {}
}
