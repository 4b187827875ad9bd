package jp.kisai.notification.domain;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The reasons that the other services give over REST, read from their sources: this service
/// depends on none of them, and has a text for each.
final class ServiceReasons {

    /// By the beginning of their texts' names: the enum, and the file that it is in.
    private static final Map<String, String> ENUMS =
            new TreeMap<>(
                    Map.of(
                            "licence.Rule",
                            "licence-service/src/main/java/jp/kisai/licence/domain/Rule.java",
                            "licence.NextStep",
                            "licence-service/src/main/java/jp/kisai/licence/domain/PortalServices.java",
                            "card-writer.Obstacle",
                            "card-writer-service/src/main/java/jp/kisai/cardwriter/domain/AutoRecording.java",
                            "consent.Rule",
                            "consent-service/src/main/java/jp/kisai/consent/Declined.java",
                            "consent.Action",
                            "consent-service/src/main/java/jp/kisai/consent/web/NextStep.java"));

    private ServiceReasons() {}

    /// The names of all texts that there must be.
    static List<String> keys() {
        List<String> keys = new ArrayList<>();
        ENUMS.forEach(
                (name, file) -> {
                    Set<String> constants = sentences(name).keySet();
                    if (constants.isEmpty()) {
                        throw new IllegalStateException("there is no " + name + " in " + file);
                    }
                    constants.forEach(constant -> keys.add(name + "." + constant));
                });
        return keys;
    }

    /// The sentences that an enum of another service carries itself, by its constants.
    static Map<String, List<String>> sentences(String name) {
        return constants(file(name), enumName(name));
    }

    private static Path file(String name) {
        return Path.of("..", ENUMS.getOrDefault(name, ""));
    }

    private static String enumName(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    /// Each constant with the texts that it is made with.
    private static Map<String, List<String>> constants(Path file, String enumName) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, List<String>> constants = new LinkedHashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null, files, null, null, null, files.getJavaFileObjects(file));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Constants(enumName), constants);
            }
        } catch (IOException cause) {
            throw new IllegalStateException(file + " cannot be read", cause);
        }
        return constants;
    }

    private static final class Constants
            extends TreeScanner<@Nullable Void, Map<String, List<String>>> {

        private final String enumName;

        private Constants(String enumName) {
            this.enumName = enumName;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, Map<String, List<String>> found) {
            if (type.getKind() == Tree.Kind.ENUM && type.getSimpleName().contentEquals(enumName)) {
                for (Tree member : type.getMembers()) {
                    // A constant is a field of its own type; other fields are not.
                    if (member instanceof VariableTree field
                            && field.getType() instanceof IdentifierTree fieldType
                            && fieldType.getName().contentEquals(enumName)) {
                        found.put(field.getName().toString(), texts(field.getInitializer()));
                    }
                }
            }
            return super.visitClass(type, found);
        }

        private static List<String> texts(ExpressionTree made) {
            return made instanceof NewClassTree constructed
                    ? constructed.getArguments().stream()
                            .map(Constants::text)
                            .filter(text -> !text.isEmpty())
                            .toList()
                    : List.of();
        }

        /// A literal, or several of them joined.
        private static String text(ExpressionTree argument) {
            if (argument instanceof BinaryTree joined) {
                return text(joined.getLeftOperand()) + text(joined.getRightOperand());
            }
            return argument instanceof LiteralTree literal
                            && literal.getValue() instanceof String text
                    ? text
                    : "";
        }
    }
}
