package jp.kisai.localstack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL refuses to run as root, as in many containers and build machines.
///
/// For root the command is run in a new user namespace without a mapping: there it is nobody in
/// particular, yet still owns the files that root owns outside.
public final class Unprivileged {

    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private Unprivileged() {}

    public static List<String> command(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        if (!Files.isExecutable(UNSHARE)) {
            throw new PartFailed(
                    "PostgreSQL does not run as root, and /usr/bin/unshare (util-linux), which"
                            + " would help, is not installed. Run Kisai as another user.");
        }
        var wrapped = new ArrayList<String>(command.size() + 2);
        wrapped.add(UNSHARE.toString());
        wrapped.add("--user");
        wrapped.addAll(command);
        return wrapped;
    }
}
