package jp.kisai.localstack.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.demo.Play;
import jp.kisai.localstack.process.Folders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the stack of a drill has its data.
final class DrillFolder {

    /// How long a drill waits for what must come.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "where the stack's data goes, to be looked at afterwards (default: a temporary"
                            + " folder that is deleted)")
    private @Nullable Path kept;

    /// Plays the drill on a new stack.
    ///
    /// @return the exit code
    int play(PrintWriter out, UnaryOperator<LocalStack.Builder> kind, Play drill)
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        if (kept != null) {
            return play(Files.createDirectories(kept), out, kind, drill);
        }
        Path folder = Files.createTempDirectory("kisai-drill");
        try {
            return play(folder, out, kind, drill);
        } finally {
            Folders.delete(folder);
        }
    }

    private static int play(
            Path folder, PrintWriter out, UnaryOperator<LocalStack.Builder> kind, Play drill)
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        return drill.on(kind.apply(LocalStack.builder(folder)), out, PATIENCE);
    }
}
