package jp.kisai.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A real Prometheus that scrapes the running suite every second.
final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STARTS = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// @param folder a place of its own
    /// @param services where each service's metrics are, by name
    /// @param rules its rule files
    static Prometheus watching(Path folder, Map<String, URI> services, List<Path> rules)
            throws IOException {
        Path config = folder.resolve("prometheus.yaml");
        Files.writeString(config, config(services, rules));
        Path log = folder.resolve("prometheus.log");
        for (int start = 1; start <= STARTS; start++) {
            int port = freePort();
            Process process =
                    new ProcessBuilder(
                                    "prometheus",
                                    "--config.file=" + config,
                                    "--storage.tsdb.path=" + folder.resolve("tsdb"),
                                    "--web.listen-address=127.0.0.1:" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            Prometheus prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
            if (prometheus.isReady()) {
                return prometheus;
            }
            prometheus.close();
        }
        throw new IllegalStateException(Files.readString(log));
    }

    /// Returns when it answers, or has ended: somebody else was quicker to take the port.
    private boolean isReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !process.isAlive() || ask("/api/v1/status/runtimeinfo").has("data"));
        return process.isAlive();
    }

    private static String config(Map<String, URI> services, List<Path> rules) {
        return """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        scrape_configs:
        %s
        """
                .formatted(
                        rules.stream()
                                .map(rule -> rule.toAbsolutePath().toString())
                                .collect(Collectors.joining(", ")),
                        services.entrySet().stream()
                                .map(
                                        service ->
                                                "- {job_name: %s, metrics_path: /q/metrics, static_configs: [{targets: ['%s']}]}"
                                                        .formatted(
                                                                service.getKey(),
                                                                service.getValue().getAuthority()))
                                .collect(Collectors.joining("\n")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Returns when it has scraped each of them so often that a rate can be told.
    void awaitScrapes(int targets) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> series("sum_over_time(up[5m]) >= 4").size() >= targets);
    }

    /// What an expression evaluates to now.
    ///
    /// @throws IllegalArgumentException with what is wrong with it
    List<JsonNode> series(String expression) throws IOException, InterruptedException {
        JsonNode answer =
                ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalArgumentException(answer.path("error").asText());
        }
        return answer.at("/data/result").valueStream().toList();
    }

    /// Every rule with its health and what went wrong when it was evaluated.
    List<JsonNode> rules() throws IOException, InterruptedException {
        return ask("/api/v1/rules")
                .at("/data/groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /// The names of all series that there are.
    List<String> names() throws IOException, InterruptedException {
        return ask("/api/v1/label/__name__/values")
                .path("data")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                client.send(
                                HttpRequest.newBuilder(address.resolve(path)).build(),
                                BodyHandlers.ofString())
                        .body());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        client.close();
    }
}
