package jp.kisai.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.demo.Day;
import jp.kisai.localstack.demo.Outside;
import jp.kisai.localstack.demo.Performance;
import jp.kisai.localstack.demo.Performance.Result;
import jp.kisai.localstack.demo.Stage;
import org.jspecify.annotations.Nullable;

/// The whole suite, running: one for all tests of this JVM, in a folder of its own, gone with it.
final class Suite {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static @Nullable Suite running;
    private static @Nullable List<Result> day;

    private final LocalStack stack;
    private final Outside outside;

    private Suite(LocalStack stack, Outside outside) {
        this.stack = stack;
        this.outside = outside;
    }

    static synchronized Suite running() {
        if (running == null) {
            Path folder = Path.of("target", "suite-" + ProcessHandle.current().pid());
            LocalStack stack =
                    LocalStack.builder(folder).preparation(Outside::prepare).build().start();
            try {
                Outside outside = Outside.of(stack, PATIENCE);
                outside.stage().open();
                running = new Suite(stack, outside);
            } catch (IOException | GeneralSecurityException unprepared) {
                throw new IllegalStateException(unprepared);
            }
        }
        return running;
    }

    /// How each case of one day ended. It is played once: most tests only look at what it left
    /// behind.
    static synchronized List<Result> day() throws InterruptedException {
        if (day == null) {
            Performance performance = new Performance(running().stage(), PATIENCE);
            day = performance.play(performance.prepare(Day.CASES, ready -> {}), ended -> {});
        }
        return day;
    }

    LocalStack stack() {
        return stack;
    }

    Stage stage() {
        return outside.stage();
    }

    Path folder() {
        return stack.data();
    }

    /// Every line of every service's metrics.
    static List<String> metrics() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (URI service : running().stack.addresses().management().values()) {
                HttpRequest request = HttpRequest.newBuilder(service.resolve("/q/metrics")).build();
                client.send(request, BodyHandlers.ofLines()).body().forEach(lines::add);
            }
        } catch (UncheckedIOException cutOff) {
            throw cutOff.getCause();
        }
        return lines;
    }
}
