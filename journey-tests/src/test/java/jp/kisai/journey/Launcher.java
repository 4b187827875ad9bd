package jp.kisai.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.kisai.localstack.Home;
import jp.kisai.localstack.LocalStack;

/// Programs as the pages of the documentation call them, made of this JVM's class path.
final class Launcher {

    private Launcher() {}

    /// `./kisai` for a running stack.
    static void kisai(Path folder, LocalStack stack) throws IOException {
        write(
                folder.resolve("kisai"),
                List.of("-Dkisai.home=" + Home.folder()),
                "jp.kisai.localstack.Kisai",
                List.of("--data", stack.data().toAbsolutePath().toString()));
    }

    /// `kafka-consumer-groups.sh` of Kafka's distribution.
    static void kafkaConsumerGroups(Path folder) throws IOException {
        write(
                folder.resolve("kafka-consumer-groups.sh"),
                List.of(),
                "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
                List.of());
    }

    private static void write(Path file, List<String> options, String program, List<String> last)
            throws IOException {
        List<String> java =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"));
        Files.writeString(
                file,
                "#!/bin/sh\nexec %s \"$@\" %s\n"
                        .formatted(
                                Stream.of(java, options, List.of(program))
                                        .flatMap(List::stream)
                                        .map(Launcher::quoted)
                                        .collect(Collectors.joining(" ")),
                                last.stream()
                                        .map(Launcher::quoted)
                                        .collect(Collectors.joining(" "))));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String quoted(String word) {
        return "'" + word + "'";
    }
}
