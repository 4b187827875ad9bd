package jp.kisai.notification.domain;

import java.util.EnumMap;
import java.util.Map;

/// Every sentence that a holder can read, in every language. The only place where reasons become
/// words.
public final class Catalogue {

    private final Map<Language, Map<String, String>> texts;

    /// @param texts the texts of every language, each under the same keys
    /// @throws IllegalArgumentException if a language is missing, or lacks a text that another has
    public Catalogue(Map<Language, Map<String, String>> texts) {
        EnumMap<Language, Map<String, String>> copy = new EnumMap<>(Language.class);
        texts.forEach((language, entries) -> copy.put(language, Map.copyOf(entries)));
        for (Language one : Language.values()) {
            for (Language other : Language.values()) {
                if (!entries(copy, one).keySet().equals(entries(copy, other).keySet())) {
                    throw new IllegalArgumentException(
                            one + " and " + other + " do not have the same texts");
                }
            }
        }
        this.texts = copy;
    }

    /// @throws IllegalArgumentException if there is no such text: a defect of the catalogue
    String text(Language language, String key) {
        String text = entries(texts, language).get(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key + " in " + language);
        }
        return text;
    }

    Map<String, String> of(Language language) {
        return entries(texts, language);
    }

    private static Map<String, String> entries(
            Map<Language, Map<String, String>> texts, Language language) {
        Map<String, String> entries = texts.get(language);
        if (entries == null) {
            throw new IllegalArgumentException("no texts in " + language);
        }
        return entries;
    }
}
