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
import java.util.Map;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
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
    private final TraceCollector collector;

    private Suite(LocalStack stack, Outside outside, TraceCollector collector) {
        this.stack = stack;
        this.outside = outside;
        this.collector = collector;
    }

    /// Nothing is traced but what came with a trace that is kept: the municipalities' events.
    private static Map<String, String> traces(TraceCollector collector) {
        return Map.of(
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.address().toString(),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "QUARKUS_OTEL_TRACES_SAMPLER_ARG", "0",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
    }

    static synchronized Suite running() {
        if (running == null) {
            Path folder = Path.of("target", "suite-" + ProcessHandle.current().pid());
            try {
                TraceCollector collector = TraceCollector.open();
                LocalStack.Builder builder =
                        LocalStack.builder(folder).preparation(Outside::prepare);
                for (Service service : Service.values()) {
                    builder.env(service, traces(collector));
                }
                LocalStack stack = builder.build().start();
                Outside outside = Outside.of(stack, PATIENCE);
                outside.stage().open();
                running = new Suite(stack, outside, collector);
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

    /// Where the services report their spans.
    TraceCollector collector() {
        return collector;
    }

    Path folder() {
        return stack.data();
    }

    /// Every line of every service's metrics.
    static List<String> metrics() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        // An upgrade to HTTP/2 in the middle of a long answer breaks it now and then.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
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
