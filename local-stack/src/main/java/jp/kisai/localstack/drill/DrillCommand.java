package jp.kisai.localstack.drill;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What operators practise.
@Command(
        name = "drill",
        description = "Does to a stack of its own what happens to one in life, and judges the end.",
        synopsisSubcommandLabel = "DRILL",
        subcommands = {
            RollingRestartCommand.class,
            RestoreCommand.class,
            CommandLine.HelpCommand.class
        })
public final class DrillCommand {}
