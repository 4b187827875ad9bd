package jp.kisai.testkit.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads every `pom.xml` for dependencies that nobody gave a reason for.
///
/// A comment before the dependency is its reason; neighbours of one group share it.
public final class DependencyGuard {

    private DependencyGuard() {}

    public static List<Violation> violations(Repository repository) {
        List<Violation> found = new ArrayList<>();
        for (Path file : repository.files("pom.xml")) {
            List<String> lines = Repository.read(file).lines().map(String::strip).toList();
            String groupWithReason = "";
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).equals("<dependency>")) {
                    continue;
                }
                String group = lines.get(i + 1);
                boolean explained = lines.get(i - 1).endsWith("-->");
                boolean ownVersion = group.contains("jp.kisai") && isManaged(lines, i);
                if (explained) {
                    groupWithReason = group;
                } else if (!group.equals(groupWithReason) && !ownVersion) {
                    found.add(
                            repository.violation(
                                    file,
                                    i + 1,
                                    "a dependency needs a reason: a comment before it"));
                }
            }
        }
        return found;
    }

    /// The versions of our own modules explain themselves.
    private static boolean isManaged(List<String> lines, int line) {
        List<String> before = lines.subList(0, line);
        return before.lastIndexOf("<dependencyManagement>")
                > before.lastIndexOf("</dependencyManagement>");
    }
}
