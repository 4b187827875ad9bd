package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import jp.kisai.localstack.Service;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a service was started with can be read, by its owner alone, to run it in another way.
class EnvironmentsTest {

    @ParameterizedTest
    @EnumSource(Service.class)
    void liesBesideTheDataForTheOwnerAlone(Service service) throws IOException {
        Path file = Suite.running().folder().resolve("environments").resolve(service.module());

        List<String> lines = Files.readAllLines(file);

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Map<String, String> kafka = Suite.running().stack().broker().settingsOf(service.module());
        assertTrue(lines.contains("KAFKA_SECURITY_PROTOCOL=SSL"));
        assertTrue(lines.contains("KAFKA_BOOTSTRAP_SERVERS=" + kafka.get("bootstrap.servers")));
        assertTrue(lines.stream().allMatch(line -> line.matches("[A-Z0-9_]+=.*")));
    }
}
