package jp.kisai.localstack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts commands in a session of their own, so that Ctrl-C in the terminal reaches only us and
/// the parts can be stopped in order.
final class Detached {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Detached() {}

    static List<String> command(String... command) {
        return command(List.of(command));
    }

    static List<String> command(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        var detached = new ArrayList<String>(command.size() + 1);
        detached.add(SETSID.toString());
        detached.addAll(command);
        return detached;
    }
}
