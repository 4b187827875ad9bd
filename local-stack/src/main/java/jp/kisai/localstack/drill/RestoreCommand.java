package jp.kisai.localstack.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.TerminalProgress;
import jp.kisai.localstack.demo.Movers;
import jp.kisai.localstack.demo.Outside;
import jp.kisai.localstack.process.Folders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./kisai drill restore`.
@Command(
        name = "restore",
        description = {
            "Takes base backups, loses databases, restores them to a point behind Kafka, reads the",
            "topics again, and judges whether the four databases agree; then loses Kafka's offsets.",
            "Takes about seven minutes on two cores and 5 GB of memory. Exit code 0 if all is well, else 1."
        })
public final class RestoreCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Spec private CommandSpec spec;

    @Option(
            names = "--people",
            description = "who move each time (default: ${DEFAULT-VALUE})",
            defaultValue = "12")
    private int people;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "where the stack's data goes, to be looked at afterwards (default: a temporary"
                            + " folder that is deleted)")
    private @Nullable Path kept;

    @Override
    public Integer call()
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        if (kept != null) {
            return play(Files.createDirectories(kept));
        }
        Path folder = Files.createTempDirectory("kisai-drill");
        try {
            return play(folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private int play(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        try (LocalStack stack =
                        LocalStack.builder(folder)
                                .archivingWal()
                                .preparation(Outside::prepare)
                                .progress(new TerminalProgress(out))
                                .build()
                                .start();
                Outside outside = Outside.of(stack, PATIENCE)) {
            outside.stage().open();
            Movers movers = new Movers(outside.stage(), people, RestoreDrill.DISASTERS);
            try (RestoreDrill drill = new RestoreDrill(stack, outside.stage(), movers, out)) {
                boolean well = drill.play();
                reports(folder);
                out.println(
                        well
                                ? "All is well: the databases agree, and nothing was done twice."
                                : "NOT well: " + String.join("; ", drill.failures()));
                return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            }
        }
    }

    /// What an operator would look at, in the words of `./kisai report`.
    private void reports(Path folder) {
        CommandLine kisai = spec.root().commandLine();
        kisai.execute("report", "drift", "--data", folder.toString());
        kisai.execute("report", "balance", "--data", folder.toString());
    }
}
