package jp.kisai.testkit.guard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Follows every link of every page, and every file that `FLOW.md` names.
public final class DocsGuard {

    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]*]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern IMAGE = Pattern.compile("!\\[[^]]*]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern FILE =
            Pattern.compile("[\\w./-]+\\.(java|md|json|yaml|yml|sql|properties|xml|sh)");

    private DocsGuard() {}

    public static List<Violation> violations(Repository repository) {
        List<Violation> found = new ArrayList<>();
        for (Path page : repository.files(".md")) {
            List<String> lines = withoutFences(Repository.read(page));
            for (int i = 0; i < lines.size(); i++) {
                for (Pattern pattern : List.of(LINK, IMAGE)) {
                    Matcher link = pattern.matcher(lines.get(i));
                    while (link.find()) {
                        check(repository, page, i + 1, link.group(1), found);
                    }
                }
            }
        }
        found.addAll(filesNamedIn(repository, repository.root().resolve("FLOW.md")));
        return found;
    }

    private static void check(
            Repository repository, Path page, int line, String link, List<Violation> found) {
        if (link.matches("[a-z]+:.*")) {
            return;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            found.add(repository.violation(page, line, "leads nowhere: " + link));
        } else if (parts.length == 2 && !anchors(target).contains(parts[1])) {
            found.add(repository.violation(page, line, "the page has no such heading: " + link));
        }
    }

    /// A file is named by its path from the root, or by a name that only one file has.
    private static List<Violation> filesNamedIn(Repository repository, Path page) {
        if (!Files.exists(page)) {
            return List.of(repository.violation(page, 1, "the reading order is missing"));
        }
        List<Violation> found = new ArrayList<>();
        List<Path> all = repository.files("");
        List<String> lines = Repository.read(page).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher code = CODE.matcher(lines.get(i));
            while (code.find()) {
                String name = code.group(1);
                boolean known =
                        !FILE.matcher(name).matches()
                                || Files.exists(repository.root().resolve(name))
                                || all.stream().filter(path -> path.endsWith(name)).count() == 1;
                if (!known) {
                    found.add(repository.violation(page, i + 1, "no such file: " + name));
                }
            }
        }
        return found;
    }

    /// The anchors that a page's headings get on GitHub.
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : withoutFences(Repository.read(page))) {
            if (line.matches("#{1,6} .*")) {
                String anchor =
                        line.replaceFirst("#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                                .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
            Matcher named = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"").matcher(line);
            while (named.find()) {
                anchors.add(named.group(1));
            }
        }
        return anchors;
    }

    /// The lines of a page, those within code fences emptied.
    private static List<String> withoutFences(String text) {
        List<String> lines = new ArrayList<>();
        boolean fenced = false;
        for (String line : text.lines().toList()) {
            boolean fence = line.strip().startsWith("```");
            lines.add(fenced || fence ? "" : line);
            fenced = fence != fenced;
        }
        return lines;
    }
}
