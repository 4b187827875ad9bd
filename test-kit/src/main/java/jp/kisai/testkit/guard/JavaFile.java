package jp.kisai.testkit.guard;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// One Java source, parsed by the compiler itself and not attributed: names are as written.
record JavaFile(
        Repository repository,
        Path module,
        Kind kind,
        Path path,
        CompilationUnitTree tree,
        DocTrees trees) {

    /// Which of a module's two source folders.
    enum Kind {
        MAIN,
        TEST;

        Path folder(Path module) {
            return module.resolve("src").resolve(name().toLowerCase(Locale.ROOT)).resolve("java");
        }
    }

    /// Every source of one module.
    ///
    /// @throws IllegalStateException if one of them is not Java
    static List<JavaFile> in(Repository repository, Path module, Kind kind) {
        List<Path> paths = repository.files(kind.folder(module), ".java");
        if (paths.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(problems, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    problems,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(paths));
            DocTrees trees = DocTrees.instance(task);
            List<JavaFile> parsed = new ArrayList<>();
            for (CompilationUnitTree tree : task.parse()) {
                Path path = Path.of(tree.getSourceFile().toUri());
                parsed.add(new JavaFile(repository, module, kind, path, tree, trees));
            }
            refuseErrors(problems);
            return parsed;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    String packageName() {
        return tree.getPackage() == null ? "" : tree.getPackage().getPackageName().toString();
    }

    String fileName() {
        return String.valueOf(path.getFileName());
    }

    boolean isMain() {
        return kind == Kind.MAIN;
    }

    /// In the pure core of a service, or in the words that all services share.
    boolean isDomain() {
        return packageName().matches(".*\\.domain(\\..*)?")
                || packageName().startsWith("jp.kisai.contracts.vocabulary");
    }

    boolean inTool() {
        return repository.isTool(module);
    }

    String text() {
        try {
            return tree.getSourceFile().getCharContent(true).toString();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    String text(Tree part) {
        int start = (int) trees.getSourcePositions().getStartPosition(tree, part);
        int end = (int) trees.getSourcePositions().getEndPosition(tree, part);
        return text().substring(start, end);
    }

    int firstLine(Tree part) {
        return lineAt(trees.getSourcePositions().getStartPosition(tree, part));
    }

    int lastLine(Tree part) {
        return lineAt(trees.getSourcePositions().getEndPosition(tree, part));
    }

    Violation violation(Tree part, String why) {
        return violation(firstLine(part), why);
    }

    Violation violation(int line, String why) {
        return repository.violation(path, line, why);
    }

    private int lineAt(long position) {
        return position == Diagnostic.NOPOS ? 1 : (int) tree.getLineMap().getLineNumber(position);
    }

    private static void refuseErrors(DiagnosticCollector<JavaFileObject> problems) {
        problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .ifPresent(
                        problem -> {
                            throw new IllegalStateException("not Java: " + problem);
                        });
    }
}
