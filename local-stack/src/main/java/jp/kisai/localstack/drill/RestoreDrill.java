package jp.kisai.localstack.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import jp.kisai.contracts.Topics;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.localstack.Backup;
import jp.kisai.localstack.Database;
import jp.kisai.localstack.LocalStack;
import jp.kisai.localstack.Part;
import jp.kisai.localstack.Service;
import jp.kisai.localstack.ServiceProcess;
import jp.kisai.localstack.demo.Movers;
import jp.kisai.localstack.demo.Stage;
import jp.kisai.localstack.process.Folders;

/// Databases are lost and restored to a point behind Kafka, all of them and one of them; then Kafka
/// loses what the databases know. Each time the four databases must agree again in the end, with
/// every chip as its record, and nothing done twice.
///
/// What officers entered after the point is lost with the database that held it. The drill enters
/// two such things each time, expects to be told of them by the reconciliation, and enters them
/// again.
final class RestoreDrill implements AutoCloseable {

    static final int DISASTERS = 3;

    /// Nothing that a service says from now on is older than what its neighbours have heard.
    static final String SEQUENCES = "update postbox_holder set sequence = sequence + 1000000";

    /// No new version bears a number that was lost.
    static final String FLOOR = "select coalesce(max(version), 0) + 1000 from licence_version";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LocalStack stack;
    private final Stage stage;
    private final Movers movers;
    private final DrillLog log;
    private final Offsets offsets;
    private final ServiceDatabases databases;
    private final List<Database> elsewhere = new ArrayList<>();

    RestoreDrill(LocalStack stack, Stage stage, Movers movers, PrintWriter out) {
        this.stack = stack;
        this.stage = stage;
        this.movers = movers;
        log = new DrillLog(out);
        offsets = new Offsets(stack.broker().bootstrapServers());
        databases = new ServiceDatabases(stack.database());
    }

    /// Whether all ended as it must.
    boolean play() throws SQLException, InterruptedException, IOException {
        move("before the base backup");
        Backup first = backup("first");
        move("between the base backup and the point");
        agrees("before anything is lost", _ -> false);

        Backup.name(stack.database(), "all");
        afterThePoint(0);
        allFour(first, "all", 0);

        Backup second = backup("second");
        Backup.name(stack.database(), "licence");
        afterThePoint(1);
        one(Service.LICENCE, second, "licence", 1);

        Backup.name(stack.database(), "consent");
        afterThePoint(2);
        decisionsAreLost();
        one(Service.CONSENT, second, "consent", 2);

        offsetsAreLost();
        return log.failures().isEmpty();
    }

    List<String> failures() {
        return log.failures();
    }

    /// Four databases in one cluster, whose folder is gone.
    private void allFour(Backup backup, String point, int disaster)
            throws SQLException, InterruptedException, IOException {
        log.say("DISASTER: the data folder of all four databases is gone");
        parts().forEach(Part::kill);
        stack.database().kill();
        Folders.delete(stack.data().resolve("database"));
        long started = System.nanoTime();
        backup.restoreInto(stack.database(), point);
        stack.database().start();
        log.said("restored to the point '" + point + "'", started);
        for (Service service : Service.values()) {
            catchUp(service);
        }
        parts().forEach(Part::start);
        caughtUp(started, disaster, List.of(Service.values()));
    }

    /// One service's database, restored beside the others into a server of its own.
    private void one(Service service, Backup backup, String point, int disaster)
            throws SQLException, InterruptedException {
        log.say("DISASTER: the database of " + service.module() + " is gone");
        stack.service(service).kill();
        long started = System.nanoTime();
        Database restored = backup.restored(stack.data().resolve("restored-" + point), point);
        elsewhere.add(restored);
        restored.start();
        databases.move(service, restored);
        stack.moveDatabase(service, restored);
        log.said("restored to the point '" + point + "'", started);
        catchUp(service);
        stack.service(service).start();
        caughtUp(started, disaster, List.of(service));
    }

    /// Between the restore and the start of the service.
    private void catchUp(Service service) throws SQLException {
        databases.execute(service, SEQUENCES);
        log.say(
                service.module()
                        + " will read "
                        + offsets.rewind(service, databases.of(service))
                        + " records again");
    }

    /// After the start: what topics carry comes back by itself, what officers entered does not.
    private void caughtUp(long started, int disaster, List<Service> restored)
            throws SQLException, InterruptedException {
        HolderId suspended = movers.suspended();
        HolderId consenting = movers.consenting(disaster);
        allRead();
        boolean licence = restored.contains(Service.LICENCE);
        boolean consent = restored.contains(Service.CONSENT);
        agrees(
                "what topics carry is back; what officers entered is named",
                difference ->
                        (licence && difference.contains(suspended.text()))
                                || (consent && difference.contains(consenting.text())));
        if (licence) {
            stack.service(Service.LICENCE).stop();
            stack.env(
                    Service.LICENCE,
                    Map.of("KISAI_LICENCE_VERSIONS_ABOVE", databases.ask(Service.LICENCE, FLOOR)));
            stack.service(Service.LICENCE).start();
            named(suspended);
            movers.suspend();
        }
        if (consent) {
            named(consenting);
            movers.consent(disaster);
        }
        agrees("zero difference", _ -> false);
        log.said("back to zero difference", started);
        movers.reinstate();
        move("after the restore");
        agrees("zero difference after new moves", _ -> false);
    }

