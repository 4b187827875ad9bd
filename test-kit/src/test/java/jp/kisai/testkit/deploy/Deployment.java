package jp.kisai.testkit.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jp.kisai.testkit.guard.Repository;

/// The folder `deploy/k8s`, or a copy of it that can be rendered: one with the files in it that git
/// ignores, because they are secret.
record Deployment(Path folder) {

    private static final String PEM = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";

    static Deployment here() {
        return new Deployment(Repository.here().root().resolve("deploy/k8s"));
    }

    /// What people deploy, and every combination that is promised to render.
    static List<String> combinations() {
        return Stream.of("overlays", "tests")
                .flatMap(
                        kind ->
                                folders(here().folder.resolve(kind)).stream()
                                        .map(name -> kind + "/" + name))
                .toList();
    }

    /// Every component, by name.
    static List<String> components() {
        return folders(here().folder.resolve("components"));
    }

    /// A copy in a folder, with stand-ins for the secret files that the generators name.
    Deployment withSecretFiles(Path copy) {
        for (Path file : files(folder)) {
            write(copy.resolve(folder.relativize(file).toString()), read(file));
        }
        for (String component : components()) {
            Path own = copy.resolve("components").resolve(component);
            Manifests.parse(read(own.resolve("kustomization.yaml"))).objects().stream()
                    .flatMap(kustomization -> Manifests.each(kustomization.path("secretGenerator")))
                    .flatMap(generator -> Manifests.each(generator.path("files")))
                    .forEach(file -> write(own.resolve(file.asText()), PEM));
        }
        return new Deployment(copy);
    }

    /// Every object as it is written down, before anything is rendered.
    Manifests written() {
        return new Manifests(
                files(folder).stream()
                        .filter(file -> file.toString().endsWith(".yaml"))
                        .map(Deployment::read)
                        .flatMap(text -> Manifests.parse(text).objects().stream())
                        .filter(
                                object ->
                                        object.has("kind")
                                                && !isKustomization(object.path("kind").asText()))
                        .toList());
    }

    String read(String path) {
        return read(folder.resolve(path));
    }

    private static boolean isKustomization(String kind) {
        return List.of("Kustomization", "Component").contains(kind);
    }

    private static List<String> folders(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> Files.exists(path.resolve("kustomization.yaml")))
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
