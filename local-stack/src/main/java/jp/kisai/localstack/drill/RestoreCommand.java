package jp.kisai.localstack.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.demo.Movers;
import jp.kisai.localstack.demo.Outside;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Spec private CommandSpec spec;

    @Option(
            names = "--people",
            description = "who move each time (default: ${DEFAULT-VALUE})",
            defaultValue = "12")
    private int people;

    @Mixin private final DrillFolder folder = new DrillFolder();

    @Override
    public Integer call()
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        return folder.play(
                spec.commandLine().getOut(), LocalStack.Builder::archivingWal, this::play);
    }

    private int play(LocalStack stack, Outside outside)
            throws IOException, InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Movers movers = new Movers(outside.stage(), people, RestoreDrill.DISASTERS);
        try (RestoreDrill drill = new RestoreDrill(stack, outside.stage(), movers, out)) {
            boolean well = drill.play();
            reports(stack.data());
            out.println(
                    well
                            ? "All is well: the databases agree, and nothing was done twice."
                            : "NOT well: " + String.join("; ", drill.failures()));
            return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    /// What an operator would look at, in the words of `./kisai report`.
    private void reports(Path folder) {
        CommandLine kisai = spec.root().commandLine();
        kisai.execute("report", "drift", "--data", folder.toString());
        kisai.execute("report", "balance", "--data", folder.toString());
    }
}
