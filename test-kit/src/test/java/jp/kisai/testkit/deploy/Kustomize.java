package jp.kisai.testkit.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The program that renders: `kustomize`, or `kubectl` with one inside, whichever is installed.
record Kustomize(List<String> command) {

    /// Said where neither is installed.
    static final String HOW_TO_GET_IT =
            "neither kustomize >= 5 nor kubectl >= 1.27 is on the PATH, so nothing is rendered here;"
                    + " deploy/k8s/README.md says where they come from";

    private static final int OLDEST_MAJOR = 5;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\d+\\.\\d+");

    /// Found once: asking takes a process.
    private static final Optional<Kustomize> INSTALLED =
            Stream.of(
                            found(
                                    List.of("kustomize", "version"),
                                    "",
                                    List.of("kustomize", "build")),
                            found(
                                    List.of("kubectl", "version", "--client"),
                                    "Kustomize Version: ",
                                    List.of("kubectl", "kustomize")))
                    .flatMap(Optional::stream)
                    .findFirst();

    static Optional<Kustomize> installed() {
        return INSTALLED;
    }

    Manifests render(Path folder) {
        List<String> all = new ArrayList<>(command);
        all.add(folder.toString());
        try {
            return Manifests.parse(output(all));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Optional<Kustomize> found(
            List<String> ask, String before, List<String> command) {
        try {
            Matcher version =
                    Pattern.compile(Pattern.quote(before) + VERSION.pattern()).matcher(output(ask));
            return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_MAJOR
                    ? Optional.of(new Kustomize(command))
                    : Optional.empty();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
        String errors;
        String output;
        try (var said = process.getInputStream();
                var complained = process.getErrorStream()) {
            output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            errors = new String(complained.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + errors);
        }
        return output;
    }
}
