package jp.kisai.testkit.guard;

import java.nio.file.Path;

/// One place where a rule is broken.
///
/// @param file relative to the repository
/// @param line counted from 1
/// @param why what is wrong and why it matters
public record Violation(Path file, int line, String why) {

    /// In the form that editors turn into a link.
    @Override
    public String toString() {
        return file + ":" + line + ": " + why;
    }
}
