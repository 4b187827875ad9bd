package jp.kisai.testkit.guard;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares the dictionary, `docs/words.md`, with the words of the code: the types of the shared
/// vocabulary and of the events, and every constant of every enum among them.
///
/// In the dictionary a row starts with the word in backticks, if it is one of the code, and goes on
/// with its Japanese term. The
/// constants of an enum stand under a heading that is the enum's name, such as
/// `ChangeAnswered.Outcome`.
public final class WordsGuard {

    private static final String PAGE = "docs/words.md";
    private static final List<String> PACKAGES =
            List.of("jp.kisai.contracts.vocabulary", "jp.kisai.contracts.event");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|([^|]*)\\|.*");
    private static final Pattern HEADING = Pattern.compile("#+ `?([\\w.]+)`?.*");
    private static final Pattern JAPANESE =
            Pattern.compile(".*[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}].*");

    private WordsGuard() {}

    public static List<Violation> violations(Repository repository) {
        Path page = repository.root().resolve(PAGE);
        if (!Files.exists(page)) {
            return List.of(repository.violation(page, 1, "the dictionary is missing"));
        }
        List<Violation> found = new ArrayList<>();
        Map<String, Set<String>> code = wordsOfTheCode(repository);
        Map<String, Set<String>> written = wordsOfThePage(repository, page, found);
        code.forEach(
                (section, words) ->
                        words.stream()
                                .filter(
                                        word ->
                                                !written.getOrDefault(section, Set.of())
                                                        .contains(word))
                                .forEach(
                                        word ->
                                                found.add(
                                                        missing(repository, page, section, word))));
        written.forEach(
                (section, words) ->
                        words.stream()
                                .filter(
                                        word ->
                                                !code.getOrDefault(section, Set.of())
                                                        .contains(word))
                                .forEach(word -> found.add(gone(repository, page, section, word))));
        return found;
    }

    /// Type names under the empty heading, the constants of each enum under its name.
    private static Map<String, Set<String>> wordsOfTheCode(Repository repository) {
        Map<String, Set<String>> words = new HashMap<>();
        Path contracts = repository.root().resolve("contracts");
        for (JavaFile file : JavaFile.in(repository, contracts, JavaFile.Kind.MAIN)) {
            if (PACKAGES.contains(file.packageName())) {
                file.tree().getTypeDecls().forEach(type -> collect(type, "", words));
            }
        }
        return words;
    }

    private static void collect(Tree tree, String outer, Map<String, Set<String>> words) {
        if (!(tree instanceof ClassTree type)) {
            return;
        }
        String name = outer + type.getSimpleName();
        if (outer.isEmpty()) {
            words.computeIfAbsent("", section -> new TreeSet<>()).add(name);
        }
        for (Tree member : type.getMembers()) {
            if (isConstant(type, member)) {
                words.computeIfAbsent(name, section -> new TreeSet<>())
                        .add(((VariableTree) member).getName().toString());
            }
            collect(member, name + ".", words);
        }
    }

    private static boolean isConstant(ClassTree type, Tree member) {
        return type.getKind() == Tree.Kind.ENUM
                && member instanceof VariableTree variable
                && variable.getType().toString().contentEquals(type.getSimpleName());
    }

    private static Map<String, Set<String>> wordsOfThePage(
            Repository repository, Path page, List<Violation> found) {
        Map<String, Set<String>> words = new HashMap<>();
        List<String> lines = Repository.read(page).lines().toList();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = HEADING.matcher(lines.get(i));
            Matcher row = ROW.matcher(lines.get(i));
            if (heading.matches()) {
                section = heading.group(1);
            } else if (row.matches()) {
                boolean constant = row.group(1).matches("[A-Z0-9_]+");
                words.computeIfAbsent(constant ? section : "", name -> new TreeSet<>())
                        .add(row.group(1));
                if (!JAPANESE.matcher(row.group(2)).matches()) {
                    found.add(
                            repository.violation(
                                    page, i + 1, row.group(1) + " has no Japanese term"));
                }
            }
        }
        return words;
    }

    private static Violation missing(
            Repository repository, Path page, String section, String word) {
        String of = section.isEmpty() ? "" : " of " + section;
        return repository.violation(page, 1, word + of + " is not in the dictionary");
    }

    private static Violation gone(Repository repository, Path page, String section, String word) {
        return repository.violation(page, 1, word + " of " + section + " is not in the code");
    }
}
