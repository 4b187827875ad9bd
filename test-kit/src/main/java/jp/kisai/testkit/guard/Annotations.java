package jp.kisai.testkit.guard;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads annotations as they are written.
final class Annotations {

    private Annotations() {}

    static boolean has(ModifiersTree modifiers, String annotation) {
        return named(modifiers, annotation).findAny().isPresent();
    }

    /// The first text that an annotation gives to one of its elements.
    static Optional<String> text(ModifiersTree modifiers, String annotation, String element) {
        return texts(modifiers, annotation, element).stream().findFirst();
    }

    /// All texts that an annotation gives to one of its elements.
    static List<String> texts(ModifiersTree modifiers, String annotation, String element) {
        return named(modifiers, annotation)
                .flatMap(found -> found.getArguments().stream())
                .filter(argument -> nameOf(argument).equals(element))
                .flatMap(argument -> textsOf(valueOf(argument)))
                .toList();
    }

    private static Stream<? extends AnnotationTree> named(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(found -> found.getAnnotationType().toString().equals(name));
    }

    private static String nameOf(ExpressionTree argument) {
        return argument instanceof AssignmentTree assignment
                ? assignment.getVariable().toString()
                : "value";
    }

    private static ExpressionTree valueOf(ExpressionTree argument) {
        return argument instanceof AssignmentTree assignment
                ? assignment.getExpression()
                : argument;
    }

    private static Stream<String> textsOf(ExpressionTree value) {
        return switch (value) {
            case NewArrayTree array ->
                    array.getInitializers().stream().flatMap(Annotations::textsOf);
            case LiteralTree literal -> Stream.of(String.valueOf(literal.getValue()));
            default -> Stream.of(value.toString());
        };
    }
}
