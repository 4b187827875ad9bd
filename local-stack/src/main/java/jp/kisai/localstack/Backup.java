package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import jp.kisai.localstack.process.Folders;

/// A copy of a running server's files, which together with the archived write-ahead log is the
/// server at any later point (PostgreSQL, 25.3 Continuous Archiving).
public final class Backup {

    /// Of these folders only the place is wanted, and of these files nothing.
    private static final Set<String> EMPTY_FOLDERS =
            Set.of(
                    "pg_wal",
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    private final Path files;
    private final Path archive;

    private Backup(Path files, Path archive) {
        this.files = files;
        this.archive = archive;
    }

    /// Copies the files of the server while it works.
    ///
    /// @param folder where the copy goes; it does not exist yet
    public static Backup take(Database database, Path folder) throws SQLException {
        Path files = folder.toAbsolutePath();
        try (Connection connection = database.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('base backup', fast => true)");
            copy(database.data(), files);
            try (var stopped =
                    statement.executeQuery(
                            "select labelfile, spcmapfile from"
                                    + " pg_backup_stop(wait_for_archive => true)")) {
                stopped.next();
                Files.writeString(files.resolve("backup_label"), stopped.getString(1));
            }
            return new Backup(files, database.archive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names this moment of the server, and returns when it is in the archive.
    public static void name(Database database, String point) throws SQLException {
        try (Connection connection = database.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_create_restore_point('" + point + "')");
            String segment;
            try (var switched = statement.executeQuery("select pg_walfile_name(pg_switch_wal())")) {
                switched.next();
                segment = switched.getString(1);
            }
            Path archived = database.archive().resolve(segment);
            database.awaitTrue(() -> Files.exists(archived), "the archive has " + segment);
        }
    }

    /// The server as it was at the point, in a folder of its own; it recovers when it is started.
    public Database restored(Path folder, String point) {
        Database elsewhere = Database.in(folder);
        restoreInto(elsewhere, point);
        return elsewhere;
    }

    /// Puts the server back to the point, in its own place; it recovers when it is started.
    ///
    /// @param database does not run; whatever is left of its files goes
    public void restoreInto(Database database, String point) {
        try {
            Folders.delete(database.data());
            copy(files, database.data());
            Files.setPosixFilePermissions(
                    database.data(), PosixFilePermissions.fromString("rwx------"));
            Files.createFile(database.data().resolve("recovery.signal"));
            Files.writeString(
                    database.data().resolve("postgresql.auto.conf"),
                    """
                    restore_command = 'cp "%s/%%f" "%%p"'
                    recovery_target_name = '%s'
                    recovery_target_action = 'promote'
                    hot_standby = off
                    """
                            .formatted(archive, point),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How a server archives: a segment is under its name wholly or not at all, and none takes the
    /// place of another.
    static String archiveCommand(Path archive) {
        String target = "\"" + archive + "/%f\"";
        return "test ! -f "
                + target
                + " && cp %p "
                + target
                + ".part && mv "
                + target
                + ".part "
                + target;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path name = from.relativize(file);
                        if (!EMPTY_FOLDERS.contains(name.getName(0).toString())
                                && !LEFT_OUT.contains(name.toString())) {
                            copyIfThere(file, to.resolve(name.toString()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /// A file that goes while it is copied: the log of the backup says so, too.
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
    }

    private static void copyIfThere(Path file, Path copy) throws IOException {
        try {
            Files.copy(file, copy);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(copy);
        }
    }
}
