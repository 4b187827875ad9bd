package jp.kisai.localstack.process;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Free ports, remembered in the data folder: what is started again there answers at the same
/// address.
///
/// They lie below the range from which Linux takes the ports of outgoing connections. Inside it, a
/// client that keeps asking for a dead server's port can be given that very port as its own,
/// connect to itself, and keep the server from ever coming back.
public final class Ports {

    private static final int FIRST = 18_000;
    private static final int LAST = 31_999;
    private static final int ATTEMPTS = 200;

    private final Path file;
    private final Properties known = new Properties();
    private final Set<Integer> given = new HashSet<>();

    private Ports(Path file) {
        this.file = file;
    }

    public static Ports rememberedIn(Path folder) {
        var ports = new Ports(folder.resolve("ports.properties"));
        if (Files.exists(ports.file)) {
            try (Reader reader = Files.newBufferedReader(ports.file)) {
                ports.known.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ports;
    }

    /// The port for this use: the remembered one where it is still free, else another.
    public synchronized int of(String use) {
        String remembered = known.getProperty(use);
        if (remembered != null) {
            int port = Integer.parseInt(remembered);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        int port = anyFree();
        known.setProperty(use, Integer.toString(port));
        save();
        return port;
    }

    private int anyFree() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (!known.containsValue(Integer.toString(port)) && isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new PartFailed("No free port between " + FIRST + " and " + LAST + ".");
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void save() {
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                known.store(writer, "Delete this file to have new ports chosen.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
