package jp.kisai.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import jp.kisai.contracts.signature.CryptoProviders;
import jp.kisai.localstack.LocalStack;
import org.apache.kafka.common.utils.AppInfoParser;

/// The versions of what the numbers depend on.
record Versions(String java, String quarkus, String kafka, String postgres, String crypto) {

    private static final String QUARKUS_JAR = "io.quarkus.quarkus-core-";

    static Versions of(LocalStack stack) throws SQLException, IOException {
        return new Versions(
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                quarkusVersion(),
                AppInfoParser.getVersion(),
                postgres(stack),
                CryptoProviders.inUse());
    }

    private static String postgres(LocalStack stack) throws SQLException {
        try (Connection connection = stack.database().connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("show server_version")) {
            return found.next() ? found.getString(1) : "unknown";
        }
    }

    private static String quarkusVersion() throws IOException {
        Path jars =
                Path.of(System.getProperty("kisai.home", "."))
                        .resolve("consent-service/target/quarkus-app/lib/main");
        if (!Files.isDirectory(jars)) {
            return "unknown";
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(QUARKUS_JAR))
                    .map(name -> name.substring(QUARKUS_JAR.length()).replace(".jar", ""))
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
