package jp.kisai.contracts.vocabulary;

import java.util.UUID;

/// Names one municipal change for ever: who sent it, and the id it was sent under.
///
/// Ids are only unique per producer, so that nobody can have another's event taken for a duplicate.
public record ChangeKey(MunicipalityCode producer, UUID id) {

    private static final int CODE_LENGTH = 6;

    /// Reads `131016/0195f7c2-…`, the form that [#text()] writes.
    ///
    /// @throws IllegalArgumentException if the text is not of that form
    public static ChangeKey of(String text) {
        if (text.length() <= CODE_LENGTH || text.charAt(CODE_LENGTH) != '/') {
            throw new IllegalArgumentException(
                    "a change key is a municipality code, a slash and a UUID");
        }
        return new ChangeKey(
                new MunicipalityCode(text.substring(0, CODE_LENGTH)),
                Uuids.parse(text.substring(CODE_LENGTH + 1)));
    }

    public String text() {
        return producer.digits() + "/" + id;
    }

    @Override
    public String toString() {
        return text();
    }
}
