package jp.kisai.notification.domain;

import java.util.Optional;
import java.util.stream.Stream;

/// The languages of every text.
public enum Language {
    JAPANESE("ja", "ja"),
    /// やさしい日本語: short sentences, plain words, a reading after every kanji word.
    EASY_JAPANESE("ja-easy", "ja"),
    ENGLISH("en", "en");

    private final String tag;
    private final String locale;

    Language(String tag, String locale) {
        this.tag = tag;
        this.locale = locale;
    }

    /// As other systems know it: BCP 47 has no tag of its own for やさしい日本語.
    public String locale() {
        return locale;
    }

    /// How it is asked for over REST and named in the catalogue's files.
    public String tag() {
        return tag;
    }

    public static Optional<Language> tagged(String tag) {
        return Stream.of(values()).filter(language -> language.tag.equals(tag)).findFirst();
    }
}
