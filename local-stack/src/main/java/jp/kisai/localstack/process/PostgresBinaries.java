package jp.kisai.localstack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The server's programs, unpacked once per machine from the Maven artifact on the class path.
public final class PostgresBinaries {

    private static final int OWNER_EXECUTES = 0100;

    private PostgresBinaries() {}

    /// The folder that holds `bin/postgres` and `bin/initdb`.
    public static Path unpacked() {
        String archive = "/postgres-" + system() + ".txz";
        var resource = PostgresBinaries.class.getResource(archive);
        if (resource == null) {
            throw new PartFailed(
                    "There are no PostgreSQL programs for this machine ("
                            + archive
                            + ") on the class path.");
        }
        try {
            // The address names the artifact and its version, so another version gets another
            // folder.
            var home =
                    Cache.folder()
                            .resolve(
                                    "postgres-"
                                            + Integer.toHexString(resource.toString().hashCode()));
            if (!Files.isDirectory(home)) {
                unpack(resource.openStream(), home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not unpack PostgreSQL.", e);
        }
    }

    /// Unpacks beside the target and renames, so that nobody ever sees half of it.
    private static void unpack(InputStream archive, Path home) throws IOException {
        var fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, fresh);
            }
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException _) {
            // Another process was faster, with the same bytes.
            Folders.delete(fresh);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException(
                    "The archive wants to write outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & OWNER_EXECUTES) != 0) {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    private static String system() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        return (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64");
    }
}
