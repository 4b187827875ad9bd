package jp.kisai.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// The cheapest question to a server.
public final class Sockets {

    private static final int TIMEOUT_MS = 500;

    private Sockets() {}

    /// Whether somebody accepts connections on this port of the loopback address.
    public static boolean listening(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
