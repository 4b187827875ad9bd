package jp.kisai.localstack;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import jp.kisai.localstack.demo.DemoCommand;
import jp.kisai.localstack.demo.ExplainCommand;
import jp.kisai.localstack.demo.SampleCommand;
import jp.kisai.localstack.demo.SendCommand;
import jp.kisai.localstack.drill.DrillCommand;
import jp.kisai.localstack.operate.AuditCommand;
import jp.kisai.localstack.operate.DeadLettersCommand;
import jp.kisai.localstack.operate.FlowCommand;
import jp.kisai.localstack.operate.OperationsCommand;
import jp.kisai.localstack.operate.ParkedCommand;
import jp.kisai.localstack.operate.PlanCommand;
import jp.kisai.localstack.operate.ReportCommand;
import jp.kisai.localstack.process.PartFailed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The commands behind the launcher `./kisai`.
@Command(
        name = "kisai",
        description = "Keeps Japan's My Number driving licence true after life happens.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            SendCommand.class,
            SampleCommand.class,
            ExplainCommand.class,
            DeadLettersCommand.class,
            PlanCommand.class,
            ParkedCommand.class,
            FlowCommand.class,
            OperationsCommand.class,
            ReportCommand.class,
            AuditCommand.class,
            DrillCommand.class,
            UpCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Kisai {

    private static final String DATA = "--data";

    /// What a shell reports for a program that Ctrl-C ended.
    private static final int INTERRUPTED = 130;

    private static volatile boolean leaving;

    private Kisai() {}

    public static void main(String[] arguments) {
        // Kafka's clients report every lost connection; the commands themselves say what matters.
        LogManager.getLogManager().reset();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leaving = true, "leaving"));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Kisai())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setDefaultValueProvider(Kisai::defaultOf)
                .setExecutionExceptionHandler((e, command, _) -> explain(e, command));
    }

    /// The data folder belongs to the checkout, not to the folder one happens to be in.
    private static @Nullable String defaultOf(ArgSpec argument) {
        return argument instanceof OptionSpec option && option.longestName().equals(DATA)
                ? Home.folder().resolve(".kisai").toString()
                : null;
    }

    /// After Ctrl-C everything that is interrupted fails; that is not news.
    private static int explain(Exception e, CommandLine command) throws Exception {
        if (leaving) {
            return INTERRUPTED;
        }
        if (e instanceof PartFailed || e instanceof IllegalArgumentException) {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
