package jp.kisai.localstack.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    private static final int FIRST_OUTGOING = 32_768;

    @TempDir private Path folder;

    @Test
    void remembersThePortOfEachUse() {
        int broker = Ports.rememberedIn(folder).of("broker");
        int database = Ports.rememberedIn(folder).of("database");

        var again = Ports.rememberedIn(folder);

        assertEquals(broker, again.of("broker"));
        assertEquals(database, again.of("database"));
    }

    @Test
    void choosesAnotherWhereSomebodyElseHasTakenIt() throws IOException {
        int port = Ports.rememberedIn(folder).of("broker");
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertNotEquals(port, Ports.rememberedIn(folder).of("broker"));
        }
    }

    @Test
    void givesNoPortTwiceAndNoneThatLinuxGivesToOutgoingConnections() {
        var ports = Ports.rememberedIn(folder);
        var given = new HashSet<Integer>();
        for (int use = 0; use < 100; use++) {
            int port = ports.of("use-" + use);
            assertTrue(given.add(port));
            assertTrue(port < FIRST_OUTGOING);
        }
    }
}
