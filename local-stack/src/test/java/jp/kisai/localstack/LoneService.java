package jp.kisai.localstack;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// A stack of one service, at which the test answers.
final class LoneService {

    private LoneService() {}

    /// @param folder in which commands find the stack
    /// @return to be stopped by the caller
    static HttpServer serve(String service, Path folder, HttpHandler answer) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", answer);
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new StackAddresses(
                        ProcessHandle.current().pid(),
                        "nowhere:1",
                        "nowhere:2",
                        base.resolve("/realms/kisai"),
                        Map.of(service, base),
                        Map.of())
                .writeTo(folder);
        return server;
    }
}
