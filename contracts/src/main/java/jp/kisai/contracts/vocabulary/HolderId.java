package jp.kisai.contracts.vocabulary;

import java.util.UUID;

/// The pseudonym under which a person is known to this suite, and to it alone.
///
/// It is the key of every topic. It is not the My Number (個人番号), which never enters the suite.
/// [#toString()] is masked, so that a holder cannot be followed through logs; [#text()] is the
/// whole id.
public record HolderId(UUID value) {

    /// @throws IllegalArgumentException if the text is not a UUID; the message does not repeat it
    public static HolderId of(String text) {
        return new HolderId(Uuids.parse(text));
    }

    public String text() {
        return value.toString();
    }

    @Override
    public String toString() {
        return "holder:" + text().substring(0, 4) + "…";
    }
}
