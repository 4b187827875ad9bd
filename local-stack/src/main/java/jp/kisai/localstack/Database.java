package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.kisai.localstack.process.ChildProcess;
import jp.kisai.localstack.process.Folders;
import jp.kisai.localstack.process.PartFailed;
import jp.kisai.localstack.process.Ports;
import jp.kisai.localstack.process.PostgresBinaries;
import jp.kisai.localstack.process.Unprivileged;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL server with one database for each service, and two roles: one that owns it and
/// migrates it, and one that the service works with, which owns nothing.
///
/// It is as durable as a production server (`fsync`, `synchronous_commit` and `full_page_writes`
/// are on): what was committed before a [#kill()] is there after the next [#start()].
public final class Database extends Part {

    /// The databases; each is used by the role of the same name.
    public static final List<String> NAMES =
            List.of("consent", "licence", "card_writer", "notification");

    static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "kisai";
    private static final Duration INIT_DEADLINE = Duration.ofSeconds(60);
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /// The line of `postmaster.pid` that tells the server's state, counted from zero.
    private static final int STATE_LINE = 7;

    private final Path data;
    private final Path log;
    private final int port;
    private final @Nullable Path archive;

    private Database(Path folder, Ports ports, @Nullable Path archive) {
        this.data = folder.resolve("database");
        this.archive = archive;
        this.log = folder.resolve("logs").resolve("postgresql.log");
        this.port = ports.of("database");
    }

    /// A server with its data below this folder; it remembers its port there.
    public static Database in(Path folder) {
        return in(folder, Ports.rememberedIn(folder));
    }

    static Database in(Path folder, Ports ports) {
        return new Database(folder.toAbsolutePath(), ports, null);
    }

    /// A server that copies each segment of its write-ahead log into `wal-archive` below the folder
    /// before it forgets it, as a production server does.
    static Database archiving(Path folder, Ports ports) {
        Path absolute = folder.toAbsolutePath();
        return new Database(absolute, ports, absolute.resolve("wal-archive"));
    }

    /// Where the server keeps everything.
    Path data() {
        return data;
    }

    /// Where the segments of the write-ahead log are kept.
    ///
    /// @throws PartFailed if it keeps none
    Path archive() {
        if (archive == null) {
            throw new PartFailed(name() + " at " + address() + " archives nothing.");
        }
        return archive;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address() + "/" + database;
    }

    /// The address in the form the reactive client wants.
    public String reactiveUrl(String database) {
        return "postgresql://" + address() + "/" + database;
    }

    /// The role that the service works with.
    public String username(String database) {
        return database;
    }

    /// The role that owns this database and everything in it.
    public String owner(String database) {
        return database + "_owner";
    }

    public String password() {
        return PASSWORD;
    }

    /// A connection as the role that owns the database; the caller closes it.
    public Connection connectAsOwner(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), owner(database), PASSWORD);
    }

    /// A connection as superuser, for what no service may do; the caller closes it.
    public Connection connectAsSuperuser(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, PASSWORD);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String address() {
        return host() + ":" + port;
    }

    @Override
    ChildProcess launch() {
        var programs = PostgresBinaries.unpacked().resolve("bin");
        try {
            if (archive != null) {
                Files.createDirectories(archive);
            }
            if (!Files.isDirectory(data)) {
                initialise(programs);
            }
            forgetDeadPostmaster();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ChildProcess.start(name(), serverCommand(programs), Map.of("LC_ALL", "C"), log);
    }

    @Override
    boolean end(ChildProcess running, Duration grace) {
        return running.interrupt(grace);
    }

    @Override
    void awaitReady(ChildProcess launched) {
        launched.awaitReady(() -> acceptsConnections(launched.pid()), PAUSE, START_DEADLINE);
        try {
            Databases.createMissing(this);
        } catch (SQLException e) {
            throw new PartFailed("PostgreSQL did not let us create the databases; see " + log, e);
        }
    }

    /// Initialises a folder beside the real one and renames it: what is killed here starts anew.
    private void initialise(Path programs) throws IOException {
        var fresh = data.resolveSibling("database.initialising");
        Folders.delete(fresh);
        Files.createDirectories(fresh.getParent());
        var password = Files.createTempFile("kisai", ".password");
        Files.writeString(password, PASSWORD);
        try {
            ChildProcess.run(
                    "initdb",
                    Unprivileged.command(
                            List.of(
                                    programs.resolve("initdb").toString(),
                                    "--pgdata=" + fresh,
                                    "--username=" + SUPERUSER,
                                    "--pwfile=" + password,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale=C",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    // Only a power cut in the next seconds could harm it.
                                    "--no-sync")),
                    Map.of("LC_ALL", "C"),
                    log,
                    INIT_DEADLINE);
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /// After a kill, `postmaster.pid` names a process that is gone, or whose number now belongs to
    /// somebody else: PostgreSQL would refuse to start in the latter case.
    private void forgetDeadPostmaster() throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        boolean alive =
                ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().command())
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent();
        if (alive) {
            throw new PartFailed(
                    "A PostgreSQL server (pid "
                            + pid
                            + ") still runs in "
                            + data
                            + ". Stop it first.");
        }
        Files.delete(file);
    }

    private List<String> serverCommand(Path programs) {
        var command = new ArrayList<String>();
        command.add(programs.resolve("postgres").toString());
        command.add("-D");
        command.add(data.toString());
        settings().forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        if (archive != null) {
            command.addAll(List.of("-c", "archive_mode=on"));
            command.addAll(List.of("-c", "archive_command=" + Backup.archiveCommand(archive)));
        }
        return Unprivileged.command(command);
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listen_addresses", host()),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                // Eight services with full pools, and those who look on.
                Map.entry("max_connections", "200"),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("max_wal_size", "2GB"),
                Map.entry("checkpoint_timeout", "15min"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("jit", "off"));
    }

    private boolean acceptsConnections(long pid) {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > STATE_LINE
                    && lines.getFirst().strip().equals(Long.toString(pid))
                    && lines.get(STATE_LINE).strip().equals("ready");
        } catch (IOException _) {
            // Not written yet.
            return false;
        }
    }
}
