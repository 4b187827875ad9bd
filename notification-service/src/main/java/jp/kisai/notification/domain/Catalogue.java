package jp.kisai.notification.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every sentence that a holder can read, in every language. The only place where reasons become
/// words.
public final class Catalogue {

    /// With what the names of reasons begin: those of the events, and those that the services
    /// answer.
    private static final List<String> REASONS =
            List.of("refusal.", "doubt.", "failure.", "consent.", "licence.", "card-writer.");

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

    /// The sentences that stand for a reason, and hold nothing of a case, by their names.
    public Map<String, String> reasons(Language language) {
        Map<String, String> reasons = new TreeMap<>();
        entries(texts, language)
                .forEach(
                        (key, text) -> {
                            if (REASONS.stream().anyMatch(key::startsWith)
                                    && text.indexOf('{') < 0) {
                                reasons.put(key, text);
                            }
                        });
        return reasons;
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
