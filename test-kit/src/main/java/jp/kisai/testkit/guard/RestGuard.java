package jp.kisai.testkit.guard;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares the page of REST operations with the resources: every operation is there, with exactly
/// the roles that may use it, and no other. An operation that names no role is reported, whatever
/// the page says.
public final class RestGuard {

    private static final String PAGE = "docs/reference/rest.md";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");
    private static final Pattern ROW =
            Pattern.compile("\\| `((?:GET|POST|PUT|DELETE|PATCH) [^`]+)` \\|([^|]*)\\|.*");

    private RestGuard() {}

    public static List<Violation> violations(Repository repository) {
        Path page = repository.root().resolve(PAGE);
        if (!Files.exists(page)) {
            return List.of(repository.violation(page, 1, "the page of operations is missing"));
        }
        List<Violation> found = new ArrayList<>();
        Map<String, String> real = new TreeMap<>();
        for (JavaFile file : repository.javaFiles()) {
            if (file.isMain() && !file.inTool()) {
                for (Tree tree : file.tree().getTypeDecls()) {
                    if (tree instanceof ClassTree type
                            && Annotations.has(type.getModifiers(), "Path")) {
                        collect(file, type, real, found);
                    }
                }
            }
        }
        found.addAll(differences(repository, page, real));
        return found;
    }

    private static List<Violation> differences(
            Repository repository, Path page, Map<String, String> real) {
        List<Violation> found = new ArrayList<>();
        List<String> lines = Repository.read(page).lines().toList();
        Map<String, String> missing = new TreeMap<>(real);
        for (int i = 0; i < lines.size(); i++) {
            Matcher row = ROW.matcher(lines.get(i));
            if (!row.matches()) {
                continue;
            }
            String operation = withoutNames(row.group(1));
            missing.remove(operation);
            String roles = real.get(operation);
            if (roles == null) {
                found.add(repository.violation(page, i + 1, operation + " is no operation"));
            } else if (!roles.equals(row.group(2).strip())) {
                found.add(repository.violation(page, i + 1, operation + " is for " + roles));
            }
        }
        missing.keySet()
                .forEach(
                        name ->
                                found.add(
                                        repository.violation(page, 1, name + " is not described")));
        return found;
    }

    private static void collect(
            JavaFile file, ClassTree type, Map<String, String> real, List<Violation> found) {
        for (Tree member : type.getMembers()) {
            if (!(member instanceof MethodTree method)) {
                continue;
            }
            for (String http : METHODS) {
                if (Annotations.has(method.getModifiers(), http)) {
                    String path = path(type.getModifiers()) + path(method.getModifiers());
                    String roles = roles(type.getModifiers(), method.getModifiers());
                    real.put(withoutNames(http + " " + path), roles);
                    if (roles.isEmpty()) {
                        found.add(file.violation(method, path + " is open to everybody"));
                    }
                }
            }
        }
    }

    private static String path(ModifiersTree modifiers) {
        String path = Annotations.text(modifiers, "Path", "value").orElse("");
        return path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    }

    /// What a part of a path is called is no part of the contract.
    private static String withoutNames(String operation) {
        return operation.replaceAll("\\{[^}]+}", "{}");
    }

    /// A method's own roles take the place of its class's.
    private static String roles(ModifiersTree type, ModifiersTree method) {
        ModifiersTree decisive = Annotations.has(method, "RolesAllowed") ? method : type;
        return String.join(", ", Annotations.texts(decisive, "RolesAllowed", "value"));
    }
}
