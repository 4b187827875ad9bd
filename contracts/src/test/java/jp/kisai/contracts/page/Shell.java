package jp.kisai.contracts.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs commands in a folder, as a developer would who follows the page.
record Shell(Path folder, Map<String, String> variables) {

    private static final int DEADLINE_SECONDS = 60;

    /// @param output what it wrote to standard output and standard error
    record Result(int exitCode, String output) {}

    static boolean has(String tool) throws IOException, InterruptedException {
        Shell anywhere = new Shell(Path.of("."), Map.of());
        return anywhere.run("command -v " + tool).exitCode() == 0;
    }

    Result run(String script) throws IOException, InterruptedException {
        ProcessBuilder bash =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        bash.environment().putAll(variables);
        Process process = bash.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("no end within " + DEADLINE_SECONDS + " s");
        }
        return new Result(process.exitValue(), output);
    }
}
