package jp.kisai.testkit.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The folder that holds all modules.
public record Repository(Path root) {

    /// The modules that are not deployed: they may print, and need no settings.
    private static final Set<String> TOOLS =
            Set.of("local-stack", "test-kit", "journey-tests", "benchmarks");

    /// The repository that the working directory lies in.
    public static Repository here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("contracts"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("not inside the repository");
            }
            folder = parent;
        }
        return new Repository(folder);
    }

    /// The folders of all modules, by name.
    public List<Path> modules() {
        return children(root).filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList();
    }

    /// The modules that run as services, by name.
    public List<Path> services() {
        return modules().stream().filter(module -> name(module).endsWith("-service")).toList();
    }

    public boolean isTool(Path module) {
        return TOOLS.contains(name(module));
    }

    /// Every Java source of every module.
    public List<JavaFile> javaFiles() {
        return modules().stream()
                .flatMap(
                        module ->
                                Stream.concat(
                                        JavaFile.in(this, module, JavaFile.Kind.MAIN).stream(),
                                        JavaFile.in(this, module, JavaFile.Kind.TEST).stream()))
                .toList();
    }

    /// Every file below the root that people wrote, whose name ends like this. What the build makes
    /// and hidden folders are left out.
    public List<Path> files(String ending) {
        return files(root, ending);
    }

    public List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .filter(
                            file ->
                                    Stream.of(relative(file).toString().split("/", -1))
                                            .noneMatch(
                                                    part ->
                                                            part.equals("target")
                                                                    || part.startsWith(".")))
                    .sorted()
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public Violation violation(Path file, int line, String why) {
        return new Violation(relative(file), line, why);
    }

    static String name(Path module) {
        return String.valueOf(module.getFileName());
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Path relative(Path file) {
        return file.startsWith(root) ? root.relativize(file) : file;
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
