package jp.kisai.localstack.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.localstack.ServiceProcess;

/// One copy of a service, ended and started again.
///
/// @param copy the name it is known by
/// @param byItself whether it ended by itself, within the grace period
/// @param stopping from the signal until the process was gone
/// @param starting from the start until it was ready
/// @param errors what it logged as an error while it stopped
public record Restart(
        String copy, boolean byItself, Duration stopping, Duration starting, List<String> errors) {

    /// What a pod has after `preStop`: `terminationGracePeriodSeconds` less its five seconds.
    public static final Duration GRACE = Duration.ofSeconds(55);

    /// What the arithmetic above each StatefulSet comes to, again without `preStop`.
    public static final Duration ALLOWED = Duration.ofSeconds(42);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 300;

    /// As Kubernetes does it: SIGTERM, patience, SIGKILL, and a new process under the same name.
    /// Returns when that one is ready.
    public static Restart inOrder(ServiceProcess copy) throws IOException {
        long logged = Files.size(copy.log());
        long begun = System.nanoTime();
        boolean byItself = copy.stop(GRACE);
        Duration stopping = since(begun);
        List<String> errors = errorsSince(copy, logged);
        return new Restart(copy.instanceId(), byItself, stopping, start(copy), errors);
    }

    /// As when the machine loses power.
    public static Restart afterKill(ServiceProcess copy) {
        long begun = System.nanoTime();
        copy.kill();
        return new Restart(copy.instanceId(), false, since(begun), start(copy), List.of());
    }

    private static Duration start(ServiceProcess copy) {
        long begun = System.nanoTime();
        copy.start();
        return since(begun);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static List<String> errorsSince(ServiceProcess copy, long position) throws IOException {
        byte[] news;
        try (RandomAccessFile log = new RandomAccessFile(copy.log().toFile(), "r")) {
            log.seek(position);
            news = new byte[(int) (log.length() - position)];
            log.readFully(news);
        }
        List<String> errors = new ArrayList<>();
        new String(news, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .map(Restart::message)
                .forEach(errors::add);
        return errors;
    }

    private static String message(String line) {
        String text = line;
        try {
            JsonNode entry = JSON.readTree(line);
            text = entry.path("loggerName").asText() + ": " + entry.path("message").asText();
        } catch (JsonProcessingException notJson) {
            // shown as it is
        }
        return text.substring(0, Math.min(text.length(), SHOWN));
    }
}
