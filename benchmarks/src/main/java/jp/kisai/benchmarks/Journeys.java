package jp.kisai.benchmarks;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Sends people on their journeys and times them.
final class Journeys {

    /// Longer than anything that still deserves to be called finished.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Population population;
    private final Watcher watcher;
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();

    Journeys(Population population, Watcher watcher) {
        this.population = population;
        this.watcher = watcher;
    }

    /// How long journeys took, from the broker's acknowledgement to the consumer who sees a stage.
    ///
    /// @param millis sorted, of those that came so far
    /// @param unfinished those that did not within a minute
    record Latency(List<Double> millis, int unfinished) {

        /// @param share 0.5 for the median
        double percentile(double share) {
            return millis.isEmpty()
                    ? Double.NaN
                    : millis.get((int) Math.ceil(share * millis.size()) - 1);
        }
    }

    /// What became of many journeys that began as fast as the broker took them.
    ///
    /// @param recordedPerSecond journeys per second until the new version was visible
    /// @param orderedPerSecond journeys per second until the encoding was ordered
    record Burst(int journeys, int unfinished, double recordedPerSecond, double orderedPerSecond) {}

    /// One journey begins every `1/rate` seconds, whatever becomes of those before.
    Map<Stage, Latency> atRate(List<Population.Mover> movers, int rate)
            throws InterruptedException {
        long gap = Duration.ofSeconds(1).toNanos() / rate;
        long next = System.nanoTime();
        for (Population.Mover mover : movers) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            send(mover);
            next += gap;
        }
        watcher.await(LIMIT, () -> finished(movers) == movers.size());
        Map<Stage, Latency> latencies = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            latencies.put(stage, latency(movers, watcher.seen(stage)));
        }
        return latencies;
    }

    private Latency latency(List<Population.Mover> movers, Map<String, Long> seen) {
        List<Double> millis =
                movers.stream()
                        .map(Population.Mover::key)
                        .filter(seen::containsKey)
                        .map(
                                holder ->
                                        (seen.getOrDefault(holder, 0L)
                                                        - accepted.getOrDefault(holder, 0L))
                                                / 1e6)
                        .sorted()
                        .toList();
        return new Latency(millis, movers.size() - millis.size());
    }

    /// All begin at once. The time counts from the first event sent to the last journey's end, so
    /// it includes how the journey fills up and runs dry.
    Burst atOnce(List<Population.Mover> movers) throws InterruptedException {
        long begun = System.nanoTime();
        movers.forEach(this::send);
        watcher.await(LIMIT, () -> finished(movers) == movers.size());
        return new Burst(
                movers.size(),
                movers.size() - finished(movers),
                perSecond(movers, watcher.seen(Stage.RECORDED), begun),
                perSecond(movers, watcher.seen(Stage.ORDERED), begun));
    }

    private void send(Population.Mover mover) {
        var unused =
                population.send(mover).thenRun(() -> accepted.put(mover.key(), System.nanoTime()));
    }

    private int finished(List<Population.Mover> movers) {
        return (int)
                movers.stream()
                        .map(mover -> mover.key())
                        .filter(
                                holder ->
                                        accepted.containsKey(holder)
                                                && watcher.seen(Stage.RECORDED).containsKey(holder)
                                                && watcher.seen(Stage.ORDERED).containsKey(holder))
                        .count();
    }

    private static double perSecond(
            List<Population.Mover> movers, Map<String, Long> seen, long begun) {
        LongSummaryStatistics ends =
                movers.stream()
                        .map(Population.Mover::key)
                        .filter(seen::containsKey)
                        .mapToLong(holder -> seen.getOrDefault(holder, begun) - begun)
                        .summaryStatistics();
        return ends.getCount() == 0 ? Double.NaN : ends.getCount() / (ends.getMax() / 1e9);
    }
}
