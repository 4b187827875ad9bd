package jp.kisai.licence.outside;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.domain.Office;

/// The offices and hours that prefectural police have published, read once at the start. The data
/// set is the suite's; what an installation enters beside it is kept by notification-service.
@Startup
@Singleton
public class Offices {

    private static final String PUBLISHED = "/published-offices.json";

    private final List<Office> offices;

    Offices(ObjectMapper json) {
        try (InputStream list =
                Objects.requireNonNull(Offices.class.getResourceAsStream(PUBLISHED))) {
            offices = List.copyOf(json.readValue(list, new TypeReference<List<Office>>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the list of offices cannot be read", unreadable);
        }
    }

    /// Those of one prefecture; where nothing is published of it, the kind of place that every
    /// prefecture has.
    public List<Office> in(PrefectureCode prefecture) {
        List<Office> published =
                offices.stream().filter(it -> it.prefecture().equals(prefecture)).toList();
        return published.isEmpty() ? List.of(Office.unpublished(prefecture)) : published;
    }
}
