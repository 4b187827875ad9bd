package jp.kisai.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.kisai.localstack.Home;

/// The named steps of a page of the documentation, run as they stand by a shell in a folder.
record PageSteps(Map<String, String> steps, Path folder) {

    private static final Pattern STEP =
            Pattern.compile(
                    "^ *```sh step=([a-z-]+)\\R(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final int LIMIT_SECONDS = 60;

    static PageSteps of(String page, Path folder) throws IOException {
        Map<String, String> steps = new TreeMap<>();
        Matcher matcher = STEP.matcher(Files.readString(Home.folder().resolve(page)));
        while (matcher.find()) {
            steps.put(matcher.group(1), matcher.group(2));
        }
        return new PageSteps(steps, folder);
    }

    /// Runs them one after the other in one shell; answers what they print.
    String run(List<String> names, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "set -euo pipefail\n"
                                        + String.join(
                                                "\n", names.stream().map(steps::get).toList()))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        // What a JVM says of it would stand among what the step prints.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().putAll(variables);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(ended, "no end after " + LIMIT_SECONDS + " s: " + text);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        }
    }
}
