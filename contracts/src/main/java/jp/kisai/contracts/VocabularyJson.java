package jp.kisai.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;
import jp.kisai.contracts.vocabulary.CardReference;
import jp.kisai.contracts.vocabulary.CertificateSerial;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.LicenceNumber;
import jp.kisai.contracts.vocabulary.MunicipalityCode;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.contracts.vocabulary.RecordVersion;
import jp.kisai.contracts.vocabulary.Uuids;

/// The vocabulary in JSON, the same in events and in every REST answer: ids are texts, versions are
/// numbers, times have microseconds at most.
public final class VocabularyJson extends SimpleModule {

    public VocabularyJson() {
        super("kisai-vocabulary");
        text(UUID.class, UUID::toString, Uuids::parse);
        text(Instant.class, at -> at.truncatedTo(ChronoUnit.MICROS).toString(), Instant::parse);
        text(LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(HolderId.class, HolderId::text, HolderId::of);
        text(ChangeKey.class, ChangeKey::text, ChangeKey::of);
        text(CardReference.class, CardReference::text, CardReference::new);
        text(CertificateSerial.class, CertificateSerial::text, CertificateSerial::of);
        text(LicenceNumber.class, LicenceNumber::digits, LicenceNumber::new);
        text(MunicipalityCode.class, MunicipalityCode::digits, MunicipalityCode::new);
        text(PrefectureCode.class, PrefectureCode::digits, PrefectureCode::new);
        addSerializer(RecordVersion.class, new VersionWriter());
        addDeserializer(RecordVersion.class, new VersionReader());
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new TextWriter<>(type, write));
        addDeserializer(type, new TextReader<>(type, read));
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
}
