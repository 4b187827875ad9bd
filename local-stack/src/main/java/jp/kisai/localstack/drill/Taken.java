package jp.kisai.localstack.drill;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.localstack.ServiceProcess;

/// Counts what copies say they took from their topics, by outcome. A copy forgets its count when it
/// ends, so it is asked before.
final class Taken implements AutoCloseable {

    private static final Pattern LINE =
            Pattern.compile("kisai_postbox_taken_total\\{.*outcome=\"(\\w+)\".*} (\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Long> taken = new TreeMap<>();

    void ask(ServiceProcess copy) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(copy.managementUri().resolve("/q/metrics")).build();
        client.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(
                        found ->
                                taken.merge(
                                        found.group(1),
                                        (long) Double.parseDouble(found.group(2)),
                                        Long::sum));
    }

    long of(String outcome) {
        return taken.getOrDefault(outcome, 0L);
    }

    @Override
    public void close() {
        client.close();
    }
}
