package jp.kisai.journey;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.ChangeKey;
import jp.kisai.journey.TraceCollector.Reported;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.demo.ExplainCommand;
import jp.kisai.localstack.demo.Performance.Result;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The traces of one day, as a collector sees them. The municipalities begin them, under the ids of
/// their events.
class TracesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Set<String> EVERY_SERVICE =
            Arrays.stream(Service.values()).map(Service::module).collect(toSet());

    /// Who publishes what a service takes up.
    private static final Map<String, Service> PUBLISHERS =
            Map.of(
                    "process " + Topics.CONSENT_DECIDED, Service.CONSENT,
                    "process " + Topics.LICENCE_CHANGED, Service.LICENCE,
                    "process " + Topics.ENCODING_MOVED, Service.CARD_WRITER);

    private static final Pattern NAMES = Pattern.compile("(process [a-z.-]+\\.v1|resume|begin)");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-");

    @Test
    void aChangeThatReachesTheChipIsOneTraceThroughEveryService() throws InterruptedException {
        assertFalse(reported().isEmpty(), "changes reached the chip");
    }

    @Test
    void everyStepFollowsFromTheStepOfWhoSentIt() throws InterruptedException {
        for (ChangeKey change : reported()) {
            Awaitility.await(change.text())
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(List.of(), astray(change)));
        }
    }

    @Test
    void noSpanSaysWhomItIsAbout() throws InterruptedException {
        reported();

        List<Reported> spans = Suite.running().collector().all();
        assertFalse(spans.isEmpty(), "there are spans to read");
        for (Reported reported : spans) {
            assertTrue(NAMES.matcher(reported.name()).matches(), reported.name());
            assertFalse(ID.matcher(said(reported)).find(), () -> said(reported));
            assertEquals(
                    List.of(),
                    PersonalDataTest.CANARIES.stream()
                            .filter(canary -> said(reported).contains(canary))
                            .toList());
        }
    }

    @Test
    void explainSaysWhichTraceToLookAt() throws InterruptedException {
        ChangeKey change = encoded().getFirst();
        StringWriter out = new StringWriter();

        int code =
                new CommandLine(new ExplainCommand())
                        .setOut(new PrintWriter(out))
                        .execute(
                                "--data",
                                Suite.running().folder().toString(),
                                change.id().toString());

        assertEquals(0, code);
        assertTrue(out.toString().contains("trace: " + trace(change)), out::toString);
    }

    /// The day's changes that were written onto a chip, once every service has reported its part.
    private static List<ChangeKey> reported() throws InterruptedException {
        List<ChangeKey> encoded = encoded();
        for (ChangeKey change : encoded) {
            Awaitility.await(change.text())
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(EVERY_SERVICE, servicesOf(change)));
        }
        return encoded;
    }

    /// The day's changes that were written onto a chip.
    private static List<ChangeKey> encoded() throws InterruptedException {
        List<ChangeKey> encoded = new ArrayList<>();
        for (Result result : Suite.day()) {
            if (result.played() != null) {
                result.played()
                        .endings()
                        .forEach(
                                (change, ending) -> {
                                    if (ending.encoded()) {
                                        encoded.add(change);
                                    }
                                });
            }
        }
        return encoded;
    }

    private static Set<String> servicesOf(ChangeKey change) {
        return spans(change).stream().map(Reported::service).collect(toSet());
    }

    /// Spans whose parent is not where it should be.
    private static List<String> astray(ChangeKey change) {
        List<Reported> spans = spans(change);
        Map<String, Reported> byId =
                spans.stream().collect(toMap(Reported::id, span -> span, (first, again) -> first));
        String municipality = trace(change).substring(trace(change).length() / 2);
        List<String> astray = new ArrayList<>();
        for (Reported span : spans) {
            Reported parent = byId.get(span.parent());
            boolean follows =
                    parent == null
                            ? span.parent().equals(municipality)
                                    && span.name().equals("process " + Topics.RESIDENT_CHANGED)
                            : isSentBy(span, parent);
            if (!follows) {
                astray.add(
                        span.service()
                                + " "
                                + span.name()
                                + " after "
                                + (parent == null
                                        ? "nothing"
                                        : parent.service() + " " + parent.name()));
            }
        }
        return astray;
    }

    private static boolean isSentBy(Reported span, Reported sender) {
        Service publisher = PUBLISHERS.get(span.name());
        if (publisher != null) {
            return sender.service().equals(publisher.module());
        }
        return !span.name().equals("resume") || span.service().equals(sender.service());
    }

    private static List<Reported> spans(ChangeKey change) {
        return Suite.running().collector().of(trace(change));
    }

    private static String trace(ChangeKey change) {
        return change.id().toString().replace("-", "");
    }

    /// Not `toString()`: it writes what is not ASCII as numbers.
    private static String said(Reported reported) {
        StringBuilder said = new StringBuilder(reported.name());
        for (KeyValue attribute : reported.span().getAttributesList()) {
            AnyValue value = attribute.getValue();
            said.append(' ')
                    .append(attribute.getKey())
                    .append('=')
                    .append(
                            value.hasIntValue()
                                    ? "" + value.getIntValue()
                                    : value.getStringValue());
        }
        return said.append(reported.span().getStatus().getMessage()).toString();
    }
}
