package jp.kisai.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import jp.kisai.contracts.event.CertificateStatusChanged;
import jp.kisai.contracts.event.ChangeAnswered;
import jp.kisai.contracts.event.ConsentDecided;
import jp.kisai.contracts.event.EncodingReported;
import jp.kisai.contracts.vocabulary.ItemChange;
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
                    .addModule(new VocabularyJson())
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
