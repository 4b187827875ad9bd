package jp.kisai.benchmarks;

import java.io.PrintWriter;
import java.util.Map;

/// What is printed, in the order in which it becomes known.
final class Report {

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    PrintWriter out() {
        return out;
    }

    void machine(Machine machine) {
        title("Machine");
        row("processor", machine.processor() + ", " + machine.cores() + " cores");
        row("memory", machine.memoryGib() + " GiB");
        row("data on", machine.disk());
        row(
                "load before",
                "%.1f (other work on the machine spoils numbers)".formatted(machine.loadAverage()));
    }

    void versions(Versions versions) {
        title("Versions");
        row("Java", versions.java());
        row("Quarkus", versions.quarkus());
        row("Kafka", versions.kafka());
        row("PostgreSQL", versions.postgres());
        row("signatures by", versions.crypto());
    }

    void bounds(Bounds bounds) {
        title("Bounds of this machine, each part alone");
        row("signatures", "%,.0f verified/s, on all cores".formatted(bounds.signaturesPerSecond()));
        row(
                "broker",
                "%,.0f records/s of %d bytes, produced with acks=all and consumed"
                        .formatted(bounds.recordsPerSecond(), Bounds.EVENT_BYTES));
        row(
                "database",
                "%,.0f rows/s of %d bytes, committed a hundred at a time"
                        .formatted(bounds.rowsPerSecond(), Bounds.EVENT_BYTES));
    }

    void settled(int movers, int wanted, long seed) {
        title("Journeys: signed moves of consenting holders, seed " + seed);
        row(
                "holders",
                "%,d with licence, certificate, consent and successor certificate".formatted(movers)
                        + (movers < wanted ? "; the time was too short for more" : ""));
    }

    /// The times are all counted from the event's acceptance by Kafka.
    void latencies(int rate, Map<Stage, Journeys.Latency> latencies) {
        row(
                "at " + rate + " events/s",
                "from accepted by Kafka to consumed by whoever waits for it");
        latencies.forEach(
                (stage, latency) -> {
                    row(
                            "",
                            "%-20s p50 %,.0f ms, p99 %,.0f ms, longest %,.0f ms (%,d journeys)"
                                    .formatted(
                                            stage.words(),
                                            latency.percentile(0.5),
                                            latency.percentile(0.99),
                                            latency.percentile(1),
                                            latency.millis().size()));
                    unfinished(latency.unfinished());
                });
    }

    void throughput(Journeys.Burst burst, Bounds bounds) {
        row(
                "sustained",
                "%,.0f journeys/s until the record version is visible (%,d at once)"
                        .formatted(burst.recordedPerSecond(), burst.journeys()));
        row(
                "",
                "%,.0f journeys/s until the encoding is ordered"
                        .formatted(burst.orderedPerSecond()));
        row(
                "of the bounds",
                "%.2f %% of signatures, %.2f %% of broker records, %.2f %% of database rows"
                        .formatted(
                                percent(burst.recordedPerSecond(), bounds.signaturesPerSecond()),
                                percent(burst.recordedPerSecond(), bounds.recordsPerSecond()),
                                percent(burst.recordedPerSecond(), bounds.rowsPerSecond())));
        row("", "A journey needs several of each; the generator, the card factory and whoever");
        row("", "reads along share the same cores.");
        unfinished(burst.unfinished());
    }

    private void unfinished(int journeys) {
        if (journeys > 0) {
            row("", "%,d journeys did not finish within a minute".formatted(journeys));
        }
    }

    private static double percent(double part, double whole) {
        return 100 * part / whole;
    }

    private void title(String title) {
        out.println(title);
        out.flush();
    }

    private void row(String name, String text) {
        out.println("  " + name + " ".repeat(Math.max(1, 17 - name.length())) + text);
        out.flush();
    }
}
