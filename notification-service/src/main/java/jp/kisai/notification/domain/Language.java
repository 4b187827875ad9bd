package jp.kisai.notification.domain;

import java.util.Optional;
import java.util.stream.Stream;

/// The languages of every text.
public enum Language {
    JAPANESE("ja"),
    /// やさしい日本語: short sentences, plain words, a reading after every kanji word.
    EASY_JAPANESE("ja-easy"),
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /// How it is asked for over REST and named in the catalogue's files.
    public String tag() {
        return tag;
    }

    public static Optional<Language> tagged(String tag) {
        return Stream.of(values()).filter(language -> language.tag.equals(tag)).findFirst();
    }
}
