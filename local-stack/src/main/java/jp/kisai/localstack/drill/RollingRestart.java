package jp.kisai.localstack.drill;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.ServiceProcess;
import jp.kisai.localstack.demo.Outside;
import jp.kisai.localstack.demo.Performance.Prepared;

/// Two copies of every service under a steady load; each is restarted, one after the other, as a
/// rollout does it.
final class RollingRestart {

    /// Generous: three JVMs of ten may be starting on two cores.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofMillis(250);

    /// How long after the last end nothing further may happen.
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final LocalStack stack;
    private final Outside outside;
    private final boolean kill;
    private final RollReport report;
    private final Map<Service, List<ServiceProcess>> copies = new EnumMap<>(Service.class);

    RollingRestart(
            LocalStack stack,
            Outside outside,
            List<Service> services,
            boolean kill,
            RollReport report) {
        this.stack = stack;
        this.outside = outside;
        this.kill = kill;
        this.report = report;
        for (Service service : services) {
            copies.put(service, List.of(stack.service(service), stack.another(service)));
        }
    }

    /// Starts the second copy of each service and waits until they share the work.
    void doubled() throws InterruptedException {
        try (Groups groups = new Groups(stack.broker().bootstrapServers())) {
            for (List<ServiceProcess> pair : copies.values()) {
                long begun = System.nanoTime();
                pair.getLast().start();
                report.started(pair.getLast(), Duration.ofNanos(System.nanoTime() - begun));
            }
            if (!await(() -> unshared(groups).isEmpty())) {
                throw new IllegalStateException("the copies do not share: " + unshared(groups));
            }
        }
    }

    /// @return whether everything is as it must be
    boolean play(List<Prepared> people, double perSecond)
            throws IOException, InterruptedException, SQLException {
        List<Judgement> judgements = new ArrayList<>();
        try (Groups groups = new Groups(stack.broker().bootstrapServers());
                Taken taken = new Taken();
                Load load = Load.of(people, perSecond)) {
            List<Restart> restarts = roll(load, taken, judgements);
            load.stop();
            load.awaitEnds(PATIENCE);
            boolean settled = await(() -> unshared(groups).isEmpty() && lagging(groups).isEmpty());
            Thread.sleep(SILENCE);
            for (ServiceProcess copy : all()) {
                taken.ask(copy);
            }
            report.load(load, perSecond);
            report.repeats(
                    outside.stage().repeatedRecords(),
                    taken.of("redelivered"),
                    taken.of("duplicate"));
            judgements.add(
                    new Judgement(
                            "every event answered once, every effect once", load.differences()));
            judgements.add(new Judgement("no card written twice for one version", writtenTwice()));
            judgements.add(new Judgement("no lag left", settled ? List.of() : lagging(groups)));
            judgements.add(
                    new Judgement(
                            "every copy is a member again, with partitions",
                            settled ? List.of() : unshared(groups)));
            judgements.add(
                    new Judgement(
                            "nothing unpublished, parked, held or set aside; no notice twice",
                            Leftovers.of(stack.database())));
            judgements.addAll(kill ? List.of() : manners(restarts));
        }
        judgements.forEach(report::judged);
        return report.verdict(judgements);
    }

    /// The higher number goes first, as in a StatefulSet; of each pair one is killed.
    private List<Restart> roll(Load load, Taken taken, List<Judgement> judgements)
            throws IOException, InterruptedException {
        List<Restart> restarts = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        for (List<ServiceProcess> pair : copies.values()) {
            for (ServiceProcess copy : kill ? List.of(pair.getFirst()) : pair.reversed()) {
                taken.ask(copy);
                Restart restart = kill ? Restart.afterKill(copy) : Restart.inOrder(copy);
                report.restarted(restart, load);
                restarts.add(restart);
                if (load.exhausted()) {
                    idle.add(restart.copy() + ": take more --people, or a smaller --rate");
                }
            }
        }
        judgements.add(new Judgement("the load lasted longer than the restarts", idle));
        return restarts;
    }

    private static List<Judgement> manners(List<Restart> restarts) {
        return List.of(
                new Judgement(
                        "every copy stopped by itself within "
                                + Restart.ALLOWED.toSeconds()
                                + " s, as the arithmetic says",
                        restarts.stream()
                                .filter(
                                        restart ->
                                                !restart.byItself()
                                                        || restart.stopping()
                                                                        .compareTo(Restart.ALLOWED)
                                                                > 0)
                                .map(Restart::copy)
                                .toList()),
                new Judgement(
                        "no error logged while stopping",
                        restarts.stream()
                                .flatMap(
                                        restart ->
                                                restart.errors().stream()
                                                        .map(
                                                                error ->
                                                                        restart.copy()
                                                                                + ": "
                                                                                + error))
                                .toList()));
    }

    private List<String> unshared(Groups groups) {
        return copies.entrySet().stream()
                .filter(pair -> !groups.sharedBy(pair.getKey(), pair.getValue()))
                .map(pair -> pair.getKey().module() + ": " + groups.partitions(pair.getKey()))
                .toList();
    }

    private static List<String> lagging(Groups groups) {
        List<String> lagging = new ArrayList<>();
        for (Service service : Service.values()) {
            long lag = groups.lag(service);
            if (lag > 0) {
                lagging.add(service.module() + ": " + lag + " records");
            }
        }
        return lagging;
    }

    private List<String> writtenTwice() {
        return outside.encodings().stream()
                .collect(groupingBy(made -> made.card() + " " + made.version(), counting()))
                .entrySet()
                .stream()
                .filter(made -> made.getValue() > 1)
                .map(made -> made.getKey() + ": " + made.getValue() + " times")
                .toList();
    }

    private List<ServiceProcess> all() {
        return copies.values().stream().flatMap(List::stream).toList();
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }
}
