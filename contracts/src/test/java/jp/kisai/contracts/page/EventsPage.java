package jp.kisai.contracts.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `docs/reference/events.md`: its text, and the commands in it that claim to work. A block that
/// starts with ` ```sh step=NAME ` is such a command; it runs as it stands in `bash`.
final class EventsPage {

    private static final Path PAGE = Path.of("../docs/reference/events.md");
    private static final Pattern STEP =
            Pattern.compile(
                    "^```sh step=([a-z-]+)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private EventsPage() {}

    static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// The commands by their step's name, in the order of the page.
    static Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        Matcher blocks = STEP.matcher(text());
        while (blocks.find()) {
            if (steps.put(blocks.group(1), blocks.group(2)) != null) {
                throw new IllegalStateException("two steps are called " + blocks.group(1));
            }
        }
        return steps;
    }
}