    /// Kafka loses what consent-service has said and licence-service has not read: the one's
    /// database is ahead. Set back, it reads again what it was told, and says it again.
    private void decisionsAreLost() throws SQLException, InterruptedException {
        log.say("DISASTER: Kafka has lost decisions that licence-service had not read");
        stack.service(Service.LICENCE).stop();
        movers.move();
        log.judge(
                "consent-service has decided, notification-service has read it",
                stage.settled(PATIENCE, this::decided),
                "some is not decided");
        offsets.loseRecords(Topics.CONSENT_DECIDED);
        stack.service(Service.LICENCE).start();
        allRead();
        long named =
                databases.differences().stream()
                        .filter(difference -> difference.startsWith(Reconciliation.GRANTED))
                        .count();
        log.judge(
                "the reconciliation names " + named + " items that were granted and not applied",
                named > 0,
                "it names none");
    }

    private boolean decided() {
        try {
            return offsets.read(Service.CONSENT)
                    && databases.ask(Service.CONSENT, "select count(*) from outbox").equals("0")
                    && offsets.read(Service.NOTIFICATION);
        } catch (SQLException unanswered) {
            return false;
        }
    }

    /// The database is ahead of what Kafka remembers: everything is delivered again.
    private void offsetsAreLost() throws SQLException, InterruptedException {
        log.say(
                "DISASTER: Kafka has lost every offset, so all topics are read from their beginning");
        parts().forEach(Part::stop);
        String before = effects();
        for (Service service : Service.values()) {
            offsets.lose(service);
        }
        parts().forEach(Part::start);
        allRead();
        agrees("zero difference", _ -> false);
        String after = effects();
        log.judge(
                "no effect twice: versions, verdicts, encodings, notices before and after",
                before.equals(after),
                before + " and " + after);
    }

    private void afterThePoint(int disaster) throws InterruptedException {
        move("after the point");
        movers.suspend();
        movers.consent(disaster);
        allRead();
    }

    private void move(String when) throws InterruptedException {
        movers.move();
        log.judge(
                "all " + movers.moves() + " moves have arrived, those " + when + " among them",
                movers.arrived(PATIENCE),
                "some have not");
    }

    private void allRead() throws InterruptedException {
        log.judge(
                "nothing is left unread",
                stage.settled(
                        PATIENCE, () -> List.of(Service.values()).stream().allMatch(offsets::read)),
                "records are left");
    }

    /// The databases agree, but for what is expected, before patience ends.
    private void agrees(String when, Predicate<String> expected)
            throws SQLException, InterruptedException {
        List<String> left = new ArrayList<>();
        boolean agree =
                stage.settled(
                        PATIENCE,
                        () -> {
                            left.clear();
                            unexpected(expected, left);
                            return left.isEmpty();
                        });
        log.judge("the four databases agree: " + when, agree, String.join("\n      ", left));
    }

    private void unexpected(Predicate<String> expected, List<String> left) {
        try {
            databases.differences().stream().filter(expected.negate()).forEach(left::add);
        } catch (SQLException unanswered) {
            left.add("a database does not answer: " + unanswered.getMessage());
        }
    }

    private void named(HolderId holder) throws SQLException {
        log.judge(
                "the reconciliation names whom an officer has to look at",
                databases.differences().stream()
                        .anyMatch(difference -> difference.contains(holder.text())),
                "it does not name " + holder);
    }

    /// How much was ever done.
    private String effects() throws SQLException {
        return databases.ask(Service.LICENCE, "select count(*) from licence_version")
                + ", "
                + databases.ask(Service.CONSENT, "select count(*) from item_verdicts")
                + ", "
                + databases.ask(Service.CARD_WRITER, "select count(*) from encoding")
                + ", "
                + databases.ask(Service.NOTIFICATION, "select count(*) from notice");
    }

    private Backup backup(String name) throws SQLException {
        long started = System.nanoTime();
        Backup backup = Backup.take(stack.database(), stack.data().resolve("backup-" + name));
        log.said("base backup '" + name + "'", started);
        return backup;
    }

    private List<Part> parts() {
        return stack.parts().stream().filter(ServiceProcess.class::isInstance).toList();
    }

    @Override
    public void close() {
        offsets.close();
        elsewhere.forEach(Part::stop);
    }
}
