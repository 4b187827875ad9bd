package jp.kisai.notification.domain;

import java.util.List;

/// A notice in words.
///
/// @param title the subject line: it may be seen by others on a locked screen, so it tells nothing
///     of the person
/// @param paragraphs the body, from top to bottom
public record Letter(String title, List<String> paragraphs) {

    public Letter {
        paragraphs = List.copyOf(paragraphs);
    }
}
