package jp.kisai.postbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// For how long an event loop has not come round: something blocks it, and with it every
/// connection that is its own.
@Startup
@ApplicationScoped
class EventLoops {

    private static final long BEAT_MS = 1000;

    private final List<Loop> loops = new ArrayList<>();

    EventLoops(@MainEventLoopGroup EventLoopGroup group, MeterRegistry registry) {
        for (EventExecutor executor : group) {
            loops.add(new Loop(executor));
        }
        Gauge.builder("kisai.event.loop.stalled.seconds", this::longestSeconds)
                .description("for how long the slowest event loop has not come round")
                .register(registry);
    }

    /// One of them, and when it was last heard of.
    private static final class Loop {

        private final ScheduledFuture<?> beats;
        private volatile long lastNanos = System.nanoTime();

        Loop(EventExecutor executor) {
            beats =
                    executor.scheduleWithFixedDelay(
                            () -> lastNanos = System.nanoTime(),
                            BEAT_MS,
                            BEAT_MS,
                            TimeUnit.MILLISECONDS);
        }

        double stalledSeconds() {
            long late = System.nanoTime() - lastNanos - TimeUnit.MILLISECONDS.toNanos(BEAT_MS);
            return Math.max(0, late) / (double) TimeUnit.SECONDS.toNanos(1);
        }
    }

    private double longestSeconds() {
        return loops.stream().mapToDouble(Loop::stalledSeconds).max().orElse(0);
    }

    @PreDestroy
    void forget() {
        loops.forEach(loop -> loop.beats.cancel(false));
    }
}
