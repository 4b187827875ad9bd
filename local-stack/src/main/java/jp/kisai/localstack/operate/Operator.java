package jp.kisai.localstack.operate;

import java.nio.file.Path;
import jp.kisai.localstack.StackAddresses;
import picocli.CommandLine.Option;

/// Who works, and on which stack: options of every command here.
final class Operator {

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = "operator",
            description = "the operator's name in Keycloak (default: ${DEFAULT-VALUE})")
    private String name;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".kisai", hidden = true)
    private Path data;

    Desk desk() {
        return new Desk(StackAddresses.of(data), name);
    }
}
