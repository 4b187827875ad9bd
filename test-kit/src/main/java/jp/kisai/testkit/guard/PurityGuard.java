package jp.kisai.testkit.guard;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the compiled classes for what depends on what, by allow-list: whatever is not named in
/// [Dependencies] is not allowed.
///
/// The sources would not do: a dependency may be inferred by the compiler and never be written
/// down.
public final class PurityGuard {

    /// Calls whose answer is not the same tomorrow, on types that are otherwise pure.
    private static final Pattern IMPURE_CALL =
            Pattern.compile(
                    "java\\.time\\.\\w+\\.now|java\\.util\\.UUID\\.randomUUID|java\\.lang\\.Math\\.random"
                            + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty)"
                            + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
                            + "|java\\.time\\.ZoneId\\.systemDefault|java\\.util\\.Locale\\.getDefault");

    private PurityGuard() {}

    /// @return also one violation for each module that has sources and was not compiled
    public static List<Violation> violations(Repository repository) {
        List<Violation> found = new ArrayList<>();
        for (Path module : repository.modules()) {
            Path classes = module.resolve("target").resolve("classes");
            if (repository.files(JavaFile.Kind.MAIN.folder(module), ".java").isEmpty()) {
                continue;
            }
            if (!Files.isDirectory(classes)) {
                found.add(repository.violation(module, 1, "not compiled, so nothing can be read"));
                continue;
            }
            for (JavaClass type : new ClassFileImporter().importPaths(Set.of(classes))) {
                found.addAll(dependenciesOf(repository, module, type));
                found.addAll(impureCallsOf(repository, module, type));
            }
        }
        return found;
    }

    private static List<Violation> dependenciesOf(
            Repository repository, Path module, JavaClass type) {
        List<Violation> found = new ArrayList<>();
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            Optional<String> refusal =
                    target.isPrimitive()
                            ? Optional.empty()
                            : Dependencies.refusal(type.getPackageName(), target.getName());
            int line = dependency.getSourceCodeLocation().getLineNumber();
            refusal.ifPresent(
                    why ->
                            found.add(
                                    repository.violation(
                                            source(module, type),
                                            Math.max(1, line),
                                            target.getName() + ": " + why)));
        }
        return found;
    }

    private static List<Violation> impureCallsOf(
            Repository repository, Path module, JavaClass type) {
        if (!Dependencies.isPure(type.getPackageName())) {
            return List.of();
        }
        List<Violation> found = new ArrayList<>();
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            String call = access.getTargetOwner().getName() + "." + access.getTarget().getName();
            if (IMPURE_CALL.matcher(call).matches()) {
                String why =
                        call + ": time and chance are parameters of a rule, never its own idea";
                found.add(repository.violation(source(module, type), access.getLineNumber(), why));
            }
        }
        return found;
    }

    private static Path source(Path module, JavaClass type) {
        Path folder =
                JavaFile.Kind.MAIN.folder(module).resolve(type.getPackageName().replace('.', '/'));
        String file =
                type.getSource()
                        .flatMap(source -> source.getFileName())
                        .orElse(type.getSimpleName() + ".java");
        return folder.resolve(file);
    }
}
