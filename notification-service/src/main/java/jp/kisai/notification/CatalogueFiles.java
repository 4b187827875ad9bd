package jp.kisai.notification;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import jp.kisai.notification.domain.Catalogue;
import jp.kisai.notification.domain.Language;

/// Reads the catalogue of texts: one file for each language, `catalogue/<tag>.properties` in UTF-8.
public final class CatalogueFiles {

    private CatalogueFiles() {}

    @Produces
    @Singleton
    public static Catalogue catalogue() {
        Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            texts.put(language, read("/catalogue/" + language.tag() + ".properties"));
        }
        return new Catalogue(texts);
    }

    private static Map<String, String> read(String resource) {
        Properties properties = new Properties();
        try (InputStream file = CatalogueFiles.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("the build lacks " + resource);
            }
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        Map<String, String> texts = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }
}
