package jp.kisai.testkit.guard;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares the operators' page of settings with every `@ConfigMapping` interface: each setting has
/// its row, with the default and the words of the source, and no row is of a setting that is gone.
public final class SettingsGuard {

    private static final String PAGE = "docs/operate/settings.md";
    private static final Pattern ROW = Pattern.compile("\\| `(kisai\\.[\\w.-]+)` \\|.*");
    private static final Pattern TEXT = Pattern.compile("\"(.*)\"", Pattern.DOTALL);

    private SettingsGuard() {}

    public static List<Violation> violations(Repository repository) {
        Path page = repository.root().resolve(PAGE);
        Map<String, String> expected = rows(repository);
        Map<String, Integer> documented = new HashMap<>();
        List<Violation> found = new ArrayList<>();
        List<String> lines = Repository.read(page).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher row = ROW.matcher(lines.get(i));
            if (row.matches()) {
                documented.put(row.group(1), i + 1);
                String wanted = expected.get(row.group(1));
                if (wanted == null) {
                    found.add(repository.violation(page, i + 1, "nobody reads this setting"));
                } else if (!wanted.equals(lines.get(i))) {
                    found.add(repository.violation(page, i + 1, "the source says: " + wanted));
                }
            }
        }
        expected.forEach(
                (key, row) -> {
                    if (!documented.containsKey(key)) {
                        found.add(repository.violation(page, 1, "a setting is missing: " + row));
                    }
                });
        return found;
    }

    /// The rows that the page must have, by key.
    public static Map<String, String> rows(Repository repository) {
        Map<String, String> rows = new TreeMap<>();
        for (Path module : repository.modules()) {
            for (JavaFile file : JavaFile.in(repository, module, JavaFile.Kind.MAIN)) {
                new Reader(file, rows).scan(file.tree(), null);
            }
        }
        return rows;
    }

    /// Walks one mapping; a nested interface continues the key of the method that returns it.
    private static final class Reader extends TreePathScanner<Void, Void> {

        private final JavaFile file;
        private final Map<String, String> rows;

        Reader(JavaFile file, Map<String, String> rows) {
            this.file = file;
            this.rows = rows;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            annotation(type.getModifiers().getAnnotations(), "ConfigMapping")
                    .flatMap(this::value)
                    .ifPresent(prefix -> read(getCurrentPath(), type, prefix));
            return super.visitClass(type, null);
        }

        private void read(TreePath at, ClassTree mapping, String prefix) {
            for (Tree member : mapping.getMembers()) {
                if (member instanceof MethodTree method && method.getBody() == null) {
                    String key = prefix + "." + kebab(method.getName().toString());
                    ClassTree group = nested(mapping, method.getReturnType().toString());
                    if (group != null) {
                        read(new TreePath(at, group), group, key);
                    } else {
                        rows.put(key, row(key, method, new TreePath(at, method)));
                    }
                }
            }
        }

        private String row(String key, MethodTree method, TreePath at) {
            String given =
                    annotation(method.getModifiers().getAnnotations(), "WithDefault")
                            .flatMap(this::value)
                            .map(text -> "`" + text + "`")
                            .orElse(
                                    method.getReturnType().toString().startsWith("Optional")
                                            ? "none"
                                            : "**required**");
            return "| `" + key + "` | " + given + " | " + words(method, at) + " |";
        }

        /// What the doc comment says; where the name says it all, the name.
        private String words(MethodTree method, TreePath at) {
            String comment = file.trees().getDocComment(at);
            if (comment == null) {
                String name = kebab(method.getName().toString()).replace('-', ' ');
                return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + ".";
            }
            return comment.strip().replaceAll("\\s+", " ");
        }

        private Optional<String> value(AnnotationTree annotation) {
            Matcher text = TEXT.matcher(file.text(annotation));
            return text.find() ? Optional.of(text.group(1)) : Optional.empty();
        }

        private static @Nullable ClassTree nested(ClassTree mapping, String name) {
            for (Tree member : mapping.getMembers()) {
                if (member instanceof ClassTree type && type.getSimpleName().contentEquals(name)) {
                    return type;
                }
            }
            return null;
        }

        private static Optional<AnnotationTree> annotation(
                List<? extends AnnotationTree> all, String name) {
            return all.stream()
                    .filter(each -> each.getAnnotationType().toString().equals(name))
                    .findFirst()
                    .map(AnnotationTree.class::cast);
        }

        private static String kebab(String name) {
            return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        }
    }
}
