package jp.kisai.testkit.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a page tells its reader to type.
///
/// @param text as it stands on the page
public record ShellBlock(String page, String text) {

    private static final Pattern FENCED =
            Pattern.compile(
                    "^ *```sh(?: step=[a-z-]+)?\\R(.*?)^ *```$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    /// Those of every page below a folder of the repository.
    public static List<ShellBlock> below(Repository repository, String folder) {
        Path root = repository.root();
        return repository.files(root.resolve(folder), ".md").stream()
                .flatMap(
                        page ->
                                FENCED.matcher(Repository.read(page))
                                        .results()
                                        .map(
                                                found ->
                                                        new ShellBlock(
                                                                root.relativize(page).toString(),
                                                                found.group(1))))
                .toList();
    }

    /// Its commands, each on one line.
    public List<String> commands() {
        List<String> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        for (String line : text.lines().map(String::strip).toList()) {
            boolean goesOn = line.endsWith("\\");
            command.append(goesOn ? line.substring(0, line.length() - 1).strip() : line);
            if (goesOn || hasOpenQuote(command)) {
                command.append(' ');
            } else if (!command.isEmpty()) {
                commands.add(command.toString());
                command.setLength(0);
            }
        }
        return commands;
    }

    private static boolean hasOpenQuote(CharSequence command) {
        char open = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (open == 0 && (c == '\'' || c == '"')) {
                open = c;
            } else if (c == open) {
                open = 0;
            }
        }
        return open != 0;
    }
}
