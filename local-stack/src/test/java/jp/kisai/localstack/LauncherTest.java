package jp.kisai.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the real launcher in a checkout of empty files, with JDKs and a Maven that only say how
/// they were called.
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "kisai");
    private static final List<String> SERVICES =
            List.of("consent", "licence", "card-writer", "notification");

    @TempDir private Path folder;
    private Path checkout;
    private Path jdks;

    private record Ended(int code, String output, String errors) {}

    @BeforeEach
    void layOutACheckoutThatIsBuilt() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a check out"));
        jdks = Files.createDirectories(folder.resolve("jdks"));
        Files.copy(LAUNCHER, checkout.resolve("kisai"));
        script(checkout.resolve("kisai"), Files.readString(LAUNCHER));
        script(checkout.resolve("mvnw"), "#!/bin/sh\necho maven \"$@\" >> maven.calls\n");
        for (String service : SERVICES) {
            write(service + "-service/target/quarkus-app/quarkus-run.jar");
        }
        write("local-stack/target/lib/some.jar");
        write("local-stack/target/keycloak/some.txt");
        write("local-stack/src/main/java/Some.java");
        write("pom.xml");
        write("target/built");
        Files.setLastModifiedTime(
                checkout.resolve("target/built"), FileTime.from(Instant.now().plusSeconds(60)));
    }

    @Test
    void saysInOneLineWhatToInstallWhereThereIsNoJdk25() throws Exception {
        jdk("17");

        var ended = run("demo");

        assertEquals(2, ended.code());
        assertEquals(1, ended.errors().lines().count(), ended.errors());
        assertTrue(ended.errors().contains("needs JDK 25"), ended.errors());
        assertEquals("", ended.output());
    }

    @Test
    void takesTheJdk25BesideAnOlderOne() throws Exception {
        jdk("17");
        jdk("25");

        var ended = run("demo", "--once");

        assertEquals(0, ended.code(), ended.errors());
        assertTrue(ended.output().startsWith("java of " + jdks.resolve("jdk-25")), ended.output());
        assertTrue(ended.output().contains("jp.kisai.localstack.Kisai demo --once"));
        assertTrue(ended.output().contains("-Dkisai.home=" + checkout.toRealPath()));
    }

    @Test
    void doesNotBuildWhatIsBuilt() throws Exception {
        jdk("25");

        run("demo");

        assertFalse(Files.exists(checkout.resolve("maven.calls")));
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        jdk("25");
        Files.setLastModifiedTime(
                checkout.resolve("local-stack/src/main/java/Some.java"),
                FileTime.from(Instant.now().plusSeconds(120)));

        var ended = run("demo");

        assertEquals(0, ended.code(), ended.errors());
        var calls = Files.readString(checkout.resolve("maven.calls"));
        assertTrue(calls.contains("-Ppackage-only package"), calls);
    }

    @Test
    void leavesTheProgramsOfARunningStackAlone() throws Exception {
        jdk("25");
        Files.setLastModifiedTime(
                checkout.resolve("local-stack/src/main/java/Some.java"),
                FileTime.from(Instant.now().plusSeconds(120)));

        var ended = run("explain", "some-id");

        assertEquals(0, ended.code(), ended.errors());
        assertFalse(Files.exists(checkout.resolve("maven.calls")));
    }

    @Test
    void readsChipsWithTheCodeOfTheServiceThatWritesThem() throws Exception {
        jdk("25");

        var ended = run("chip", "decode", "image.json");

        assertEquals(0, ended.code(), ended.errors());
        assertTrue(
                ended.output().contains("jp.kisai.cardwriter.tool.ChipTool decode image.json"),
                ended.output());
        assertTrue(
                ended.output().contains("card-writer-service/target/quarkus-app/app/*"),
                ended.output());
    }

    @Test
    void showsTheErrorsOfABuildThatFails() throws Exception {
        jdk("25");
        Files.delete(checkout.resolve("target/built"));
        script(
                checkout.resolve("mvnw"),
                "#!/bin/sh\necho '[INFO] Building'\necho '[ERROR] no such symbol'\nexit 1\n");

        var ended = run("demo");

        assertEquals(1, ended.code());
        assertTrue(ended.errors().contains("[ERROR] no such symbol"), ended.errors());
        assertFalse(Files.exists(checkout.resolve("target/built")));
    }

    @Test
    void runsFromAnotherFolderThroughALink() throws Exception {
        jdk("25");
        var link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("kisai"));

        var ended = runFrom(Path.of("/"), link, "demo");

        assertEquals(0, ended.code(), ended.errors());
        assertTrue(ended.output().contains("-Dkisai.home=" + checkout.toRealPath()));
    }

    @Test
    void refusesACommandItDoesNotKnow() throws Exception {
        var ended = run("dmeo");

        assertEquals(2, ended.code());
        assertTrue(ended.errors().startsWith("There is no command 'dmeo'."), ended.errors());
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        return runFrom(checkout, checkout.resolve("kisai"), arguments);
    }

    private Ended runFrom(Path place, Path launcher, String... arguments)
            throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        var output = folder.resolve("output");
        var errors = folder.resolve("errors");
        var builder =
                new ProcessBuilder(command)
                        .directory(place.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("KISAI_JDK_DIRS", jdks.toString());
        // The JDK first on the path is one more that is not wanted.
        builder.environment().put("PATH", jdks.resolve("jdk-17/bin") + ":/usr/bin:/bin");
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
    }

    private void jdk(String version) throws IOException {
        var home = jdks.resolve("jdk-" + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        script(home.resolve("bin/java"), "#!/bin/sh\necho java of " + home + " \"$@\"\n");
    }

    private void write(String name) throws IOException {
        var file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
