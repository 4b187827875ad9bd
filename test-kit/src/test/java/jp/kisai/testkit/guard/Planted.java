package jp.kisai.testkit.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A small repository in which a violation is planted, so that a guard can be seen to find it.
final class Planted {

    private final Path root;

    private Planted(Path root) {
        this.root = root;
        file("contracts/pom.xml", "<project/>");
    }

    static Planted in(Path folder) {
        return new Planted(folder);
    }

    Planted file(String path, String content) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return this;
    }

    /// A source with its module and its package's `package-info`.
    Planted main(String module, String type, String content) {
        return source(module, "main", type, content);
    }

    Planted test(String module, String type, String content) {
        return source(module, "test", type, content);
    }

    /// Compiles the module's sources to where Maven would put them.
    Planted compiled(String module) {
        Path sources = root.resolve(module).resolve("src/main/java");
        Path classes = root.resolve(module).resolve("target/classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(classes);
            List<Path> paths = new Repository(root).files(sources, ".java");
            List<String> options =
                    List.of(
                            "-d",
                            classes.toString(),
                            "-proc:none",
                            "-cp",
                            System.getProperty("java.class.path"));
            if (!compiler.getTask(
                            null,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(paths))
                    .call()) {
                throw new IllegalStateException("the planted sources do not compile");
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return this;
    }

    Repository repository() {
        return new Repository(root);
    }

    private Planted source(String module, String kind, String type, String content) {
        String packageName = type.substring(0, type.lastIndexOf('.'));
        String folder = module + "/src/" + kind + "/java/" + packageName.replace('.', '/');
        String simpleName = type.substring(type.lastIndexOf('.') + 1);
        return file(module + "/pom.xml", "<project/>")
                .file(
                        folder + "/package-info.java",
                        """
                        @NullMarked
                        package %s;

                        import org.jspecify.annotations.NullMarked;
                        """
                                .formatted(packageName))
                .file(
                        folder + "/" + simpleName + ".java",
                        "package " + packageName + ";\n\n" + content);
    }
}
