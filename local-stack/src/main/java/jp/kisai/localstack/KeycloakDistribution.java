package jp.kisai.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import jp.kisai.localstack.process.ChildProcess;
import jp.kisai.localstack.process.Folders;
import jp.kisai.localstack.process.Java;
import jp.kisai.localstack.process.PartFailed;

/// Keycloak as the build unpacked it, made ready once per checkout.
///
/// Its own build step and the creation of its tables take most of a minute of processor time. Both
/// are done once, with the realm imported, and the resulting database file is the seed of every
/// data folder; a start then takes seconds.
final class KeycloakDistribution {

    private static final Duration BUILD_DEADLINE = Duration.ofMinutes(4);
    private static final String REALM = "kisai-realm.json";
    private static final String DATABASE = "data/h2/keycloakdb.mv.db";
    private static final List<String> LINKED = List.of("lib", "conf", "providers", "themes");

    /// Quick to start rather than fast under load; the rest is what Keycloak's own script passes.
    private static final List<String> JVM =
            List.of(
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.security=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Duser.language=en",
                    "-Duser.country=US",
                    "-Dfile.encoding=UTF-8",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Dpicocli.disable.closures=true");

    private final Path unpacked;
    private final Path prepared;
    private final Path log;

    private KeycloakDistribution(Path unpacked, Path prepared) {
        this.unpacked = unpacked;
        this.prepared = prepared;
        this.log = prepared.resolveSibling("prepare.log");
    }

    /// The distribution of this checkout; prepares it where that has not been done yet.
    static KeycloakDistribution prepared() {
        var folder = folder();
        try {
            var distribution = new KeycloakDistribution(unpackedIn(folder), preparedIn(folder));
            try (var channel =
                            FileChannel.open(
                                    folder.resolve("prepare.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                distribution.prepareOnce();
            }
            return distribution;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare Keycloak.", e);
        }
    }

    /// Whether [#prepared()] will be quick.
    static boolean isPrepared() {
        try {
            return Files.isDirectory(preparedIn(folder()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        return Home.folder().resolve("local-stack/target/keycloak");
    }

    private static Path preparedIn(Path folder) throws IOException {
        return folder.resolve("prepared-" + fingerprint());
    }

    private static Path unpackedIn(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder, "keycloak-*")) {
                for (Path entry : entries) {
                    return entry;
                }
            }
        }
        throw new PartFailed("Keycloak is not in " + folder + ". Build first: ./mvnw package");
    }

    /// Another realm, or other flags, is another seed.
    private static String fingerprint() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(realm());
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] realm() throws IOException {
        try (var in = KeycloakDistribution.class.getResourceAsStream(REALM)) {
            if (in == null) {
                throw new IOException(REALM + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    private void prepareOnce() throws IOException {
        if (Files.isDirectory(prepared)) {
            return;
        }
        var home = prepared.resolveSibling("preparing");
        Folders.delete(home);
        link(home);
        ChildProcess.run(
                "Keycloak's build",
                command(home, "build", "--db=dev-file"),
                Map.of(),
                log,
                BUILD_DEADLINE);
        var imports = Files.createDirectories(home.resolve("data/import"));
        Files.write(imports.resolve(REALM), realm());
        ChildProcess.run(
                "Keycloak's import",
                command(home, "import", "--optimized", "--file=" + imports.resolve(REALM)),
                Map.of(),
                log,
                BUILD_DEADLINE);
        Files.move(home, prepared, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Makes a home in this folder: links to the programs, and a copy of the seed where there is no
    /// database yet.
    void install(Path home) throws IOException {
        link(home);
        var database = home.resolve(DATABASE);
        if (!Files.exists(database)) {
            Files.createDirectories(database.getParent());
            var half = database.resolveSibling("half");
            Files.copy(prepared.resolve(DATABASE), half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, database, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void link(Path home) throws IOException {
        Files.createDirectories(home);
        for (String name : LINKED) {
            var link = home.resolve(name);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, unpacked.resolve(name));
        }
    }

    /// What runs Keycloak in this home, without the script in between that would hide its process.
    List<String> command(Path home, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Java.program());
        command.addAll(JVM);
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.add("-cp");
        command.add(unpacked.resolve("lib/quarkus-run.jar").toString());
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        command.addAll(List.of(arguments));
        return command;
    }
}
