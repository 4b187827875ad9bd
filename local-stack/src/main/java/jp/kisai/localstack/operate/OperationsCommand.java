package jp.kisai.localstack.operate;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What operators did.
@Command(
        name = "operations",
        description = "Who did what to a service, when and why; the newest first.")
public final class OperationsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private final Operator operator = new Operator();

    @Parameters(paramLabel = "SERVICE")
    private String service;

    @Option(names = "--before", defaultValue = "", description = "an instant in UTC")
    private String before;

    @Override
    public Integer call() {
        Table.of(
                        operator.desk().get(service, "/operations/log", Map.of("before", before)),
                        "at",
                        "operator",
                        "action",
                        "outcome",
                        "topic",
                        "partition",
                        "offset",
                        "letter",
                        "plan",
                        "hold",
                        "reason")
                .print(spec.commandLine().getOut(), "Nobody has done anything.");
        return 0;
    }
}
