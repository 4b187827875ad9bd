package jp.kisai.postbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import jp.kisai.contracts.Headers;
import jp.kisai.contracts.Source;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// How long it takes until an event has its effect: from the instant at which the broker had what
/// began the journey, to the commit here.
///
/// A journey begins with a record from outside the suite, or with what a person or a timer does.
/// Every event that follows says in a header when that was, so the time at the last service is
/// that of the whole way. What waits for somebody begins a new journey when it goes on: the record
/// that lets it go on is the beginning.
@Startup
@ApplicationScoped
class Effects {

    private static final List<Source> OURS =
            List.of(Source.CONSENT, Source.LICENCE, Source.CARD_WRITER, Source.NOTIFICATION);

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}");

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final Clock clock;
    private final Map<String, Timer> timers;

    Effects(Clock clock, @Any Instance<Intake> intakes, MeterRegistry registry) {
        this.clock = clock;
        this.timers =
                intakes.stream()
                        .collect(
                                toUnmodifiableMap(
                                        Intake::topic,
                                        intake ->
                                                Timer.builder("kisai.postbox.effect")
                                                        .description(
                                                                "from the beginning of the journey"
                                                                        + " to the commit here")
                                                        .tag("topic", intake.topic())
                                                        .serviceLevelObjectives(BOUNDS)
                                                        .register(registry)));
    }

    /// Measures each, once the unit of work is committed, and tells what follows from it when the
    /// journey began.
    void measure(OpenUnit unit, List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            OptionalLong begun = begunMs(arrival);
            Timer timer = timers.get(arrival.record().topic());
            if (begun.isPresent() && timer != null) {
                unit.begun(arrival.event().subject(), begun.getAsLong());
                unit.afterCommit(() -> timer.record(since(begun.getAsLong())));
            }
        }
    }

    /// Clocks of two machines may differ by a little: nothing takes less than no time.
    private Duration since(long begunMs) {
        return Duration.ofMillis(Math.max(0, clock.millis() - begunMs));
    }

    /// Only our own services are believed when they say that it began earlier.
    static OptionalLong begunMs(Arrival arrival) {
        ConsumerRecord<byte[], byte[]> record = arrival.record();
        Header header = record.headers().lastHeader(Headers.BEGUN);
        if (header != null && header.value() != null && OURS.contains(arrival.event().source())) {
            String text = new String(header.value(), US_ASCII);
            if (MILLISECONDS.matcher(text).matches()) {
                return OptionalLong.of(Math.min(Long.parseLong(text), record.timestamp()));
            }
        }
        return record.timestamp() < 0 ? OptionalLong.empty() : OptionalLong.of(record.timestamp());
    }
}
