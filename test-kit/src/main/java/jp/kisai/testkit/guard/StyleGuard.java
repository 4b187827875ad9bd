package jp.kisai.testkit.guard;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the sources for what neither the formatter nor Error Prone looks at: the size of rooms,
/// the names on their doors, and calls that break a promise of this codebase.
public final class StyleGuard {

    private static final Lengths OF_CODE = new Lengths(300, 40);

    /// Whole tables of cases and their data are read better in one piece.
    private static final Lengths OF_TESTS = new Lengths(500, 60);

    private static final Pattern EMPTY_NAME =
            Pattern.compile(
                    "(?:.*(?:Impl|Managers?|Helpers?|Utils?|Mappers?|Dto|DTO|Base)(?![a-z]).*)|Base[A-Z].*");
    private static final Pattern PREFIXED_NAME = Pattern.compile("Abstract[A-Z].*|I[A-Z][a-z].*");
    private static final Pattern BANNED_IMPORT =
            Pattern.compile(
                    "(lombok|org\\.mapstruct|org\\.mockito|org\\.easymock|org\\.jmockit)\\..*");
    private static final Pattern LEFT_OVER =
            Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private StyleGuard() {}

    public static List<Violation> violations(Repository repository) {
        List<Violation> found = new ArrayList<>();
        for (JavaFile file : repository.javaFiles()) {
            found.addAll(lengthOf(file));
            found.addAll(leftOvers(repository, file.path()));
            found.addAll(packageInfoOf(file));
            new Reader(file, found).scan(file.tree(), null);
        }
        for (String ending :
                List.of(".md", ".properties", ".xml", ".sql", ".yaml", ".yml", ".sh")) {
            repository.files(ending).forEach(path -> found.addAll(leftOvers(repository, path)));
        }
        return found;
    }

    private static List<Violation> lengthOf(JavaFile file) {
        long lines = file.text().lines().count();
        int limit = Lengths.of(file).file;
        return lines <= limit
                ? List.of()
                : List.of(
                        file.violation(
                                1, lines + " lines: what outgrows " + limit + " holds two ideas"));
    }

    private static List<Violation> leftOvers(Repository repository, Path path) {
        List<String> lines = Repository.read(path).lines().toList();
        List<Violation> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (LEFT_OVER.matcher(lines.get(i)).find()) {
                found.add(repository.violation(path, i + 1, "unfinished work is not committed"));
            }
        }
        return found;
    }

    private static List<Violation> packageInfoOf(JavaFile file) {
        Path inPackage =
                file.kind()
                        .folder(file.module())
                        .relativize(file.path())
                        .resolveSibling("package-info.java");
        boolean marked =
                Stream.of(file.kind(), JavaFile.Kind.MAIN)
                        .map(kind -> kind.folder(file.module()).resolve(inPackage))
                        .anyMatch(
                                info ->
                                        Files.exists(info)
                                                && Repository.read(info).contains("@NullMarked"));
        return marked
                ? List.of()
                : List.of(
                        file.violation(
                                1,
                                "its package has no package-info with @NullMarked, so nulls go"
                                        + " unchecked"));
    }

    /// How long a file and a method may be.
    private record Lengths(int file, int method) {

        static Lengths of(JavaFile file) {
            return file.isMain() ? OF_CODE : OF_TESTS;
        }
    }

    /// Walks one file.
    private static final class Reader extends TreePathScanner<Void, Void> {

        private final JavaFile file;
        private final List<Violation> found;

        Reader(JavaFile file, List<Violation> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            String name = type.getSimpleName().toString();
            if (EMPTY_NAME.matcher(name).matches() || PREFIXED_NAME.matcher(name).matches()) {
                report(type, name + ": a name says what a thing is in the field's words");
            }
            boolean topLevel = getCurrentPath().getParentPath().getLeaf() == file.tree();
            if (topLevel && file.isMain() && file.trees().getDocComment(getCurrentPath()) == null) {
                report(type, name + " does not say in a doc comment what it promises");
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null) {
                int lines = file.lastLine(method.getBody()) - file.firstLine(method.getBody()) + 1;
                if (lines > Lengths.of(file).method) {
                    report(
                            method,
                            method.getName() + " has " + lines + " lines and hides its idea");
                }
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitImport(ImportTree imported, Void unused) {
            String name = imported.getQualifiedIdentifier().toString();
            if (BANNED_IMPORT.matcher(name).matches()) {
                report(
                        imported,
                        name + ": no code generation and no mocks; write the record or the double");
            }
            return super.visitImport(imported, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            BannedCall.of(call, file).ifPresent(why -> report(call, why));
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
            BannedCall.of(reference, file).ifPresent(why -> report(reference, why));
            return super.visitMemberReference(reference, null);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void unused) {
            String text = select.toString();
            boolean prints = text.equals("System.out") || text.equals("System.err");
            if (prints && !file.inTool()) {
                report(select, text + ": a service logs, it does not print");
            }
            if (text.equals("GenerationType.IDENTITY")) {
                report(select, "identity ids switch the batching of inserts off; assign the id");
            }
            return super.visitMemberSelect(select, null);
        }

        @Override
        public Void visitCatch(CatchTree caught, Void unused) {
            boolean silent = caught.getBlock().getStatements().isEmpty();
            if (silent && !file.text(caught.getBlock()).contains("//")) {
                report(caught, "an exception that nobody hears of, and no word why");
            }
            return super.visitCatch(caught, null);
        }

        @Override
        public Void visitSwitch(SwitchTree choice, Void unused) {
            checkDefault(choice.getCases());
            return super.visitSwitch(choice, null);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree choice, Void unused) {
            checkDefault(choice.getCases());
            return super.visitSwitchExpression(choice, null);
        }

        /// A switch over literals needs its default; one over a sealed type or an enum must not
        /// have one, or a new case would be decided by accident.
        private void checkDefault(List<? extends CaseTree> cases) {
            boolean literals =
                    cases.stream()
                            .flatMap(branch -> branch.getLabels().stream())
                            .anyMatch(label -> label.toString().matches("(?s)[\"'0-9-].*"));
            for (CaseTree branch : cases) {
                boolean isDefault =
                        branch.getLabels().stream()
                                .anyMatch(DefaultCaseLabelTree.class::isInstance);
                if (isDefault && file.isMain() && file.isDomain() && !literals) {
                    report(branch, "a default in the domain decides cases that nobody thought of");
                }
            }
        }

        private void report(Tree where, String why) {
            found.add(file.violation(where, why));
        }
    }
}
