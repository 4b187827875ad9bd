package jp.kisai.testkit.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The build's own guards: the compiler and the formatter are run as the parent `pom.xml` says, on
/// planted violations, and must refuse them.
@Execution(ExecutionMode.CONCURRENT)
class BuildRulesTest {

    private static final String MARKED =
            "package planted;\n\n@org.jspecify.annotations.NullMarked\n";
    private static final String POM = Repository.read(Repository.here().root().resolve("pom.xml"));

    @TempDir Path folder;

    @Test
    void theCompilerAcceptsWhatIsRight() throws Exception {
        Run run =
                compile(
                        "class Planted {\n"
                                + "    int length(String s) {\n"
                                + "        return s.length();\n"
                                + "    }\n"
                                + "}\n");

        assertEquals(0, run.exitCode(), run::output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int f(@org.jspecify.annotations.Nullable String s) { return s.length();"
                        + " }|[NullAway]",
                "String f() { return null; }|[NullAway]",
                "int f(String s) { return s.length(); } int g() { return f(null); }|[NullAway]",
                "void f() { new IllegalStateException(\"never thrown\"); }|[DeadException]",
                "boolean f(String s) { return s.equals(1); }|[EqualsIncompatibleType]",
                "String f(String s) { return s.toUpperCase(); }|[StringCaseLocaleUsage]",
                "java.util.List f() { return new java.util.ArrayList<String>(); }|[rawtypes]",
                "void f(Thread t) { t.stop(); }|[removal]"
            })
    void theCompilerRefuses(String member, String rule) throws Exception {
        Run run = compile("class Planted {\n    " + member + "\n}\n");

        assertEquals(1, run.exitCode(), run::output);
        assertTrue(run.output().contains(rule), run::output);
    }

    @Test
    void theFormatterAcceptsItsOwnStyleOnly() throws Exception {
        String right = "class Planted {\n    int i;\n}\n";

        assertEquals(0, format(right).exitCode());
        assertEquals(1, format(right.replace("    int", "  int")).exitCode());
        assertEquals(1, format(right.replace("Planted {", "Planted\n{")).exitCode());
    }

    @Test
    void theBuildRunsTheFormatterThatIsTriedHere() {
        String spotless = POM.substring(POM.indexOf("spotless-maven-plugin"));
        assertTrue(spotless.contains("<style>AOSP</style>"));
        assertTrue(spotless.contains("<goal>check</goal>"));
        String version = only(POM, "<google-java-format.version>([^<]+)<");
        assertTrue(classPath().contains("google-java-format-" + version + ".jar"), classPath());
    }

    private Run compile(String source) throws Exception {
        Path file = write(MARKED + source);
        List<String> command = new ArrayList<>(List.of(tool("javac")));
        command.add("-J-XX:TieredStopAtLevel=1");
        exports().forEach(export -> command.add("-J" + export));
        command.addAll(List.of("--release", only(POM, "<maven.compiler.release>([^<]+)<")));
        command.addAll(compilerArguments());
        command.addAll(List.of("-d", folder.toString(), "-cp", classPath()));
        command.addAll(List.of("-processorpath", classPath(), file.toString()));
        return run(command);
    }

    private Run format(String source) throws Exception {
        Path file = write("package planted;\n\n" + source);
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(exports());
        command.addAll(List.of("-cp", classPath(), "com.google.googlejavaformat.java.Main"));
        command.addAll(List.of("--aosp", "--dry-run", "--set-exit-if-changed", file.toString()));
        return run(command);
    }

    /// Exactly what the parent `pom.xml` gives the compiler.
    private static List<String> compilerArguments() {
        String arguments = only(POM, "(?s)<compilerArgs>(.*?)</compilerArgs>");
        return Pattern.compile("<arg>([^<]+)</arg>")
                .matcher(arguments)
                .results()
                .map(argument -> argument.group(1))
                .toList();
    }

    /// What Maven's own JVM is started with, so that the plug-ins may look into the compiler.
    private static List<String> exports() {
        Path file = Repository.here().root().resolve(".mvn/jvm.config");
        return Repository.read(file)
                .lines()
                .filter(line -> line.startsWith("--add-"))
                .map(line -> line.strip().replaceFirst(" ", "="))
                .toList();
    }

    private Path write(String source) throws IOException {
        return Files.writeString(folder.resolve("Planted.java"), source);
    }

    private static Run run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String only(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return Stream.of(matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private record Run(int exitCode, String output) {}
}
