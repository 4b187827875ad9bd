package jp.kisai.licence.outside;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.kisai.contracts.vocabulary.PrefectureCode;
import jp.kisai.licence.LicenceSettings;
import jp.kisai.licence.domain.Office;

/// The offices and their hours, read once at the start. A list that cannot be read stops it.
///
/// The list that comes with the service holds what two prefectures have published; an installation
/// names its own.
@Startup
@Singleton
public class Offices {

    private static final String OWN_LIST = "/offices.json";

    private final List<Office> offices;

    Offices(ObjectMapper json, LicenceSettings settings) {
        try (InputStream list = open(settings.offices())) {
            offices = List.copyOf(json.readValue(list, new TypeReference<List<Office>>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the list of offices cannot be read", unreadable);
        }
    }

    /// Those of one prefecture; none where nothing is known of it.
    public List<Office> in(PrefectureCode prefecture) {
        return offices.stream().filter(it -> it.prefecture().equals(prefecture)).toList();
    }

    private static InputStream open(Optional<Path> list) throws IOException {
        return list.isPresent()
                ? Files.newInputStream(list.get())
                : Objects.requireNonNull(Offices.class.getResourceAsStream(OWN_LIST));
    }
}
